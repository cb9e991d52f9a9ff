import Composition
import Foundation
import Makeup
import Newspaper
import TestSupport
import Testing

@Suite("Any pages with any copy")
struct AnyPageTests {
  /// How many drafts are drawn; `FORME_SEEDS=5000` for a long run.
  private static let seeds =
    1...(ProcessInfo.processInfo.environment["FORME_SEEDS"].flatMap { Int($0) } ?? 120)

  @Test("no collision, no line off the grid, no text lost or doubled, the same result twice")
  func holds() {
    var whole = 0
    for seed in Self.seeds {
      let draft = PaperDraft(seed: seed)
      let made = draft.made()
      let proof = PaperProof(draft, made)
      let faults = proof.faults()
      #expect(faults == [], "seed \(seed)")
      whole += proof.wholeStories
      if seed % 8 == 0 { #expect(draft.made() == made, "seed \(seed)") }
    }
    // The drafts are not all hopeless.
    #expect(whole > Self.seeds.count)
  }
}
