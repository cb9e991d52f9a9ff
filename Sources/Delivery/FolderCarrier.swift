import FoundationEssentials
import Glibc
import Newspaper

/// A hot folder on this machine or on a disk that it mounts.
struct FolderCarrier: Carrier {
  let path: String

  func trace(_ piece: Piece, _ content: Content) throws(SendingFault) -> Trace {
    let place = "\(path)/\(piece.name)"
    if let there = FileManager.default.contents(atPath: place) {
      guard Content([UInt8](there)).sha256 == content.sha256 else {
        throw piece.occupied(at: path)
      }
      unlink("\(path)/\(piece.part)")
      return .delivered(job: nil)
    }
    // Only renaming takes a whole part away: without either the plant has taken the file.
    guard piece.state == .arrived else { return .missing }
    if access("\(path)/\(piece.part)", F_OK) == 0 { try release(piece) }
    return .delivered(job: nil)
  }

  func send(
    _ piece: Piece, _ content: Content, arrived: () throws(SendingFault) -> Void
  ) throws(SendingFault) -> Int? {
    let part = "\(path)/\(piece.part)"
    let file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw fault("written to") }
    defer { close(file) }
    var rest = content.bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, min($0.count, 1 << 18)) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw fault("written to") }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0 else { throw fault("written to") }
    try arrived()
    try release(piece)
    return nil
  }

  /// Gives a whole part its name, never over another file.
  private func release(_ piece: Piece) throws(SendingFault) {
    let (part, place) = ("\(path)/\(piece.part)", "\(path)/\(piece.name)")
    // A link fails where something stands, which renaming does not.
    if link(part, place) == 0 {
      unlink(part)
    } else {
      if errno == EEXIST { throw piece.occupied(at: path) }
      // Disks of other systems have no links.
      guard [EPERM, EOPNOTSUPP, ENOSYS, EINVAL].contains(errno), access(place, F_OK) != 0,
        rename(part, place) == 0
      else { throw fault("written to") }
    }
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  func acknowledgements(of pieces: [Piece]) throws(SendingFault) -> [Acknowledgement] {
    guard access(path, R_OK) == 0 else { throw fault("read") }
    return pieces.filter { access("\(path)/\($0.name)", F_OK) != 0 }
      .map { Acknowledgement(piece: $0, word: .taken) }
  }

  private func fault(_ verb: String) -> SendingFault {
    .line(
      Diagnostic(
        .error, "delivery.folder", subject: path,
        "\(path) cannot be \(verb): \(String(cString: strerror(errno)))",
        hints: ["see that the folder is there and mounted, then run the same command again"]))
  }
}
