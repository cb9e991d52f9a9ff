import Dispatch
import Glibc
import Synchronization

/// 守望: watches folders and tells when files in them were saved, moved, made or deleted.
///
/// Folders are watched rather than files, as editors write beside a file and rename. A file that is
/// still open for writing is waited for, so that no half-saved file is read.
final class FileWatch: Sendable {
  /// How long nothing more must happen before a change is told, and the longest that it is held
  /// back for that.
  private static let quiet = Duration.milliseconds(2), longest = Duration.milliseconds(40)
  /// How long a file may stay open before what is in it by then is told.
  private static let openFor = Duration.milliseconds(250)
  /// The most folders that are watched.
  static let mostFolders = 2048

  private let descriptor: Int32
  private let queue = DispatchQueue(label: "forme watch", qos: .userInteractive)
  private let state = Mutex(State())
  /// Dispatch's sources may be used from any thread; only its overlay for Linux does not say so.
  private nonisolated(unsafe) let source: any DispatchSourceRead
  private let tell: @Sendable (ContinuousClock.Instant) -> Void

  private struct State {
    var folders: [String: Int32] = [:]
    var noticed: ContinuousClock.Instant?
    var latest: ContinuousClock.Instant?
    /// Files written to and not closed yet.
    var open: Set<OpenFile> = []
    var isScheduled = false
  }

  private struct OpenFile: Hashable {
    var folder: Int32
    var name: String
  }

  /// Starts to watch nothing; `tell` is called with the moment at which a change was noticed.
  init?(tell: @escaping @Sendable (ContinuousClock.Instant) -> Void) {
    descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard descriptor >= 0 else { return nil }
    self.tell = tell
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler { [weak self] in self?.readEvents() }
    let descriptor = descriptor
    source.setCancelHandler { close(descriptor) }
    source.resume()
  }

  deinit { source.cancel() }

  /// Watches these folders and no others; gives those that are watched from now on only.
  func watch(_ folders: Set<String>) -> [String] {
    state.withLock { state in
      var new: [String] = []
      for (folder, watch) in state.folders where !folders.contains(folder) {
        inotify_rm_watch(descriptor, watch)
        state.folders[folder] = nil
      }
      for folder in folders.sorted().prefix(Self.mostFolders) where state.folders[folder] == nil {
        let watch = inotify_add_watch(descriptor, folder, Self.events)
        guard watch >= 0 else { continue }
        state.folders[folder] = watch
        new.append(folder)
      }
      return new
    }
  }

  private static let events = [
    IN_CLOSE_WRITE, IN_MODIFY, IN_MOVED_TO, IN_MOVED_FROM, IN_CREATE, IN_DELETE, IN_DELETE_SELF,
    IN_MOVE_SELF, IN_ATTRIB,
  ].reduce(UInt32(IN_ONLYDIR)) { $0 | UInt32($1) }

  // MARK: - Events

  private func readEvents() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let now = ContinuousClock.now
    var sawAny = false
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      buffer.withUnsafeBytes { bytes in
        var offset = 0
        while offset + MemoryLayout<inotify_event>.size <= count {
          let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let start = offset + MemoryLayout<inotify_event>.size
          offset = start + Int(event.len)
          let name = bytes[start..<min(offset, count)].prefix { $0 != 0 }
          if note(event, name: String(decoding: name, as: UTF8.self)) { sawAny = true }
        }
      }
    }
    if sawAny { noticed(at: now) }
  }

  /// Whether the event says that something changed.
  private func note(_ event: inotify_event, name: String) -> Bool {
    // What the desk and version control keep for themselves, and drafts of editors.
    if name.hasPrefix(".") || name.hasSuffix("~") || name.hasSuffix(".part") { return false }
    let file = OpenFile(folder: event.wd, name: name)
    return state.withLock { state in
      if event.mask & UInt32(IN_IGNORED) != 0 {
        for (folder, watch) in state.folders where watch == event.wd {
          state.folders[folder] = nil
        }
        return true
      }
      if event.mask & UInt32(IN_MODIFY) != 0 {
        state.open.insert(file)
      } else {
        state.open.remove(file)
      }
      return true
    }
  }

  private func noticed(at now: ContinuousClock.Instant) {
    let isNew = state.withLock { state in
      state.latest = now
      if state.noticed == nil { state.noticed = now }
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    if isNew { schedule(in: Self.quiet) }
  }

  private func schedule(in time: Duration) {
    let nanoseconds = Int(time / .nanoseconds(1))
    queue.asyncAfter(deadline: .now() + .nanoseconds(max(0, nanoseconds))) { [weak self] in
      self?.settle()
    }
  }

  /// Tells of the change once it is quiet, else waits on.
  private func settle() {
    let now = ContinuousClock.now
    let wait: Duration? = state.withLock { state in
      guard let noticed = state.noticed, let latest = state.latest else { return nil }
      let left =
        state.open.isEmpty
        ? min(Self.quiet - (now - latest), Self.longest - (now - noticed))
        : Self.openFor - (now - noticed)
      return left > .zero ? min(left, state.open.isEmpty ? left : Self.quiet) : nil
    }
    if let wait { return schedule(in: wait) }
    let noticed = state.withLock { state in
      defer {
        state.noticed = nil
        state.latest = nil
        state.open = []
        state.isScheduled = false
      }
      return state.noticed
    }
    if let noticed { tell(noticed) }
  }
}
