import FoundationEssentials
import GRDB
import Glibc
import Newspaper
import Synchronization

/// A journal that is kept on the local disk of whoever coordinates a run, and copied whole to where
/// all machines see it: SQLite must not write to a disk over a network.
///
/// Whoever goes on with the run takes the copy. At most a second of attempts is lost with a
/// coordinator that is killed; versions of editions never, as they are copied before use.
final class JournalCopy: Sendable {
  private struct State {
    var changes = 0
    var copied = 0.0
  }

  private let home: String
  private let folder: String
  private let state = Mutex(State())

  /// A local folder for the journal at `home`, with what is there.
  init?(of home: String, in folder: String) {
    self.home = home
    self.folder = folder
    try? FileManager.default.removeItem(atPath: folder)
    guard (try? OutputFile.makeFolder(folder)) != nil else { return nil }
    // A run of this machine that was killed has left the second file.
    for ending in ["", "-wal"] {
      try? FileManager.default.copyItem(atPath: home + ending, toPath: path + ending)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The local file.
  var path: String { "\(folder)/journal.sqlite" }

  /// Copies the journal home, when something changed and the last time is a while ago.
  func carry(_ queue: DatabaseQueue, after seconds: Double) {
    state.withLock { state in
      guard Machine.now - state.copied >= seconds,
        let changes = try? queue.read({ $0.totalChangesCount }), changes != state.changes
      else { return }
      let whole = "\(folder)/copy.sqlite"
      unsafe unlink(whole)
      guard (try? queue.vacuum(into: whole)) != nil,
        let bytes = FileManager.default.contents(atPath: whole)
      else { return }
      // They belong to the file that is replaced.
      for ending in ["-wal", "-shm"] { unsafe unlink(home + ending) }
      guard (try? OutputFile.write([UInt8](bytes), to: home)) != nil else { return }
      (state.changes, state.copied) = (changes, Machine.now)
    }
  }
}
