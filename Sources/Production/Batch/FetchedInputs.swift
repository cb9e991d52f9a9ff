import FoundationEssentials
import Intake
import Newspaper
import ObjectStore

/// 取稿: issues that lie in a bucket, brought into a folder before they are read.
///
/// The folder mirrors the bucket: an issue with its publication, without the publication's other
/// issues. What has not changed since it was fetched last is not fetched again.
struct FetchedInputs {
  /// The folder that the buckets are mirrored in.
  let folder: String

  init(output: String) { folder = "\(PressRoom.place(output))/inputs" }

  /// What stands for an issue's folder: itself, or where its files were brought from a bucket.
  func local(_ issue: String) throws(StoreFault) -> String {
    guard issue.hasPrefix(BucketAddress.scheme) else { return issue }
    guard let address = BucketAddress(issue), !address.prefix.isEmpty else {
      throw .refused(reason: "\(issue): is no address such as s3://bucket/issues/0512")
    }
    do throws(BucketFault) {
      let bucket = Bucket(address, try Credentials(ProcessInfo.processInfo.environment))
      var mirror = Mirror(bucket, in: "\(folder)/\(address.bucket)")
      try mirror.fetch(below: address.prefix) { _ in true }
      try fetchPublication(of: address, by: &mirror)
      try mirror.keep()
    } catch {
      throw StoreFault(error)
    }
    return "\(folder)/\(address.bucket)/\(address.prefix)"
  }

  private func fetchPublication(of issue: BucketAddress, by mirror: inout Mirror)
    throws(BucketFault)
  {
    let local = "\(folder)/\(issue.bucket)/\(issue.prefix)"
    guard
      let place = Self.resolved(Intake.publicationFolder(of: local), from: issue.prefix)
    else {
      throw .refused("\(issue): its publication lies outside the bucket")
    }
    // At the bucket's top all that is in it belongs to the publication.
    try mirror.fetch(below: place) { other in
      !(other == issue.prefix || other.hasPrefix(issue.prefix + "/"))
    }
  }

  /// The key that a path leads to from another; nil when it leads out of the bucket.
  static func resolved(_ path: String, from key: String) -> String? {
    guard !path.hasPrefix("/") else { return nil }
    var parts = key.split(separator: "/")
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }
}

/// Part of a bucket in a folder.
private struct Mirror {
  private let bucket: Bucket
  private let folder: String
  /// What is there, by key.
  private var tags: [String: String] = [:]
  private var index: String { "\(folder).index.json" }

  init(_ bucket: Bucket, in folder: String) {
    self.bucket = bucket
    self.folder = folder
    if let data = FileManager.default.contents(atPath: index),
      let read = try? JSONDecoder().decode([String: String].self, from: data)
    {
      tags = read
    }
  }

  /// Brings all objects below a key here that are wanted, but for those of other issues, and takes
  /// away what is there no more.
  mutating func fetch(below key: String, _ isWanted: (String) -> Bool) throws(BucketFault) {
    for _ in 1...3 {
      if try fetchOnce(below: key.isEmpty ? "" : key + "/", isWanted) { return }
    }
    throw .unreachable("\(bucket.address): is being written to: it changed while it was fetched")
  }

  /// False when something changed meanwhile.
  private mutating func fetchOnce(below start: String, _ isWanted: (String) -> Bool)
    throws(BucketFault) -> Bool
  {
    let all = try bucket.list(start)
    let issues = all.filter { $0.key.hasSuffix("/issue.yaml") }.map { $0.key.folderName + "/" }
      .filter { $0 != start }
    let wanted = all.filter { entry in
      // Consoles make empty objects that stand for folders.
      isWanted(entry.key) && !(entry.key.hasSuffix("/") && entry.size == 0)
        && !issues.contains { entry.key.hasPrefix($0) }
    }
    for entry in wanted {
      guard ObjectKey.isPlain(entry.key) else {
        throw .refused("\(bucket.address): the key “\(entry.key)” cannot be a file's path here")
      }
      let path = "\(folder)/\(entry.key)"
      if tags[entry.key] == entry.tag, FileState(path) != nil { continue }
      guard let bytes = try bucket.bytes(entry.key, tag: entry.tag) else { return false }
      try write(bytes, to: path)
      tags[entry.key] = entry.tag
    }
    let there = Set(wanted.map(\.key))
    let gone = tags.keys.filter { key in
      key.hasPrefix(start) && isWanted(key) && !there.contains(key)
        && !issues.contains { key.hasPrefix($0) }
    }
    for key in gone {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(key)")
      tags[key] = nil
    }
    return true
  }

  private func write(_ bytes: [UInt8], to path: String) throws(BucketFault) {
    do throws(OutputFile.Failure) {
      try OutputFile.write(bytes, to: path)
    } catch {
      throw .refused("\(error.path) cannot be written: \(error.reason)")
    }
  }

  /// Remembers what was fetched.
  func keep() throws(BucketFault) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try write(Array((try? encoder.encode(tags)) ?? Data()), to: index)
  }
}
