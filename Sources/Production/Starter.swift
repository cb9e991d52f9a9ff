import FoundationEssentials
public import Newspaper

/// `forme new`: a small publication to start from, with one finished issue in it.
public enum Starter {
  /// Writes the publication into a folder that must not be there yet.
  ///
  /// The folder's name becomes the publication's. All of it appears, or nothing.
  public static func write(to folder: String) -> Report {
    var report = Report()
    let place = URL(filePath: folder).standardizedFileURL
    if FileManager.default.fileExists(atPath: place.path) {
      report.add(
        Diagnostic(
          .error, "new.exists", subject: folder, "\(folder): is there already",
          hints: ["choose another name", "delete \(folder) if nothing in it is needed"]))
      return report
    }
    do throws(OutputFile.Failure) {
      for (name, text) in files(of: place) {
        try OutputFile.write(Array(text.utf8), to: "\(place.path)/\(name)")
      }
    } catch {
      report.add(error.diagnostic)
      try? FileManager.default.removeItem(at: place)
    }
    return report
  }

  private static func files(of place: URL) -> [(name: String, text: String)] {
    [
      ("publication.yaml", publication(named: place.lastPathComponent, fonts: fonts(from: place))),
      ("layouts/sheets/a5.yaml", sheet), ("layouts/front.yaml", layout),
      (".gitignore", ignored), ("0001/issue.yaml", issue), ("0001/clock.md", clock),
      ("0001/birds.md", birds),
    ]
  }

  /// The installation's fonts as seen from the new folder: by a relative path where both lie in the
  /// installation, so that it can be moved as a whole.
  private static func fonts(from place: URL) -> String {
    let home = URL(filePath: Installation.folder).standardizedFileURL.pathComponents
    let parts = place.pathComponents
    let inside = home.count > 1 && parts.starts(with: home)
    let path =
      inside
      ? Array(repeating: "..", count: parts.count - home.count)
      : ["/" + home.dropFirst().joined(separator: "/")]
    return (path + ["Fonts"]).joined(separator: "/")
  }

  /// Text as a YAML scalar that means nothing but itself.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

// MARK: - The files

extension Starter {
  private static func publication(named name: String, fonts: String) -> String {
    """
    # 每期不变的内容
    name: \(quoted(name))
    sponsor: 本报编辑部主办
    editors: [总编辑 方知夏]

    # 报头红；在样式、版样和插图里用名字
    inks:
      accent: {cmyk: [0, 95, 85, 0], screen: "#d7322b"}

    # 通用字样，只把报眼改小，好让日期排进一栏
    styles:
      base: newspaper
      text:
        ear: {face: hei, size: 8, pitch: 12, align: center}

    layouts: layouts
    fonts: \(quoted(fonts))

    """
  }

  private static let ignored = """
    # 审样台的台账、名册和历次校样，不是源文件
    .forme/

    """

  private static let sheet = """
    # 三栏，每栏12字，40行；字号、行距和样式表一致
    about: A5 小报
    width: 148 mm
    height: 210 mm
    bleed: 3 mm
    margins: {head: 22 mm, foot: 18.5 mm, sides: 13.5 mm}
    grid: {bodySize: 9 pt, columns: 3, characters: 12, gutter: 1, pitch: 12 pt, lines: 40}

    """

  private static let layout = """
    about: 报头之下两篇稿件；columns 数栏，lines 数行
    sheet: a5
    slots:
      folio:    {kind: folio}
      masthead: {kind: masthead, columns: 1-2, lines: 1-6}
      ear:      {kind: ear, columns: 3, lines: 1-6}
      lead:     {kind: story, columns: 1-3, lines: 8-24, rank: second}
      second:   {kind: story, columns: 1-3, lines: 26-40, rank: thirdHei}
    rules:
      - {line: 7}
      - {line: 25}

    """

  private static let issue = """
    publication: ..
    number: 1
    date: 2027-01-01
    ear: [创刊号]

    pages:
      1:
        layout: front
        section: 头版
        slots:
          lead: clock.md
          second: birds.md

    """

  private static let clock = """
    ---
    headline: 老渡口的钟又响了
    deck: 修钟人四年配齐一百零八个零件
    byline: 本报记者　方知夏
    dateline: 本报讯
    ---
    今天早上7时整，老渡口的塔钟响了七下。它停了11年。江边卖豆浆的赵婶说，头一声响起来的时候，她手里的勺子停在半空，锅里的豆浆差点溢出来。

    这口钟是1934年从外地运来的，机芯有一张方桌那么大，靠三个铁砣的重量走时。2015年的一场大水泡坏了砣井，齿轮锈断了两只，图纸早就不知去向。

    把它修好的是退休钳工罗启明和他的三个徒弟。没有图纸，他们把每个齿轮拆下来拓在纸上，量齿距，数齿数，再一点一点算出缺掉的那两只该有多少齿。“钟不会骗人，”罗启明说，“分针转一圈，时针走一格，中间差几个齿，算得出来。”

    如今塔钟每星期上一次弦，摇72圈，大约半个钟头。徒弟们排了一张值班表，第一个名字写的仍是师傅。上弦那天，常有孩子趴在栏杆上看，一圈一圈地跟着数，数到七十二圈，就一齐喊出声来。

    """

  private static let birds = """
    ---
    headline: 星期天，到白鹭湾数水鸟
    ---
    新年第一个星期天，本报邀请读者到白鹭湾数水鸟。不必会认鸟，带一双好走的鞋就行。

    清晨是数鸟的好时候。鸟儿刚醒，聚在浅水里觅食，散得不开。两人一组，一个看，一个记，数完换过来再数一遍；两回的数目差得太多，就数第三遍。记录的人请带铅笔：天冷，圆珠笔常常写不出字。孩子由大人领着，也算一个人数。

    去年这个时候，大家数到小天鹅309只，绿头鸭1100多只，还有一只谁也叫不出名字的鸟，后来查明是迷路的斑头秋沙鸭。

    望远镜由本报准备，共20副，先到先得。请穿颜色素净的衣服，说话轻一些，不要投喂。上午9时在湾口的木栈道收队，大家的数目当场合在一起，下一期登出来。

    走完一圈约五里路，中间有一处凉亭可以歇脚，亭里备了热水，杯子请自己带。沿途没有小卖部，早饭请吃了再来，垃圾请带回家。去年有位老先生把数鸟的本子装订成册，送给了编辑部。

    报名请写信到编辑部，写明姓名和人数即可。遇到下雨，顺延一个星期。

    """
}
