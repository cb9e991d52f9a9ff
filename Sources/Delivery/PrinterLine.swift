import CCUPS
import Glibc
import Newspaper

/// A job as a printer tells it.
struct PrinterJob {
  /// The states of RFC 8011, 5.3.7.
  enum State: Int {
    case pending = 3
    case held, processing, stopped, canceled, aborted, completed
  }

  var number: Int
  var name: String
  var state: State

  /// Whether it will never be printed.
  var isStopped: Bool { state == .canceled || state == .aborted }
}

/// Why a printer could not be asked.
struct PrinterFault: Error {
  let reason: String
}

/// A connection to one printer; the one place that speaks to libcups.
final class PrinterLine {
  private let http: OpaquePointer
  private let address: String
  private let resource: String

  /// Connects within 15 s.
  init(_ address: String) throws(PrinterFault) {
    var scheme = [CChar](repeating: 0, count: 32)
    var user = [CChar](repeating: 0, count: 256)
    var host = [CChar](repeating: 0, count: 256)
    var resource = [CChar](repeating: 0, count: 1024)
    var port: Int32 = 0
    let status = httpSeparateURI(
      HTTP_URI_CODING_ALL, address, &scheme, 32, &user, 256, &host, 256, &port, &resource, 1024)
    guard status.rawValue >= HTTP_URI_STATUS_OK.rawValue else {
      throw PrinterFault(reason: "is no address")
    }
    self.address = address
    self.resource = Self.text(resource)
    let isSecure = Self.text(scheme) == "ipps"
    guard
      let http = httpConnect2(
        host, port, nil, AF_UNSPEC,
        isSecure ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1, 15_000, nil)
    else { throw PrinterFault(reason: Self.lastError) }
    self.http = http
  }

  deinit { httpClose(http) }

  /// Has bytes printed; returns the printer's number for the job.
  func print(
    _ bytes: [UInt8], named name: String, options: [Plant.Printer.Option]
  ) throws(PrinterFault) -> Int {
    let request = request(IPP_OP_PRINT_JOB)
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nil, name)
    ippAddString(
      request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nil,
      bytes.starts(with: Array("%PDF".utf8)) ? "application/pdf" : "text/plain")
    var list: UnsafeMutablePointer<cups_option_t>?
    var count: Int32 = 0
    for option in options { count = cupsAddOption(option.name, option.value, count, &list) }
    cupsEncodeOptions2(request, count, list, IPP_TAG_JOB)
    cupsFreeOptions(count, list)
    let response = try exchange(request, bytes)
    defer { ippDelete(response) }
    guard let number = ippFindAttribute(response, "job-id", IPP_TAG_INTEGER) else {
      throw PrinterFault(reason: "gave the job no number")
    }
    return Int(ippGetInteger(number, 0))
  }

  /// All jobs that the printer remembers, the oldest first.
  func jobs() throws(PrinterFault) -> [PrinterJob] {
    let found = try jobs("completed") + jobs("not-completed")
    return found.sorted { $0.number < $1.number }
  }

  private func jobs(_ which: String) throws(PrinterFault) -> [PrinterJob] {
    let request = request(IPP_OP_GET_JOBS)
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nil, which)
    // Asked for these three alone, cupsd leaves out the names of jobs that it has not in memory.
    for attribute in ["job-id", "job-name", "job-state", "job-impressions-completed"] {
      if let list = ippFindAttribute(request, "requested-attributes", IPP_TAG_KEYWORD) {
        var list: OpaquePointer? = list
        ippSetString(request, &list, ippGetCount(list), attribute)
      } else {
        ippAddString(
          request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", nil, attribute)
      }
    }
    let response = try exchange(request, nil)
    defer { ippDelete(response) }
    var jobs: [PrinterJob] = []
    var (number, name, state) = (0, "", 0)
    func finish() {
      if number > 0, let state = PrinterJob.State(rawValue: state) {
        jobs.append(PrinterJob(number: number, name: name, state: state))
      }
      (number, name, state) = (0, "", 0)
    }
    var attribute = ippFirstAttribute(response)
    while let found = attribute {
      // Groups are kept apart by an attribute without a name.
      guard ippGetGroupTag(found) == IPP_TAG_JOB, let key = ippGetName(found) else {
        finish()
        attribute = ippNextAttribute(response)
        continue
      }
      switch String(cString: key) {
      case "job-id": number = Int(ippGetInteger(found, 0))
      case "job-state": state = Int(ippGetInteger(found, 0))
      case "job-name": name = ippGetString(found, 0, nil).map { String(cString: $0) } ?? ""
      default: break
      }
      attribute = ippNextAttribute(response)
    }
    finish()
    return jobs
  }

  private func request(_ operation: ipp_op_t) -> OpaquePointer? {
    let request = ippNewRequest(operation)
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nil, address)
    ippAddString(
      request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nil, "forme")
    return request
  }

  /// Sends a request with a document and waits for the answer.
  private func exchange(_ request: OpaquePointer?, _ bytes: [UInt8]?) throws(PrinterFault)
    -> OpaquePointer
  {
    defer { ippDelete(request) }
    let length = ippLength(request) + (bytes?.count ?? 0)
    guard cupsSendRequest(http, request, resource, length) == HTTP_STATUS_CONTINUE else {
      throw PrinterFault(reason: Self.lastError)
    }
    var rest = (bytes ?? [])[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(1 << 16)
      let status = chunk.withUnsafeBytes { buffer in
        cupsWriteRequestData(
          http, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
      }
      guard status == HTTP_STATUS_CONTINUE else { throw PrinterFault(reason: Self.lastError) }
      rest = rest.dropFirst(chunk.count)
    }
    guard let response = cupsGetResponse(http, resource) else {
      throw PrinterFault(reason: Self.lastError)
    }
    guard ippGetStatusCode(response).rawValue <= IPP_STATUS_OK_EVENTS_COMPLETE.rawValue else {
      let reason = Self.lastError
      ippDelete(response)
      throw PrinterFault(reason: reason)
    }
    return response
  }

  private static var lastError: String {
    cupsLastErrorString().map { String(cString: $0) } ?? "does not answer"
  }

  private static func text(_ characters: [CChar]) -> String {
    String(
      decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
