import Dispatch
import Glibc
import Synchronization

/// A folder for the time it is held; it goes, too, when the program is told to end.
final class WorkFolder {
  let path: String

  private static let held = Mutex<Set<String>>([])

  /// Nil when the temporary folder cannot be written to.
  init?() {
    _ = Self.watch
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    var template = Array("\(parent.isEmpty ? "/tmp" : parent)/forme-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    self.path = path
    Self.held.withLock { _ = $0.insert(path) }
  }

  deinit {
    Self.remove(path)
    Self.held.withLock { _ = $0.remove(path) }
  }

  /// The files in it, in order.
  var names: [String] { FileBytes.names(in: path).sorted() }

  private static func remove(_ path: String) {
    for name in FileBytes.names(in: path) { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// Ctrl-C and its kin, where nobody else has taken them over: the program clears up and then ends
  /// as it would have.
  private static let sources = Mutex<[any DispatchSourceSignal]>([])
  private static let watch: Void = sources.withLock { sources in
    for number in [SIGINT, SIGTERM, SIGHUP] {
      if let other = signal(number, SIG_IGN) {
        signal(number, other)
        continue
      }
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler {
        // The lock is kept: nobody makes another folder now. This thread takes no signals itself.
        held.withLock { paths in
          for path in paths { remove(path) }
          signal(number, SIG_DFL)
          kill(getpid(), number)
          while true { pause() }
        }
      }
      source.resume()
      sources.append(source)
    }
  }
}
