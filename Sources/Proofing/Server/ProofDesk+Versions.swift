import FlyingFox
import Foundation
import Makeup
import Newspaper
import Production

// What is kept of each page, so that it can be compared later.

extension ProofDesk {
  /// Keeps what pages show whenever it has stayed the same for a moment, until the task is cancelled.
  ///
  /// What is passed through while somebody types is not worth keeping.
  func keepVersions() async {
    guard let store, store.damage == nil else { return }
    let changes = await live.changes()
    await live.settled()
    await keepAll(in: store)
    for await _ in changes {
      try? await Task.sleep(for: .seconds(2))
      await live.settled()
      await keepAll(in: store)
    }
  }

  private func keepAll(in store: DeskStore) async {
    let snapshot = await live.snapshot
    for page in snapshot.pages {
      let place = snapshot.deskPage(page.number)
      let latest = try? await store.versions(of: place).first
      guard latest?.digest != page.digest else { continue }
      do {
        try await keep(page, as: place, in: store)
        bulletin.tell("marks", [page.number])
      } catch {
        // Told when somebody compares or signs; the page can be worked on all the same.
        return
      }
    }
  }

  /// Keeps a page as it is now.
  func keep(_ page: LivePage, as place: DeskPage, in store: DeskStore) async throws {
    let frame = page.made.frame
    let width = Int((frame.sheet.trim.width.points * Double(KeptProof.dpi) / 72).rounded(.up))
    let picture = await live.picture(page.digest, width: width)
    try await store.keep(
      KeptProof(
        page: place, digest: page.digest, stories: frame.storyTexts, picture: picture))
  }

  func versions(_ number: String) async throws -> HTTPResponse? {
    guard let number = Int(number), let store else { return nil }
    return .json(try await store.versions(of: await live.snapshot.deskPage(number)))
  }

  func compare(_ old: String, _ new: String) async throws -> HTTPResponse? { nil }
}
