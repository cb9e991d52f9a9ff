import ArgumentParser
import FoundationEssentials
import Newspaper
import Production

#if canImport(Glibc)
  import Glibc
#endif

/// What the command line says: findings to standard error, results to standard output.
enum Console {
  /// Whether standard error is somebody's terminal.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Prints what came of making pages: how copy was made to fit is only counted, as `check` tells it.
  static func printFound(_ report: Report, as format: Format) {
    let fitted = report.fittedStories
    print(format == .json ? report : report.withoutFitting, as: format)
    if fitted > 0 {
      say(
        "\(counted(fitted, "story was", "stories were")) fitted: forme check tells how",
        unless: format == .json)
    }
  }

  /// Prints the findings, as text or JSON, and a line that counts them.
  static func print(_ report: Report, as format: Format) {
    switch format {
    case .json: Swift.print(report.json())
    case .text:
      write(report.text())
      let errors = report.count(.error)
      let warnings = report.count(.warning)
      if errors + warnings > 0 {
        write("\(counted(errors, "error")), \(counted(warnings, "warning"))\n")
      }
    }
  }

  /// Tells somebody at a terminal what was done; a pipe stays quiet.
  static func say(_ text: String, unless isForMachines: Bool) {
    if !isForMachines, isTerminal { write("\(text)\n") }
  }

  private static func counted(_ count: Int, _ noun: String, _ nouns: String? = nil) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(nouns ?? noun + "s")"
  }

  /// Prints progress over the line before on a terminal, as lines of their own in a pipe.
  static func progress(_ text: String) {
    write(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
  }

  /// Prints a line to standard output at once, for a program that follows.
  static func line(_ text: String) { FileHandle.write(text + "\n", to: STDOUT_FILENO) }

  /// Ends a progress line.
  static func endProgress() {
    if isTerminal { write("\r\u{1B}[K") }
  }

  /// A password from standard input: one line, not shown at a terminal.
  static func password(of name: String) -> String {
    guard isatty(STDIN_FILENO) == 1 else { return readLine() ?? "" }
    write("password of \(name): ")
    var shown = termios()
    _ = unsafe tcgetattr(STDIN_FILENO, &shown)
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO)
    _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
    defer {
      _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
      write("\n")
    }
    return readLine() ?? ""
  }

  /// Ends the command as the report demands: 75 where all that went wrong may be gone in a while.
  static func exit(for report: Report, opened: Bool = true) throws {
    guard opened else { throw ExitCode(65) }
    let errors = report.diagnostics.filter { $0.severity == .error }
    if errors.isEmpty { return }
    throw ExitCode(errors.allSatisfy { PressRoom.passing.contains($0.code) } ? 75 : 1)
  }

  private static func write(_ text: String) {
    FileHandle.standardErrorWrite(text)
  }
}

/// How findings are printed.
enum Format { case text, json }

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Flag(name: .long, help: "Print findings and results as JSON.")
  var json = false

  @Option(name: .long, help: "Number of pages to work on at once (default: one per core).")
  var jobs: Int?

  var format: Format { json ? .json : .text }
}

/// Options about the press that the files are made for.
struct PlantOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "A file with the settings of the press (default: press.yaml beside publication.yaml).",
    completion: .file())
  var press: String?

  @Option(
    name: .long,
    help: "none, all, or some of crop,register,colourBar,slug (default: as the press wants).")
  var marks: MarkList?
}

/// Marks outside the trim as "crop,slug", "none" or "all".
struct MarkList: ExpressibleByArgument {
  let marks: Set<PressSettings.Mark>

  init?(argument: String) {
    switch argument {
    case "none": marks = []
    case "all": marks = Set(PressSettings.Mark.allCases)
    default:
      var marks: Set<PressSettings.Mark> = []
      for name in argument.split(separator: ",") {
        guard let mark = PressSettings.Mark(rawValue: String(name)) else { return nil }
        marks.insert(mark)
      }
      self.marks = marks
    }
  }
}

/// Pages as "1-4,7".
struct PageList: ExpressibleByArgument {
  let numbers: Set<Int>

  init?(argument: String) {
    var numbers: Set<Int> = []
    for part in argument.split(separator: ",") {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard ends.count <= 2, case let first? = ends.first ?? nil, case let last? = ends.last ?? nil,
        first <= last, last - first < 1000
      else { return nil }
      numbers.formUnion(first...last)
    }
    guard !numbers.isEmpty else { return nil }
    self.numbers = numbers
  }

  /// The numbers, each of which must be a page of the issue.
  func checked(against issue: Issue) throws -> Set<Int> {
    let known = issue.pages.flatMap(\.numbers)
    guard let stray = numbers.sorted().first(where: { !known.contains($0) }) else {
      return numbers
    }
    let list = known.map(String.init).joined(separator: ", ")
    throw ValidationError("the issue has no page \(stray); it has: \(list)")
  }
}

private enum FileHandle {
  static func standardErrorWrite(_ text: String) { write(text, to: STDERR_FILENO) }

  static func write(_ text: String, to file: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
