/// 报刊: what stays the same from issue to issue.
///
/// Written in `publication.yaml`.
public struct Publication: Hashable, Sendable {
  /// Its name, as on the nameplate.
  public var name: String
  /// Its name in Latin letters, set under the nameplate.
  public var latinName: String?
  /// 主管/主办: the line above the nameplate.
  public var sponsor: String?
  /// 国内统一连续出版物号, such as "CN 99-0512".
  public var cnNumber: String?
  /// ISSN without "ISSN", such as "1234-5679".
  public var issn: String?
  /// 邮发代号.
  public var postalCode: String?
  /// 新闻热线.
  public var hotline: String?
  /// 网址, without the protocol.
  public var website: String?
  /// Roles and names of the editors, in printing order ("总编辑 沈砚").
  public var editors: [String]
  /// 文末符: the sign that closes each story.
  public var endSign: String?
  /// Codes printed on the front page.
  public var qrCodes: [QRCode]
  /// The drawn nameplate (SVG), from the publication's folder.
  public var nameplate: Located<String>?
  /// The inks it declares.
  public var inks: InkTable
  /// How its type is set.
  public var styles: StyleSheet
  /// 词表: words of the publication's own that a headline must not divide, one a line; `#` begins
  /// a comment.
  public var lexicon: String
  /// 补白: what may stand at the foot of stories that are too short.
  public var fillers: [Filler] = []
  /// 三审三校、签样: the stages that its pages pass.
  public var signing: SigningStages = .standard
  /// The folder with `fonts.yaml`.
  public var fontFolder: String
  /// The folder that holds `publication.yaml`.
  public var folder: String
  /// Where it was written.
  public var at: SourceRange?

  /// Makes a publication with a name; the rest is filled in by whoever reads the file.
  public init(name: String, folder: String, fontFolder: String, styles: StyleSheet) {
    self.name = name
    self.folder = folder
    self.fontFolder = fontFolder
    self.styles = styles
    editors = []
    qrCodes = []
    inks = .standard
    lexicon = ""
  }
}

/// A QR code with the words under it.
public struct QRCode: Hashable, Sendable {
  /// The words under the code.
  public var label: String
  /// What it leads to.
  public var target: String

  /// Makes a code that leads to `target`.
  public init(label: String, target: String) {
    self.label = label
    self.target = target
  }
}

/// A day of the calendar, without a time zone.
public struct CalendarDate: Hashable, Sendable, Comparable {
  /// The year of the common era.
  public var year: Int
  /// 1 to 12.
  public var month: Int
  /// 1 to 31.
  public var day: Int

  /// Makes a date; nil when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(in: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The day of the week in Chinese, 一 to 日, by Zeller's congruence.
  public var weekday: String {
    let shifted = month < 3 ? month + 12 : month
    let y = month < 3 ? year - 1 : year
    let h = (day + 13 * (shifted + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7
    return ["六", "日", "一", "二", "三", "四", "五"][h]
  }

  /// Whether one day is before the other.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

/// 付印时间: a moment by the clock of the place where the publication is made.
public struct Deadline: Hashable, Comparable, Sendable {
  /// The day.
  public var date: CalendarDate
  /// 0 to 23.
  public var hour: Int
  /// 0 to 59.
  public var minute: Int

  /// Makes a deadline; nil when there is no such time.
  public init?(date: CalendarDate, hour: Int, minute: Int) {
    guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
    self.date = date
    self.hour = hour
    self.minute = minute
  }

  /// When an issue of a date is due at a time by the clock; times from noon on are those of the day
  /// before.
  public init?(hour: Int, minute: Int, of issue: CalendarDate) {
    self.init(date: hour >= 12 ? issue.dayBefore : issue, hour: hour, minute: minute)
  }

  /// Reads 2026-12-30T22:30.
  public init?(iso text: String) {
    let parts = text.split { "-T:".contains($0) }.map { Int($0) }
    guard parts.count == 5, case let numbers = parts.compactMap(\.self), numbers.count == 5,
      let date = CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
    else { return nil }
    self.init(date: date, hour: numbers[3], minute: numbers[4])
  }

  /// As 2026-12-30T22:30.
  public var iso: String { "\(date.iso)T\(twoDigits(hour)):\(twoDigits(minute))" }

  /// Whether one comes before the other.
  public static func < (left: Deadline, right: Deadline) -> Bool {
    (left.date, left.hour, left.minute) < (right.date, right.hour, right.minute)
  }
}

extension CalendarDate {
  /// As 2026-12-31.
  public var iso: String { "\(year)-\(twoDigits(month))-\(twoDigits(day))" }

  /// Yesterday, as seen from this day.
  fileprivate var dayBefore: CalendarDate {
    if let same = CalendarDate(year: year, month: month, day: day - 1) { return same }
    let (year, month) = self.month == 1 ? (self.year - 1, 12) : (self.year, self.month - 1)
    return CalendarDate(year: year, month: month, day: Self.days(in: month, of: year)) ?? self
  }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
