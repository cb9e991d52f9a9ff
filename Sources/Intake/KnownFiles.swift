import Newspaper

/// 已读文件: an issue as it was read last, for reading it again and again while it is worked on.
///
/// Whatever is taken from here was made from files that hold the same bytes still, so what comes of
/// a reading is the same with it and without: a story that was saved costs that story.
public struct KnownFiles: Sendable {
  private var draft: Draft?
  private var stories: [FilePath: Known<Story>] = [:]
  private var press: (order: PressOrder, known: Known<PressSettings>)?
  private var fonts: (folder: FilePath, known: Known<Typefaces?>)?

  /// Knows nothing yet.
  public init() {}

  /// What was made of files, with its findings and all that was asked of the disk for it.
  struct Known<Value: Sendable>: Sendable {
    var value: Value
    var report: Report
    var answers: DiskAnswers
  }

  /// An issue without its stories.
  private struct Draft {
    var folder: String
    var layouts: String
    var issue: Issue?
    var parts: [Part]
    var answers: DiskAnswers
  }

  /// The findings of a reading in their order; those of a story stand where it was read.
  enum Part: Sendable {
    case findings(Report)
    case story(FilePath)
  }
}

extension KnownFiles {
  /// Reads an issue; of what is known only what changed.
  mutating func issue(at folder: String, layouts: String) -> (issue: Issue?, report: Report) {
    if let draft, draft.folder == folder, draft.layouts == layouts, draft.answers.hold,
      let issue = issue(of: draft)
    {
      return issue
    }
    var reader = IssueReader(folder: folder, layouts: layouts)
    reader.reading.disk = .noting
    reader.reading.copy = StoryCopy(known: stories)
    let issue = reader.issue()
    let reading = reader.reading
    guard let copy = reading.copy, let answers = reading.disk.answers else {
      return (issue, reading.report)
    }
    stories = copy.read
    var bare = issue
    bare?.stories = [:]
    draft = Draft(
      folder: folder, layouts: layouts, issue: bare, parts: copy.parts(of: reading.report),
      answers: answers)
    return (issue, reading.report)
  }

  /// The issue of a draft that holds, with its stories as they are now; nil when one of them cannot
  /// be read, as then a page misses it.
  private mutating func issue(of draft: Draft) -> (issue: Issue?, report: Report)? {
    var reading = Reading()
    reading.disk = .noting
    reading.copy = StoryCopy(known: stories)
    var placed: [String: Story] = [:]
    for part in draft.parts {
      switch part {
      case .findings(let report): reading.report.add(report)
      case .story(let file):
        guard let story = reading.story(file, subject: file.last, at: nil) else { return nil }
        placed[file.name] = story
      }
    }
    if let copy = reading.copy { stories = copy.read }
    var issue = draft.issue
    issue?.stories = placed
    return (issue, reading.report)
  }

  /// The settings of the press; read when they are not known.
  mutating func press(_ order: PressOrder) -> (settings: PressSettings, report: Report) {
    if let press, press.order == order, press.known.answers.hold {
      return (press.known.value, press.known.report)
    }
    let known = Known { order.settings(&$0) }
    press = (order, known)
    return (known.value, known.report)
  }

  /// The roles of `fonts.yaml` in a folder; read when they are not known.
  mutating func typefaces(in folder: FilePath) -> (typefaces: Typefaces?, report: Report) {
    if let fonts, fonts.folder == folder, fonts.known.answers.hold {
      return (fonts.known.value, fonts.known.report)
    }
    let known = Known { FontsFile.typefaces(in: folder, at: nil, reading: &$0) }
    fonts = (folder, known)
    return (known.value, known.report)
  }
}

extension KnownFiles.Known {
  /// Reads something and notes what it is made from.
  init(_ read: (inout Reading) -> Value) {
    var reading = Reading()
    reading.disk = .noting
    value = read(&reading)
    report = reading.report
    answers = reading.disk.answers ?? DiskAnswers()
  }
}

/// The stories of a reading, each known by its own files.
struct StoryCopy: Sendable {
  /// As they were read last.
  let known: [FilePath: KnownFiles.Known<Story>]
  /// As they are now.
  private(set) var read: [FilePath: KnownFiles.Known<Story>] = [:]
  /// Which findings of the reading are theirs.
  private var places: [(findings: Range<Int>, file: FilePath)] = []

  init(known: [FilePath: KnownFiles.Known<Story>]) { self.known = known }

  mutating func take(_ story: KnownFiles.Known<Story>, of file: FilePath, _ findings: Range<Int>) {
    read[file] = story
    places.append((findings, file))
  }

  /// What a report is put together from.
  func parts(of report: Report) -> [KnownFiles.Part] {
    var parts: [KnownFiles.Part] = []
    var next = 0
    func add(upTo end: Int) {
      var own = Report()
      for finding in report.diagnostics[next..<end] { own.add(finding) }
      if !own.diagnostics.isEmpty { parts.append(.findings(own)) }
    }
    for place in places {
      add(upTo: place.findings.lowerBound)
      parts.append(.story(place.file))
      next = place.findings.upperBound
    }
    add(upTo: report.diagnostics.count)
    return parts
  }
}

extension Reading {
  /// Reads a story, or takes it as it was read last when its files hold the same; nil when there is
  /// no text to be had.
  mutating func story(_ file: FilePath, subject: String, at: SourceRange?) -> Story? {
    let first = report.diagnostics.count
    if let known = copy?.known[file], known.answers.hold {
      report.add(known.report)
      copy?.take(known, of: file, first..<report.diagnostics.count)
      return known.value
    }
    var own = Reading()
    if copy != nil { own.disk = .noting }
    let story = own.text(of: file, code: "story.missing", subject: subject, at: at).map {
      StoryFile.story($0, file: file, reading: &own)
    }
    report.add(own.report)
    guard let story, let answers = own.disk.answers else {
      // That there is no such story is no story's own: its page misses it.
      disk.note(own.disk)
      return story
    }
    copy?.take(
      KnownFiles.Known(value: story, report: own.report, answers: answers), of: file,
      first..<report.diagnostics.count)
    return story
  }
}
