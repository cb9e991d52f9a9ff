import CCurl
import CSodium
import Glibc

/// What is asked of a store.
struct Question {
  var method: String
  var key: String
  var query: String
  var headers: [String]
  var body: [UInt8]
}

/// What it answered.
struct Answer {
  var status = 0
  /// By lower-case name.
  var headers: [String: String] = [:]
  var body: [UInt8] = []

  var text: String { String(decoding: body, as: UTF8.self) }

  /// What S3 calls the fault.
  var code: String? {
    status >= 300 ? text.components(between: "<Code>", and: "</Code>").first : nil
  }
}

/// 线: a connection to a store, kept open between questions; signs with AWS Signature 4.
final class Line {
  private let handle: OpaquePointer
  private let credentials: Credentials
  private let bucket: String
  /// How often a question is asked when no answer comes; in all some seven seconds.
  private static let attempts = 6
  private static let firstWait = 0.2

  private static let isReady: Bool = {
    signal(SIGPIPE, SIG_IGN)
    return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
  }()

  init(_ credentials: Credentials, bucket: String) {
    guard Self.isReady, let handle = curl_easy_init() else { fatalError("libcurl does not start") }
    self.handle = OpaquePointer(handle)
    self.credentials = credentials
    self.bucket = bucket
  }

  deinit { curl_easy_cleanup(UnsafeMutableRawPointer(handle)) }

  private var curl: UnsafeMutableRawPointer { UnsafeMutableRawPointer(handle) }

  /// Asks until there is an answer that asking again would not change.
  func ask(_ question: Question) throws(BucketFault) -> Answer {
    var wait = Self.firstWait
    var reason = ""
    for attempt in 1...Self.attempts {
      switch perform(question) {
      case .success(let answer):
        // Two at once under one key, too much to do, or a fault of theirs.
        guard answer.status == 409 || answer.status == 429 || answer.status >= 500 else {
          return answer
        }
        reason = "it answers \(answer.status)" + (answer.code.map { " (\($0))" } ?? "")
      case .failure(let silence): reason = silence.reason
      }
      if attempt < Self.attempts {
        usleep(UInt32(Double.random(in: wait / 2...wait) * 1_000_000))
        wait *= 2
      }
    }
    throw .unreachable("\(credentials.endpoint): \(reason)")
  }

  private struct Silence: Error { var reason: String }

  private final class Inbox {
    var answer = Answer()
  }

  private func perform(_ question: Question) -> Result<Answer, Silence> {
    curl_easy_reset(curl)
    var address = "\(credentials.endpoint)/\(bucket)"
    if !question.key.isEmpty { address += "/" + Self.encoded(question.key, keeping: "/") }
    if !question.query.isEmpty { address += "?" + question.query }
    var headers = question.headers + ["x-amz-content-sha256: \(Self.sum(question.body))"]
    if let session = credentials.session { headers.append("x-amz-security-token: \(session)") }
    var list: UnsafeMutablePointer<curl_slist>?
    for header in headers { list = curl_slist_append(list, header) }
    defer { curl_slist_free_all(list) }
    set(CURLOPT_URL, address)
    set(CURLOPT_CUSTOMREQUEST, question.method)
    forme_curl_set_place(curl, CURLOPT_HTTPHEADER, list)
    set(CURLOPT_AWS_SIGV4, "aws:amz:\(credentials.region):s3")
    set(CURLOPT_USERNAME, credentials.key)
    set(CURLOPT_PASSWORD, credentials.secret)
    // A path goes out as it was signed.
    for option in [CURLOPT_PATH_AS_IS, CURLOPT_NOSIGNAL, CURLOPT_TCP_KEEPALIVE] { set(option, 1) }
    set(CURLOPT_CONNECTTIMEOUT, 5)
    set(CURLOPT_LOW_SPEED_LIMIT, 1)
    set(CURLOPT_LOW_SPEED_TIME, 20)
    set(CURLOPT_EXPECT_100_TIMEOUT_MS, 1)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    if question.method == "HEAD" { set(CURLOPT_NOBODY, 1) }
    let inbox = Inbox()
    let place = Unmanaged.passUnretained(inbox).toOpaque()
    forme_curl_set_place(curl, CURLOPT_WRITEDATA, place)
    forme_curl_set_sink(curl, CURLOPT_WRITEFUNCTION) { bytes, size, count, place in
      guard let bytes, let place else { return 0 }
      let inbox = Unmanaged<Inbox>.fromOpaque(place).takeUnretainedValue()
      let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
      inbox.answer.body.append(contentsOf: part)
      return size * count
    }
    forme_curl_set_place(curl, CURLOPT_HEADERDATA, place)
    forme_curl_set_sink(curl, CURLOPT_HEADERFUNCTION) { bytes, size, count, place in
      guard let bytes, let place else { return 0 }
      let inbox = Unmanaged<Inbox>.fromOpaque(place).takeUnretainedValue()
      let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
      inbox.answer.note(String(decoding: part, as: UTF8.self))
      return size * count
    }
    let code = question.body.withUnsafeBytes { body in
      if question.method == "PUT" {
        forme_curl_set_size(curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        // Without an address libcurl would ask for what to send.
        if body.isEmpty {
          set(CURLOPT_POSTFIELDS, "")
        } else {
          forme_curl_set_place(curl, CURLOPT_POSTFIELDS, body.baseAddress)
        }
      }
      return withExtendedLifetime(inbox) { curl_easy_perform(curl) }
    }
    guard code == CURLE_OK else {
      return .failure(Silence(reason: String(cString: curl_easy_strerror(code))))
    }
    inbox.answer.status = forme_curl_status(curl)
    return .success(inbox.answer)
  }

  private func set(_ option: CURLoption, _ value: Int) {
    forme_curl_set_number(curl, option, value)
  }

  private func set(_ option: CURLoption, _ value: String) {
    forme_curl_set_text(curl, option, value)
  }

  // MARK: - Writing

  private static let digits = Array("0123456789ABCDEF".utf8)

  /// The text as it stands in an address, but for what is plain there or to be kept.
  static func encoded(_ text: String, keeping kept: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      case _ where kept.utf8.contains(byte): bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text that stands encoded in a listing.
  static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let next = rest.prefix(2)
      if byte == UInt8(ascii: "%"), next.count == 2,
        let value = UInt8(String(decoding: next, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func sum(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self
    ).lowercased()
  }
}

extension Answer {
  /// Takes up a line of the head; with a new status line the head begins anew.
  mutating func note(_ line: String) {
    if line.hasPrefix("HTTP/") {
      headers = [:]
      return
    }
    guard let colon = line.firstIndex(of: ":") else { return }
    let value = line[line.index(after: colon)...].trimming { $0.isWhitespace }
    headers[line[..<colon].lowercased()] = String(value)
  }
}

extension Substring {
  fileprivate func trimming(_ isBlank: (Character) -> Bool) -> Substring {
    var text = drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }
}
