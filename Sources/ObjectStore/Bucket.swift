import Synchronization

/// 桶: objects under their keys in one bucket.
public final class Bucket: Sendable {
  /// Where it is.
  public let address: BucketAddress
  private let line: Mutex<Line>

  /// What came of creating an object.
  public enum Creation: Hashable, Sendable {
    case made
    /// An object of this key was there, perhaps made by an attempt of ours whose reply was lost.
    case wasThere
  }

  /// Opens a line; nothing is asked yet.
  public init(_ address: BucketAddress, _ credentials: Credentials) {
    self.address = address
    line = Mutex(Line(credentials, bucket: address.bucket))
  }

  /// The bytes of an object; nil when there is none.
  ///
  /// With a tag it must still be the object of that tag: nil when it is not.
  public func bytes(_ key: String, tag: String? = nil) throws(BucketFault) -> [UInt8]? {
    let answer = try ask("GET", key, headers: tag.map { ["If-Match: \($0)"] } ?? [])
    switch answer.status {
    case 200: return answer.body
    case 412 where tag != nil: return nil
    case 404 where answer.code != "NoSuchBucket": return nil
    default: throw refusal(answer, key)
    }
  }

  /// The size of an object; nil when there is none.
  public func size(_ key: String) throws(BucketFault) -> Int? {
    let answer = try ask("HEAD", key)
    switch answer.status {
    case 200: return answer.headers["content-length"].flatMap { Int($0) }
    case 404: return nil
    default: throw refusal(answer, key)
    }
  }

  /// Creates an object unless there is one.
  public func create(_ key: String, _ bytes: [UInt8], type: String) throws(BucketFault) -> Creation
  {
    let answer = try ask(
      "PUT", key, headers: ["If-None-Match: *", "Content-Type: \(type)"], body: bytes)
    switch answer.status {
    case 200...299: return .made
    case 412: return .wasThere
    default: throw refusal(answer, key)
    }
  }

  /// All objects whose keys begin so, in the order of their keys.
  public func list(_ prefix: String) throws(BucketFault) -> [ObjectEntry] {
    var entries: [ObjectEntry] = []
    var next: String?
    repeat {
      // In the order in which they are signed.
      var query = next.map { "continuation-token=\(Line.encoded($0, keeping: ""))&" } ?? ""
      query += "encoding-type=url&list-type=2&prefix=\(Line.encoded(prefix, keeping: ""))"
      let answer = try ask("GET", "", query: query)
      guard answer.status == 200 else { throw refusal(answer, prefix) }
      let page = ListPage(answer.text)
      entries += page.entries
      next = page.next
    } while next != nil
    return entries
  }

  private func ask(
    _ method: String, _ key: String, query: String = "", headers: [String] = [],
    body: [UInt8] = []
  ) throws(BucketFault) -> Answer {
    let asked = Question(method: method, key: key, query: query, headers: headers, body: body)
    let result = line.withLock { line in
      Result { () throws(BucketFault) in try line.ask(asked) }
    }
    return try result.get()
  }

  private func refusal(_ answer: Answer, _ key: String) -> BucketFault {
    let words =
      switch (answer.status, answer.code) {
      case (_, "NoSuchBucket"?): "there is no bucket \(address.bucket)"
      case (403, let code): "access is denied" + (code.map { " (\($0))" } ?? "")
      case (let status, let code): "it answers \(status)" + (code.map { " (\($0))" } ?? "")
      }
    return .refused("\(address): \(words)")
  }
}

/// One page of a listing.
private struct ListPage {
  var entries: [ObjectEntry] = []
  var next: String?

  init(_ text: String) {
    for part in text.components(between: "<Contents>", and: "</Contents>") {
      guard let key = part.components(between: "<Key>", and: "</Key>").first,
        let size = part.components(between: "<Size>", and: "</Size>").first.flatMap({ Int($0) }),
        let tag = part.components(between: "<ETag>", and: "</ETag>").first
      else { continue }
      entries.append(
        ObjectEntry(key: Line.decoded(key.unescaped), size: size, tag: tag.unescaped))
    }
    next =
      text.components(between: "<NextContinuationToken>", and: "</NextContinuationToken>")
      .first?.unescaped
  }
}

extension String {
  /// What stands between each two marks.
  func components(between start: String, and end: String) -> [String] {
    var found: [String] = []
    var rest = self[...]
    while let from = rest.firstRange(of: start),
      let to = rest[from.upperBound...].firstRange(of: end)
    {
      found.append(String(rest[from.upperBound..<to.lowerBound]))
      rest = rest[to.upperBound...]
    }
    return found
  }

  /// The five characters that XML writes otherwise.
  fileprivate var unescaped: String {
    replacing("&quot;", with: "\"").replacing("&#34;", with: "\"").replacing("&lt;", with: "<")
      .replacing("&gt;", with: ">").replacing("&apos;", with: "'").replacing("&amp;", with: "&")
  }
}
