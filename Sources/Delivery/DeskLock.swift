import Glibc
import Newspaper

/// One sender to a plant at a time.
///
/// The lock is not closed on exec: a program that sends for us holds it too, so that after a kill
/// the next sender waits until the last byte of the one before has gone.
struct DeskLock {
  private let file: Int32

  /// Waits as long as a broken-off transfer may take to notice that nobody answers.
  static let patience = 60

  init(beside ledger: String) throws(Diagnostic) {
    let path = ledger + ".lock"
    file = open(path, O_RDWR | O_CREAT, 0o644)
    guard file >= 0 else {
      throw Diagnostic(
        .error, "delivery.ledger", subject: ledger,
        "\(ledger) cannot be written: \(String(cString: strerror(errno)))",
        hints: ["make its folder, or name another ledger in plant.yaml"])
    }
    var waited = 0
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      guard waited < Self.patience * 10 else {
        close(file)
        throw Diagnostic(
          .error, "delivery.busy", subject: ledger, "another delivery to this plant is under way",
          hints: ["try again when it has ended"])
      }
      usleep(100_000)
      waited += 1
    }
  }

  func release() { close(file) }
}
