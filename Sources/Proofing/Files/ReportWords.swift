public import FoundationEssentials

/// The language of a report for people.
public enum ReportLanguage: String, Hashable, Sendable, CaseIterable {
  case chinese = "zh-Hans"
  case english = "en"

  /// The language that the environment asks for (POSIX: LC_ALL, then LC_MESSAGES, then LANG).
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let wanted = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    self = wanted?.hasPrefix("zh") == true ? .chinese : .english
  }
}

/// What a report says, in both languages.
struct ReportWords {
  let language: ReportLanguage

  private func say(_ chinese: String, _ english: String) -> String {
    language == .chinese ? chinese : english
  }

  var proof: String { say("校样", "Proof") }
  var overview: String { say("全期一览", "All pages") }
  var issue: String { say("总第", "No. ") }
  var edition: String { say("版次", "Edition") }
  var findings: String { say("检查结果", "Findings") }
  var noFindings: String { say("没有问题。", "Nothing was found.") }
  var ofIssue: String { say("全期的检查结果", "Findings of the issue as a whole") }
  var slots: String { say("版位与字数", "Slots and characters") }
  var slot: String { say("版位", "Slot") }
  var content: String { say("稿件", "Content") }
  var characters: String { say("字数", "Characters") }
  var state: String { say("超缺", "Over or short") }
  var fits: String { say("正好", "fits") }
  var done: String { say("凑版手段", "What copyfitting did") }
  var layers: String { say("标示层", "Layers") }
  var enlarge: String { say("原大", "Full size") }
  var signing: String { say("签样", "Signing") }
  var digest: String { say("版面指纹", "Digest") }
  var changes: String { say("与前样对照", "Changes since the earlier proof") }
  var unchanged: String { say("与前样相同", "Unchanged") }
  var isNew: String { say("前样没有这一版", "The earlier proof has no such page") }
  var texts: String { say("文字", "Text") }
  var noTextChanges: String { say("文字没有改动。", "Not a word was changed.") }
  var pictures: String { say("图样", "Picture") }
  var overlaid: String {
    say(
      "两次图样相叠：红色只在前样，蓝色只在新样，灰色两样相同，橙框是改动处",
      "Both laid over each other: red stands only in the earlier one, blue only in the new one, grey in "
        + "both; orange frames are changed areas")
  }
  var noPicture: String {
    say("前样没有留下图样。", "No picture of the earlier proof was kept.")
  }
  var lookSame: String { say("看上去完全一样。", "Both look the same.") }
  var demanded: String { say("付印须签", "demanded for press") }
  var back: String { say("回到一览", "Back to all pages") }
  var drawnFailed: String { say("这一版画不出来。", "This page could not be drawn.") }

  func pages(_ count: Int) -> String { say("\(count)版", count == 1 ? "1 page" : "\(count) pages") }

  func errors(_ count: Int) -> String {
    say("\(count)个错误", count == 1 ? "1 error" : "\(count) errors")
  }

  func warnings(_ count: Int) -> String {
    say("\(count)个警告", count == 1 ? "1 warning" : "\(count) warnings")
  }

  func notes(_ count: Int) -> String {
    say("\(count)条说明", count == 1 ? "1 note" : "\(count) notes")
  }

  func severity(_ name: String) -> String {
    switch name {
    case "error": say("错误", "error")
    case "warning": say("警告", "warning")
    default: say("说明", "note")
    }
  }

  func over(_ count: Int) -> String { say("超\(count)字", "\(count) over") }
  func short(_ count: Int) -> String { say("缺约\(count)字", "about \(count) short") }
  func areas(_ count: Int) -> String {
    say("\(count)处看上去不同", count == 1 ? "1 area looks different" : "\(count) areas look different")
  }
  func same(_ count: Int) -> String {
    say("（\(count)段相同）", count == 1 ? "(1 paragraph the same)" : "(\(count) paragraphs the same)")
  }
  func counted(added: Int, removed: Int) -> String {
    say("增\(added)字，删\(removed)字", "\(added) characters added, \(removed) taken out")
  }
  func more(_ count: Int) -> String { say("另有\(count)条同类", "and \(count) more like these") }
  func signed(by name: String) -> String { say("\(name)已签", "signed by \(name)") }
  func fallen(by name: String) -> String {
    say("\(name)签后版面已改", "signed by \(name), changed since")
  }
  var open: String { say("未签", "open") }

  func story(_ change: TextComparison.Story.Change) -> String {
    switch change {
    case .same: say("未改", "same")
    case .changed: say("有改动", "changed")
    case .added: say("新上", "new")
    case .removed: say("撤下", "taken off")
    case .moved: say("换了版位", "moved to another slot")
    }
  }

  func paragraph(_ change: TextComparison.Paragraph.Change) -> String {
    switch change {
    case .same, .changed: ""
    case .added: say("新增", "new")
    case .removed: say("删去", "taken out")
    case .moved: say("移位", "moved")
    case .movedAndChanged: say("移位并改动", "moved and changed")
    }
  }

  func fragment(_ change: TextComparison.Fragment.Change) -> String {
    switch change {
    case .same: ""
    case .added: say("增", "added")
    case .removed: say("删", "taken out")
    case .movedAway: say("移到别处", "moved elsewhere")
    case .movedHere: say("从别处移来", "moved here")
    }
  }

  func layer(_ layer: OverlayLayer) -> String {
    switch layer {
    case .grid: say("版样格", "Grid")
    case .slots: say("版位", "Slots")
    case .typography: say("排字", "Typography")
    case .diagnostics: say("检查结果", "Findings")
    case .area: say("版心出血", "Type area")
    case .baselines: say("基线", "Baselines")
    case .fit: say("超文缺文", "Over, short")
    case .photos: say("图片精度", "Photo resolution")
    case .order: say("阅读顺序", "Reading order")
    }
  }
}
