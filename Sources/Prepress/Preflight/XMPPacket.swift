import CVips

/// The properties of a document's XMP metadata, by their usual prefixes.
struct XMPPacket {
  private(set) var hasWrapper = false
  private var properties: [String: String] = [:]

  /// A packet without properties.
  init() {}

  /// Nil for bytes that are not well-formed XML.
  init?(_ bytes: [UInt8]) {
    let reader = XMPReader()
    var parser = GMarkupParser()
    parser.start_element = XMPReader.start
    parser.end_element = XMPReader.end
    parser.text = XMPReader.text
    parser.passthrough = XMPReader.passthrough
    let context = g_markup_parse_context_new(
      &parser, GMarkupParseFlags(rawValue: 0), Unmanaged.passUnretained(reader).toOpaque(), nil)
    defer { g_markup_parse_context_free(context) }
    let isSound = bytes.withUnsafeBytes { buffer in
      let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      return g_markup_parse_context_parse(context, start, gssize(buffer.count), nil) != 0
        && g_markup_parse_context_end_parse(context, nil) != 0
    }
    guard isSound else { return nil }
    hasWrapper = reader.wrappers >= 2
    properties = reader.properties
  }

  /// A property such as "dc:title"; of alternatives, the first.
  subscript(name: String) -> String? { properties[name] }
}

/// Gathers properties while GLib reads the XML.
private final class XMPReader {
  var properties: [String: String] = [:]
  var wrappers = 0
  private var elements: [String] = []
  private var prefixes: [String: String] = [:]

  static let start:
    @convention(c) (
      OpaquePointer?, UnsafePointer<CChar>?, UnsafeMutablePointer<UnsafePointer<CChar>?>?,
      UnsafeMutablePointer<UnsafePointer<CChar>?>?, gpointer?,
      UnsafeMutablePointer<UnsafeMutablePointer<GError>?>?
    ) -> Void = { _, name, names, values, closure, _ in
      guard let closure, let name else { return }
      let reader = Unmanaged<XMPReader>.fromOpaque(closure).takeUnretainedValue()
      var attributes: [(String, String)] = []
      var index = 0
      while let key = names?[index], let value = values?[index] {
        attributes.append((String(cString: key), String(cString: value)))
        index += 1
      }
      reader.open(String(cString: name), attributes)
    }

  static let end:
    @convention(c) (
      OpaquePointer?, UnsafePointer<CChar>?, gpointer?,
      UnsafeMutablePointer<UnsafeMutablePointer<GError>?>?
    ) -> Void = { _, _, closure, _ in
      guard let closure else { return }
      _ = Unmanaged<XMPReader>.fromOpaque(closure).takeUnretainedValue().elements.popLast()
    }

  static let text:
    @convention(c) (
      OpaquePointer?, UnsafePointer<CChar>?, gsize, gpointer?,
      UnsafeMutablePointer<UnsafeMutablePointer<GError>?>?
    ) -> Void = { _, text, count, closure, _ in
      guard let closure, let text else { return }
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
      Unmanaged<XMPReader>.fromOpaque(closure).takeUnretainedValue().add(
        String(decoding: bytes, as: UTF8.self))
    }

  static let passthrough:
    @convention(c) (
      OpaquePointer?, UnsafePointer<CChar>?, gsize, gpointer?,
      UnsafeMutablePointer<UnsafeMutablePointer<GError>?>?
    ) -> Void = { _, text, count, closure, _ in
      guard let closure, let text else { return }
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
      if String(decoding: bytes, as: UTF8.self).hasPrefix("<?xpacket ") {
        Unmanaged<XMPReader>.fromOpaque(closure).takeUnretainedValue().wrappers += 1
      }
    }

  private func open(_ name: String, _ attributes: [(String, String)]) {
    for (key, value) in attributes where key.hasPrefix("xmlns:") {
      prefixes[String(key.dropFirst(6))] = Self.usual[value]
    }
    elements.append(name)
    guard usual(name) == "rdf:Description" else { return }
    for (key, value) in attributes { note(key, value) }
  }

  /// Text belongs to the property right under the description, whatever lists lie between.
  private func add(_ text: String) {
    let text = text.trimmingWhite()
    guard !text.isEmpty,
      let depth = elements.lastIndex(where: { usual($0) == "rdf:Description" }),
      depth + 1 < elements.count
    else { return }
    note(elements[depth + 1], text)
  }

  private func note(_ name: String, _ value: String) {
    guard let name = usual(name), properties[name] == nil else { return }
    properties[name] = value
  }

  private func usual(_ name: String) -> String? {
    guard let colon = name.firstIndex(of: ":"), let prefix = prefixes[String(name[..<colon])]
    else { return nil }
    return prefix + name[colon...]
  }

  private static let usual = [
    "http://www.npes.org/pdfx/ns/id/": "pdfxid", "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
  ]
}

extension String {
  fileprivate func trimmingWhite() -> String {
    let isWhite: (Character) -> Bool = { $0.isWhitespace }
    guard let first = firstIndex(where: { !isWhite($0) }),
      let last = lastIndex(where: { !isWhite($0) })
    else { return "" }
    return String(self[first...last])
  }
}
