import Foundation
import TestSupport
import Testing

/// The proof desk as an editor uses it, in a real headless Chromium.
@Suite struct BrowserTests {
  /// Opens, zooms, lays over, edits, refuses, drags, compares, remarks, signs; a step that fails
  /// leaves a screenshot in `.build`.
  @Test func editorWorksAtTheDesk() async throws {
    try await drive("--edits", "2", through: "comes_back")
  }

  /// Spreads, a damaged desk, members who come in by name and are struck from the roster.
  @Test func editorGoesToOtherDesks() async throws {
    try await drive("--other-desks", through: "comes_in_by_name")
  }

  private func drive(_ arguments: String..., through last: String) async throws {
    // On a thread of its own: the other tests need those of Swift's tasks.
    let outcome = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            try Tool.run(
              "/usr/bin/python3",
              [
                Repository.file("Tests/ProofingTests/Browser/drive.py"), Tool.program, "--shots",
                Repository.file(".build/desk-failure"),
              ] + arguments)
          })
      }
    }
    print(outcome.output)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("ok \(last)"))
  }
}
