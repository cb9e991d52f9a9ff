import Foundation
import TestSupport

@testable import Delivery

/// Editions as a run leaves them, with files that need no page.
extension Scratch {
  /// Writes an edition of pages that each hold other bytes, and its manifest.
  func edition(
    _ name: String, code: String? = nil, pages: Int = 4, bytes: Int = 1000, version: String? = nil,
    date: String = "2026-12-31", changed: Set<Int> = []
  ) throws {
    var files: [[String: Any]] = []
    for page in 1...pages {
      let file = "\(name)-p\(page).pdf"
      let line = "%PDF-1.6 \(name) page \(page)\(changed.contains(page) ? " changed" : "")\n"
      let content = Array(
        Array(repeating: line.utf8, count: max(1, bytes / line.utf8.count)).joined())
      try write(content, to: "\(name)/\(file)")
      files.append([
        "name": file, "bytes": content.count, "sha256": Content(content).sha256, "pages": [page],
        "kind": "page", "section": page == 1 ? "要闻" : "副刊",
        "colour": page == 1 ? "colour" : "black",
      ])
    }
    var manifest: [String: Any] = [
      "publication": "格物周报", "latinName": "Gewu", "number": 512, "date": date, "files": files,
    ]
    manifest["code"] = code
    manifest["version"] = version
    let json = try JSONSerialization.data(withJSONObject: manifest)
    try write(json, to: "\(name)/manifest.json")
  }

  /// Writes `plant.yaml` for a hot folder `in`, which is made.
  func plant(
    _ more: String = "",
    fileName: String = "{latinName}_{shortYear}{month}{day}_{zone}{version}_{page:2}",
    transport: String = "{kind: folder, path: in}"
  ) throws {
    try FileManager.default.createDirectory(
      atPath: self("in"), withIntermediateDirectories: true)
    try write(
      """
      name: 云泽印务
      transport: \(transport)
      fileName: "\(fileName)"
      \(more)
      """, to: "plant.yaml")
  }

  func deliver(_ words: String...) throws -> Outcome {
    try Tool.run(Tool.program, ["deliver", "--to", "plant.yaml"] + words, in: path)
  }

  /// The names of the hot folder.
  var delivered: [String] { files(below: "in") }
}
