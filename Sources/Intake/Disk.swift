import Newspaper

/// Asks the disk, and notes its answers for whoever wants to know later whether they still hold.
struct Disk: Sendable {
  /// What was asked so far; nil for a reading that is made once.
  private(set) var answers: DiskAnswers?

  /// Notes answers from now on.
  static var noting: Disk {
    var disk = Disk()
    disk.answers = DiskAnswers()
    return disk
  }

  /// What stands at a path.
  mutating func find(_ file: FilePath) -> Files.Found {
    let found = Files.find(file)
    answers?.note(found, at: file, in: \.found)
    return found
  }

  /// Whether a file stands at a path.
  mutating func isFile(_ file: FilePath) -> Bool {
    if case .file = find(file) { true } else { false }
  }

  /// The names in a folder, in order.
  mutating func names(in folder: FilePath) -> [String] {
    let names = Files.names(in: folder)
    answers?.note(names, at: folder, in: \.names)
    return names
  }

  /// What a file holds; nil when it cannot be read.
  mutating func bytes(_ file: FilePath) -> [UInt8]? {
    let bytes = Files.bytes(file)
    answers?.note(bytes, at: file, in: \.bytes)
    return bytes
  }

  /// Notes what somebody else was answered, too.
  mutating func note(_ other: Disk) {
    guard let asked = other.answers else { return }
    answers?.note(asked)
  }
}

/// What the disk answered while something was read.
///
/// Files are compared by what they hold, never by their times: a clock may go backwards, and two
/// savings may share a tick of it.
struct DiskAnswers: Sendable {
  fileprivate var found: [FilePath: Files.Found] = [:]
  fileprivate var names: [FilePath: [String]] = [:]
  fileprivate var bytes: [FilePath: [UInt8]?] = [:]
  /// Whether the disk contradicted itself, as somebody saved in the middle of it.
  private var areTorn = false

  /// Whether the disk answers the same now.
  var hold: Bool {
    !areTorn && found.allSatisfy { Files.find($0) == $1 }
      && names.allSatisfy { Files.names(in: $0) == $1 }
      && bytes.allSatisfy { Files.bytes($0) == $1 }
  }

  fileprivate mutating func note<Answer: Equatable>(
    _ answer: Answer, at file: FilePath, in kind: WritableKeyPath<DiskAnswers, [FilePath: Answer]>
  ) {
    if let earlier = self[keyPath: kind].updateValue(answer, forKey: file), earlier != answer {
      areTorn = true
    }
  }

  fileprivate mutating func note(_ other: DiskAnswers) {
    for (file, answer) in other.found { note(answer, at: file, in: \.found) }
    for (folder, answer) in other.names { note(answer, at: folder, in: \.names) }
    for (file, answer) in other.bytes { note(answer, at: file, in: \.bytes) }
    areTorn = areTorn || other.areTorn
  }
}
