import CQPDF
import Newspaper

/// A PDF opened by libqpdf, confined to the one who opened it.
final class PDFFile {
  let raw: qpdf_data
  private let input: UnsafeMutableRawBufferPointer

  /// Opens a file's bytes; the diagnostic carries `name` where it cannot be read.
  init(_ bytes: [UInt8], name: String) throws(Diagnostic) {
    input = .allocate(byteCount: bytes.count, alignment: 1)
    input.copyBytes(from: bytes)
    raw = qpdf_init()
    qpdf_silence_errors(raw)
    qpdf_set_suppress_warnings(raw, 1)
    let result = qpdf_read_memory(
      raw, name, input.baseAddress?.assumingMemoryBound(to: CChar.self), UInt64(bytes.count), nil)
    // A file mended from its pieces may have lost what it begins with.
    if result & 2 != 0 || qpdf_oh_is_dictionary(raw, qpdf_get_root(raw)) == 0
      || qpdf_has_error(raw) != 0
    {
      let (code, reason) = takeError()
      throw code == qpdf_e_password
        ? Diagnostic(
          .error, "pdf.encrypted", subject: name, "\(name): PDF is locked with a password",
          hints: ["ask for a copy without a password"])
        : Diagnostic(
          .error, "pdf.damaged", subject: name, "\(name): PDF cannot be read",
          explanation: reason, hints: ["have it written again"])
    }
  }

  /// What libqpdf last gave up on; it is forgotten with that, or libqpdf complains at the end.
  @discardableResult
  func takeError() -> (code: qpdf_error_code_e, reason: String?) {
    // libqpdf follows the pointer it is given, null or not.
    guard qpdf_has_error(raw) != 0, let error = qpdf_get_error(raw) else {
      return (qpdf_e_success, nil)
    }
    let reason = qpdf_get_error_message_detail(raw, error).map { String(cString: $0) }
    return (qpdf_get_error_code(raw, error), reason)
  }

  /// A file without pages.
  init() {
    input = .allocate(byteCount: 0, alignment: 1)
    raw = qpdf_init()
    qpdf_silence_errors(raw)
    qpdf_empty_pdf(raw)
  }

  /// Adds a page of another file with all it uses; the other must live until this one is written.
  func append(_ page: PDFObject) {
    qpdf_add_page(raw, page.file.raw, page.handle, 0)
  }

  deinit {
    var handle: qpdf_data? = raw
    qpdf_cleanup(&handle)
    input.deallocate()
  }

  var root: PDFObject { PDFObject(self, qpdf_get_root(raw)) }
  var trailer: PDFObject { PDFObject(self, qpdf_get_trailer(raw)) }

  var pages: [PDFObject] {
    qpdf_push_inherited_attributes_to_page(raw)
    let count = qpdf_get_num_pages(raw)
    return count <= 0 ? [] : (0..<Int(count)).map { PDFObject(self, qpdf_get_page_n(raw, $0)) }
  }

  /// The object of a number; null where there is none.
  func object(_ number: Int) -> PDFObject {
    PDFObject(self, qpdf_get_object_by_id(raw, Int32(number), 0))
  }

  /// What libqpdf had to mend, one a call; nil when there is no more.
  func nextWarning() -> String? {
    guard qpdf_more_warnings(raw) != 0 else { return nil }
    let warning = qpdf_next_warning(raw)
    return String(cString: qpdf_get_error_message_detail(raw, warning))
  }

  /// An object written as a PDF would hold it; null for what libqpdf cannot read.
  func parse(_ text: String) -> PDFObject {
    let object = qpdf_oh_parse(raw, text)
    guard qpdf_oh_is_initialized(raw, object) != 0 else {
      takeError()
      return PDFObject(self, qpdf_oh_new_null(raw))
    }
    return PDFObject(self, object)
  }

  func name(_ name: String) -> PDFObject { PDFObject(self, qpdf_oh_new_name(raw, "/" + name)) }

  /// A text string, in UTF-16 where it needs to be.
  func text(_ text: String) -> PDFObject {
    PDFObject(self, qpdf_oh_new_unicode_string(raw, text))
  }

  func number(_ value: Double) -> PDFObject {
    parse(value.formatted(places: 5))
  }

  func integer(_ value: Int) -> PDFObject {
    PDFObject(self, qpdf_oh_new_integer(raw, Int64(value)))
  }

  var null: PDFObject { PDFObject(self, qpdf_oh_new_null(raw)) }

  func array(_ items: [PDFObject]) -> PDFObject {
    let array = PDFObject(self, qpdf_oh_new_array(raw))
    for item in items { qpdf_oh_append_item(raw, array.handle, item.handle) }
    return array
  }

  /// A stream of its own, compressed when the file is written.
  func stream(_ bytes: [UInt8], _ entries: String = "<< >>") -> PDFObject {
    let stream = PDFObject(self, qpdf_oh_new_stream(raw))
    stream.replaceData(bytes)
    let dictionary = parse(entries)
    for key in dictionary.keys { stream[key] = dictionary[key] }
    return stream
  }

  /// Gives a direct object a number, so that many can refer to it.
  func shared(_ object: PDFObject) -> PDFObject {
    PDFObject(self, qpdf_make_indirect_object(raw, object.handle))
  }

  /// How the objects of a file are arranged.
  enum Arrangement {
    /// One after the other, as old plants read them.
    case plain
    /// Packed into streams, where the version knows them: 8 KB less a page.
    case packed
    /// Packed into streams, the first page at the front: shown before the file is there.
    case linearised
  }

  /// The whole file anew, the same bytes for the same objects.
  func write(version: String, arrangement: Arrangement = .plain) throws(Diagnostic) -> [UInt8] {
    qpdf_init_write_memory(raw)
    qpdf_set_object_stream_mode(
      raw, arrangement == .plain ? qpdf_o_disable : qpdf_o_generate)
    if arrangement == .linearised { qpdf_set_linearization(raw, 1) }
    qpdf_set_static_ID(raw, 1)
    qpdf_force_pdf_version(raw, version)
    guard qpdf_write(raw) & 2 == 0, let buffer = qpdf_get_buffer(raw) else {
      throw Diagnostic(
        .error, "pdf.write", subject: "PDF", "PDF cannot be written",
        explanation: takeError().reason)
    }
    var file = [UInt8](UnsafeBufferPointer(start: buffer, count: qpdf_get_buffer_length(raw)))
    Self.identify(&file)
    return file
  }

  /// Puts an identifier that covers every byte in place of libqpdf's standing one.
  ///
  /// libqpdf would make one itself by MD5, four times slower than SHA-256 where the processor knows
  /// it: a third of the time that binding takes.
  private static func identify(_ file: inout [UInt8]) {
    let identifier = Array(Digest.sha256(file).utf8.prefix(standing.count))
    file.withUnsafeMutableBytes { bytes in
      var place = 0
      while let start = bytes.baseAddress?.advanced(by: place),
        case let found = press_find(start, bytes.count - place, standing, standing.count),
        found >= 0
      {
        bytes[(place + found)...].copyBytes(from: identifier)
        place += found + standing.count
      }
    }
  }

  private static let standing = Array("31415926535897932384626433832795".utf8)
}
