import Newspaper
import Testing

@testable import Prepress

/// A way to spoil a good page, and the code that preflight must find then.
struct Fault: Sendable, CustomTestStringConvertible {
  let code: String
  let what: String
  private let version: String
  let settings: PressSettings
  private let spoil: @Sendable (PDFFile) throws -> Void
  private var patch: @Sendable ([UInt8]) throws -> [UInt8]

  /// A fault in the objects of the file.
  init(
    _ code: String, _ what: String, version: String = "1.6",
    settings: PressSettings = .newsprint, _ spoil: @escaping @Sendable (PDFFile) throws -> Void
  ) {
    self.code = code
    self.what = what
    self.version = version
    self.settings = settings
    self.spoil = spoil
    patch = { $0 }
  }

  /// A fault in the bytes of the file.
  init(
    _ code: String, _ what: String, patch: @escaping @Sendable ([UInt8]) throws -> [UInt8]
  ) {
    self.init(code, what) { _ in }
    self.patch = patch
  }

  var testDescription: String { what }

  /// The good page with the fault in it.
  func spoiled(_ good: [UInt8]) throws -> [UInt8] {
    let file = try PDFFile(good, name: "p1.pdf")
    try spoil(file)
    return try patch(try file.write(version: version))
  }
}

extension [UInt8] {
  /// The bytes with words replaced by others of the same length.
  func replacing(_ old: String, with new: String) throws -> [UInt8] {
    let (old, new) = (Array(old.utf8), Array(new.utf8))
    try #require(old.count == new.count)
    let at = indices.dropLast(old.count).last { self[$0..<$0 + old.count].elementsEqual(old) }
    var result = self
    result.replaceSubrange(try #require(at)..<(try #require(at)) + old.count, with: new)
    return result
  }
}

extension PDFFile {
  var resources: PDFObject { pages[0]["/Resources"] }
  var intent: PDFObject { root["/OutputIntents"].items[0] }

  var pictureName: String {
    let objects = resources["/XObject"]
    return objects.keys.first { objects[$0]["/ColorSpace"].name == "/DeviceCMYK" } ?? ""
  }

  /// The first CMYK photo.
  var picture: PDFObject { resources["/XObject"][pictureName] }

  func metadata(_ change: (String) -> String) {
    let stream = root["/Metadata"]
    stream.replaceData(
      Array(change(String(decoding: stream.data ?? [], as: UTF8.self)).utf8))
  }

  /// The name of a font of the page.
  var font: String { resources["/Font"].keys.first ?? "" }

  /// Adds operators at the end of the page.
  func append(_ operators: String) {
    pages[0]["/Contents"] = shared(
      stream((pages[0].pageContent ?? []) + Array(operators.utf8)))
  }

  func setKnockout(_ state: String) {
    resources["/ExtGState"][state]["/op"] = parse("false")
  }
}
