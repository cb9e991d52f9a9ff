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

  private struct Comparison: Encodable {
    var old: PageVersion
    var new: PageVersion
    /// Of the pictures, in pixels.
    var width: Int
    var height: Int
    var areas: [Place]
    /// Those that are not the same.
    var stories: [TextComparison.Story]

    struct Place: Encodable {
      var x: Int
      var y: Int
      var width: Int
      var height: Int
    }
  }

  /// Two versions by their numbers: what is written differently, and where they look different.
  func compare(_ old: String, _ new: String) async throws -> HTTPResponse? {
    guard let store, let (before, after) = try await versions(old, new) else { return nil }
    let text = TextComparison(
      try await store.text(of: before), try await store.text(of: after))
    let pictures = pictures(of: before, after)
    return .json(
      Comparison(
        old: before, new: after, width: pictures?.size.width ?? 1,
        height: pictures?.size.height ?? 1,
        areas: (pictures?.areas ?? []).map {
          .init(x: $0.x, y: $0.y, width: $0.width, height: $0.height)
        }, stories: text.stories.filter { $0.change != .same }))
  }

  /// Two versions laid over each other as a picture.
  func difference(_ old: String, _ new: String) async throws -> HTTPResponse? {
    guard let (before, after) = try await versions(old, new) else { return nil }
    return pictures(of: before, after)?.overlaid.map(HTTPResponse.picture)
  }

  private func versions(_ old: String, _ new: String) async throws -> (PageVersion, PageVersion)? {
    guard let store, let old = Int(old), let new = Int(new) else { return nil }
    let all = try await store.versions()
    guard let before = all.first(where: { $0.number == old }),
      let after = all.first(where: { $0.number == new })
    else { return nil }
    return (before, after)
  }

  private func pictures(of old: PageVersion, _ new: PageVersion) -> PictureComparison? {
    guard let before = store?.picture(of: old.digest), let after = store?.picture(of: new.digest)
    else { return nil }
    return PictureComparison(before, after)
  }
}
