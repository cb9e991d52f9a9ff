import CQPDF
import Glibc

/// An object of an open PDF; asking an object for what it is not gives null, nil or nothing.
struct PDFObject {
  let file: PDFFile
  let handle: qpdf_oh

  init(_ file: PDFFile, _ handle: qpdf_oh) {
    self.file = file
    self.handle = handle
  }

  /// A copy of another file's object, with all it refers to.
  init(_ file: PDFFile, foreign: PDFObject) {
    self.init(
      file, qpdf_oh_copy_foreign_object(file.raw, foreign.file.raw, foreign.handle))
  }

  private var raw: qpdf_data { file.raw }

  var isNull: Bool { qpdf_oh_is_null(raw, handle) != 0 }
  var isArray: Bool { qpdf_oh_is_array(raw, handle) != 0 }
  var isStream: Bool { qpdf_oh_is_stream(raw, handle) != 0 }
  var isName: Bool { qpdf_oh_is_name(raw, handle) != 0 }
  var isString: Bool { qpdf_oh_is_string(raw, handle) != 0 }

  /// Dictionary, or stream by its dictionary.
  var isDictionary: Bool { qpdf_oh_is_dictionary(raw, handle) != 0 || isStream }

  /// The object with a number of its own, as one must have that is copied to another file.
  var numbered: PDFObject { number == 0 ? file.shared(self) : self }

  /// The object's number; zero for one that stands inside another.
  var number: Int { Int(qpdf_oh_get_object_id(raw, handle)) }

  private var dictionary: qpdf_oh? {
    if isStream { return qpdf_oh_get_dict(raw, handle) }
    return qpdf_oh_is_dictionary(raw, handle) != 0 ? handle : nil
  }

  /// The value of a key ("/Type"); null where there is none.
  ///
  /// Setting null removes it.
  subscript(key: String) -> PDFObject {
    get {
      guard let dictionary else { return PDFObject(file, qpdf_oh_new_null(raw)) }
      return PDFObject(file, qpdf_oh_get_key(raw, dictionary, key))
    }
    nonmutating set {
      guard let dictionary else { return }
      qpdf_oh_replace_or_remove_key(raw, dictionary, key, newValue.handle)
    }
  }

  func remove(_ key: String) {
    if let dictionary { qpdf_oh_remove_key(raw, dictionary, key) }
  }

  /// The keys in libqpdf's order, which is that of their bytes.
  var keys: [String] {
    guard let dictionary else { return [] }
    qpdf_oh_begin_dict_key_iter(raw, dictionary)
    var keys: [String] = []
    while qpdf_oh_dict_more_keys(raw) != 0 {
      if let key = qpdf_oh_dict_next_key(raw) { keys.append(String(cString: key)) }
    }
    return keys
  }

  var items: [PDFObject] {
    guard isArray else { return [] }
    let count = qpdf_oh_get_array_n_items(raw, handle)
    return (0..<max(0, count)).map { PDFObject(file, qpdf_oh_get_array_item(raw, handle, $0)) }
  }

  /// A name with its slash.
  var name: String? {
    isName ? qpdf_oh_get_name(raw, handle).map { String(cString: $0) } : nil
  }

  /// A number, kept within what a page can mean, so that hostile ones cannot overflow.
  var value: Double? {
    var value = 0.0
    guard qpdf_oh_get_value_as_number(raw, handle, &value) != 0, !value.isNaN else { return nil }
    return min(max(value, -1e7), 1e7)
  }

  /// A whole number, kept within a million for the same reason.
  var integer: Int? {
    var value: Int64 = 0
    guard qpdf_oh_get_value_as_longlong(raw, handle, &value) != 0 else { return nil }
    return Int(min(max(value, -1_000_000), 1_000_000))
  }

  var bool: Bool? {
    var value: QPDF_BOOL = 0
    return qpdf_oh_get_value_as_bool(raw, handle, &value) != 0 ? value != 0 : nil
  }

  var text: String? {
    isString ? qpdf_oh_get_utf8_value(raw, handle).map { String(cString: $0) } : nil
  }

  /// The bytes of a string.
  var byteCount: Int {
    var count = 0
    return qpdf_oh_get_binary_string_value(raw, handle, &count) == nil ? 0 : count
  }

  /// As it would stand in a file.
  var description: String {
    qpdf_oh_unparse(raw, handle).map { String(cString: $0) } ?? ""
  }

  /// The stream's data without its lossless filters; nil when it cannot be decoded.
  var data: [UInt8]? { bytes(qpdf_dl_generalized) }

  /// The stream's data as it stands in the file.
  var storedData: [UInt8]? { bytes(qpdf_dl_none) }

  private func bytes(_ level: qpdf_stream_decode_level_e) -> [UInt8]? {
    guard isStream else { return nil }
    var buffer: UnsafeMutablePointer<UInt8>?
    var count = 0
    var filtered: QPDF_BOOL = 0
    let result = qpdf_oh_get_stream_data(raw, handle, level, &filtered, &buffer, &count)
    defer { free(buffer) }
    guard result & 2 == 0, level == qpdf_dl_none || filtered != 0 else {
      file.takeError()
      return nil
    }
    return [UInt8](UnsafeBufferPointer(start: buffer, count: count))
  }

  /// All content streams of a page as one; nil when they cannot be decoded.
  var pageContent: [UInt8]? {
    var buffer: UnsafeMutablePointer<UInt8>?
    var count = 0
    let result = qpdf_oh_get_page_content_data(raw, handle, &buffer, &count)
    defer { free(buffer) }
    guard result & 2 == 0 else {
      file.takeError()
      return nil
    }
    return [UInt8](UnsafeBufferPointer(start: buffer, count: count))
  }

  /// Replaces a stream's data by bytes that are packed here.
  func replaceContent(_ bytes: [UInt8]) {
    if let packed = Flate.pack(bytes) {
      replaceData(packed, filter: "FlateDecode")
    } else {
      replaceData(bytes)
    }
  }

  /// Replaces a stream's data by unfiltered bytes, or by bytes in the named filter.
  func replaceData(_ bytes: [UInt8], filter: String? = nil) {
    let null = qpdf_oh_new_null(raw)
    let filter = filter.map { qpdf_oh_new_name(raw, "/" + $0) } ?? null
    qpdf_oh_replace_stream_data(raw, handle, bytes, bytes.count, filter, null)
  }
}
