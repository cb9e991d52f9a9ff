// ObjectStore 对象库: files in an S3-compatible store.
//
// - BucketAddress: `s3://bucket/prefix`
// - Credentials: who asks, and whom, by the usual AWS_* variables
// - Bucket: gets, lists, and creates objects that are not there yet
//
// The only importer of libcurl. What it never does: write over an object, delete one, follow a
// redirection, or tell a secret. A store that cannot be asked is a fault, never an empty store.

/// Where objects lie: `s3://bucket/prefix`.
public struct BucketAddress: Hashable, Sendable, CustomStringConvertible {
  /// The bucket's name.
  public let bucket: String
  /// What all keys begin with, without a slash at its end; may be empty.
  public let prefix: String

  /// Reads an address; nil for what is none.
  public init?(_ text: String) {
    guard text.hasPrefix(Self.scheme) else { return nil }
    let rest = text.dropFirst(Self.scheme.count)
    let parts = rest.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first.map(String.init) ?? ""
    guard (3...63).contains(name.utf8.count), name.utf8.allSatisfy(Self.isOfNames) else {
      return nil
    }
    var prefix = parts.count > 1 ? String(parts[1]) : ""
    while prefix.hasSuffix("/") { prefix.removeLast() }
    guard prefix.isEmpty || ObjectKey.isPlain(prefix) else { return nil }
    bucket = name
    self.prefix = prefix
  }

  /// Makes an address of a bucket.
  public init(bucket: String, prefix: String) {
    self.bucket = bucket
    self.prefix = prefix
  }

  /// The key of something below the prefix.
  public func key(_ name: String) -> String { prefix.isEmpty ? name : "\(prefix)/\(name)" }

  /// As it was read.
  public var description: String {
    "\(Self.scheme)\(bucket)" + (prefix.isEmpty ? "" : "/\(prefix)")
  }

  /// What addresses begin with.
  public static let scheme = "s3://"

  private static func isOfNames(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}

/// 对象名: which keys can be paths below a folder of ours.
public enum ObjectKey {
  /// Whether a key leads nowhere but down: no empty part, no `.` or `..`, no control character, no
  /// part longer than a file's name may be.
  public static func isPlain(_ key: String) -> Bool {
    guard !key.isEmpty, key.utf8.count <= 1024 else { return false }
    return key.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part != "." && part != ".." && part.utf8.count <= 255
        && part.unicodeScalars.allSatisfy {
          $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" && $0 != "\u{FFFD}"
        }
    }
  }
}

/// Who asks, and whom.
public struct Credentials: Sendable {
  let key: String
  let secret: String
  let session: String?
  let region: String
  /// Without a slash at its end.
  let endpoint: String

  /// Reads the usual variables.
  ///
  /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION` or
  /// `AWS_DEFAULT_REGION`, `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`.
  public init(_ environment: [String: String]) throws(BucketFault) {
    func find(_ names: String...) -> String? {
      names.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    guard let key = find("AWS_ACCESS_KEY_ID"), let secret = find("AWS_SECRET_ACCESS_KEY") else {
      throw .refused("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set")
    }
    self.key = key
    self.secret = secret
    session = find("AWS_SESSION_TOKEN")
    region = find("AWS_REGION", "AWS_DEFAULT_REGION") ?? "us-east-1"
    var endpoint =
      find("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") ?? "https://s3.\(region).amazonaws.com"
    while endpoint.hasSuffix("/") { endpoint.removeLast() }
    guard endpoint.hasPrefix("https://") || endpoint.hasPrefix("http://") else {
      throw .refused("AWS_ENDPOINT_URL does not begin with https:// or http://")
    }
    self.endpoint = endpoint
  }
}

/// Why nothing came of asking.
public enum BucketFault: Error, Hashable {
  /// It does not answer, or has too much to do; it was asked again and again for a while.
  case unreachable(String)
  /// It says no: wrong credentials, no such bucket; asking again is in vain.
  case refused(String)
}

/// What is known of an object without its bytes.
public struct ObjectEntry: Hashable, Sendable {
  /// The whole key.
  public var key: String
  /// Bytes.
  public var size: Int
  /// Another one for other bytes.
  public var tag: String
}
