import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// 收工: somebody asks the program to end in order, by SIGTERM or Ctrl-C.
enum Termination {
  private static let asked = Atomic(false)

  static var isAsked: Bool { asked.load(ordering: .relaxed) }

  /// From now on a signal is a request; the second Ctrl-C ends the program at once.
  static func listen() {
    signal(SIGTERM) { _ in Termination.asked.store(true, ordering: .relaxed) }
    signal(SIGINT) { _ in
      Termination.asked.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
  }
}
