import Newspaper

/// Where in the PDF the finishing pass is, for its errors.
struct PassPlace {
  var page: Int
  /// The names of the resources on the way, such as "/x5".
  var path: [String] = []

  /// The place one resource further in.
  func inside(_ name: String) -> PassPlace { PassPlace(page: page, path: path + [name]) }

  /// An error that stops the pass: nothing is ever guessed.
  func fault(_ code: String, _ summary: String, hints: [String] = []) -> Diagnostic {
    let place = path.isEmpty ? "" : " (\(path.joined(separator: " > ")))"
    return Diagnostic(
      .error, "press.\(code)", subject: "page \(page)", page: page,
      "page \(page): \(summary)\(place)", hints: hints)
  }

  func fault(_ fault: PressInks.Fault, _ colour: [Double]) -> Diagnostic {
    switch fault {
    case .notAKey:
      let values = colour.map { $0.formatted(places: 4) }.joined(separator: " ")
      return self.fault(
        "colour.undeclared", "colour \(values) is not a declared ink",
        hints: ["draw with a paint of the publication's ink table"])
    case .undeclared(let paint):
      return self.fault(
        "ink.undeclared", "ink \(paint.ink) is not declared",
        hints: ["declare \(paint.ink) under inks in publication.yaml"])
    case .tint(let paint):
      return self.fault(
        "ink.tint", "tint of \(paint.tint) % of \(paint.ink)", hints: ["use 0 to 100 %"])
    case .reserved(let name):
      return self.fault(
        "ink.reserved", "spot ink \(name) has the name of a process plate",
        hints: ["give the ink another name"])
    }
  }

  func fault(_ fault: ContentScanner.Fault) -> Diagnostic {
    switch fault {
    case .unknownOperator(let name):
      self.fault("content.operator", "unknown operator \(name)")
    case .unfinished(let what): self.fault("content.damaged", "unfinished \(what)")
    }
  }
}
