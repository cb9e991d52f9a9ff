import FoundationEssentials
import Glibc
import Newspaper

/// A hot folder at the other end of a line, by OpenSSH's sftp.
///
/// sftp is told one command at a time and answers each with its folder (`pwd`); a command that
/// fails ends it, and what it complained about is told.
final class SFTPCarrier: Carrier {
  private let account: Plant.Account
  /// What is sent lies here meanwhile, so that it is just the bytes that were summed.
  private let outgoing: String
  private var line: ChildProgram?

  init(_ account: Plant.Account, outgoing: String) {
    self.account = account
    self.outgoing = outgoing
  }

  deinit { unlink(outgoing) }

  func trace(_ piece: Piece, _ content: Content) throws(SendingFault) -> Trace {
    if try size(of: piece.name) != nil {
      try command("get \(quoted(piece.name)) \(local(outgoing))", piece)
      let there = FileManager.default.contents(atPath: outgoing) ?? Data()
      guard Content([UInt8](there)).sha256 == content.sha256 else {
        throw piece.occupied(at: place)
      }
      if try size(of: piece.part) != nil { try command("rm \(quoted(piece.part))", piece) }
      return .delivered(job: nil)
    }
    guard piece.state == .arrived else { return .missing }
    if try size(of: piece.part) != nil { try release(piece) }
    return .delivered(job: nil)
  }

  func send(
    _ piece: Piece, _ content: Content, arrived: () throws(SendingFault) -> Void
  ) throws(SendingFault) -> Int? {
    guard FileManager.default.createFile(atPath: outgoing, contents: Data(content.bytes)) else {
      throw .line(
        Diagnostic(
          .error, "delivery.ledger", subject: outgoing, "\(outgoing) cannot be written",
          hints: ["free some space on the disk"]))
    }
    // -f: the plant's machine has it on its disk before it is called whole.
    try command("put -f \(local(outgoing)) \(quoted(piece.part))", piece)
    guard try size(of: piece.part) == content.bytes.count else {
      throw connectionFault("\(piece.part) did not arrive whole")
    }
    try arrived()
    try release(piece)
    return nil
  }

  /// Gives a part its name; the old form of renaming (-l) refuses to write over another file.
  private func release(_ piece: Piece) throws(SendingFault) {
    if try size(of: piece.name) != nil { throw piece.occupied(at: place) }
    try command("rename -l \(quoted(piece.part)) \(quoted(piece.name))", piece)
  }

  func acknowledgements(of pieces: [Piece]) throws(SendingFault) -> [Acknowledgement] {
    var taken: [Acknowledgement] = []
    for piece in pieces where try size(of: piece.name) == nil {
      taken.append(Acknowledgement(piece: piece, word: .taken))
    }
    return taken
  }

  // MARK: The line

  /// The bytes of a file there; nil when there is none.
  private func size(of name: String) throws(SendingFault) -> Int? {
    // The minus: that it is not there is an answer too.
    let answer = try ask("-ls -ln \(quoted(name))")
    for line in answer where line.hasPrefix("-") {
      let words = line.split(separator: " ")
      if words.count > 4, let size = Int(words[4]) { return size }
    }
    return nil
  }

  private func command(_ words: String, _ piece: Piece) throws(SendingFault) {
    _ = try ask(words)
  }

  /// Gives a command and returns what sftp says to it.
  private func ask(_ words: String) throws(SendingFault) -> [String] {
    let line = try openLine()
    line.say(words)
    line.say("pwd")
    var answer: [String] = []
    while let text = line.nextLine() {
      if text.hasPrefix("Remote working directory:") { return answer }
      if !text.hasPrefix("sftp> ") { answer.append(text) }
    }
    self.line = nil
    throw connectionFault(line.end())
  }

  private func openLine() throws(SendingFault) -> ChildProgram {
    if let line { return line }
    var arguments = [
      "sftp", "-b", "-", "-P", String(account.port), "-o", "BatchMode=yes",
      "-o", "StrictHostKeyChecking=yes", "-o", "ConnectTimeout=15",
      "-o", "ServerAliveInterval=10", "-o", "ServerAliveCountMax=3",
    ]
    if let key = account.key { arguments += ["-i", key, "-o", "IdentitiesOnly=yes"] }
    if let known = account.knownHosts {
      arguments += [
        "-o", "UserKnownHostsFile=\"\(known)\"", "-o", "GlobalKnownHostsFile=/dev/null",
      ]
    }
    guard let line = ChildProgram(arguments + ["\(account.user)@\(account.host)"]) else {
      throw .line(
        Diagnostic(
          .error, "delivery.sftp", subject: "sftp", "sftp is not installed",
          hints: ["apt-get install openssh-client"]))
    }
    self.line = line
    return line
  }

  private var place: String { "\(account.user)@\(account.host):\(account.folder)" }

  private func connectionFault(_ complaint: String) -> SendingFault {
    let lines = complaint.split(separator: "\n").map(String.init)
    return .line(
      Diagnostic(
        .error, "delivery.sftp", subject: place, "\(place): \(lines.last ?? "the line broke")",
        explanation: lines.count > 1 ? lines.dropLast().joined(separator: "; ") : nil,
        hints: [
          "try sftp by hand with the same account", "then run the same command again: it goes on",
        ]))
  }

  /// A file there, as sftp reads it.
  private func quoted(_ name: String) -> String {
    local(account.folder.isEmpty ? name : "\(account.folder)/\(name)")
  }

  private func local(_ path: String) -> String {
    "\"" + path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
