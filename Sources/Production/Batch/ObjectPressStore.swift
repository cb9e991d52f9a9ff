import FoundationEssentials
import Newspaper
import ObjectStore
import Prepress

/// A store in a bucket: objects appear by a `PUT` that fails where one is, under the same names and
/// with the same bytes as in a folder.
struct ObjectPressStore: PressStore {
  private let place: BucketAddress
  /// Nil where nothing says who asks.
  private let bucket: Result<Bucket, BucketFault>

  init(_ place: BucketAddress) {
    self.place = place
    bucket = Result { () throws(BucketFault) in
      Bucket(place, try Credentials(ProcessInfo.processInfo.environment))
    }
  }

  var address: String { place.description }

  /// Asking would cost more than knowing saves.
  var isNew: Bool { false }

  func bytes(_ name: String) throws(StoreFault) -> [UInt8]? {
    try ask { bucket throws(BucketFault) in try bucket.bytes(place.key(name)) }
  }

  func size(_ name: String) throws(StoreFault) -> Int? {
    try ask { bucket throws(BucketFault) in try bucket.size(place.key(name)) }
  }

  func create(_ name: String, _ bytes: [UInt8]) throws(StoreFault) -> Creation {
    let type = name.hasSuffix(".pdf") ? "application/pdf" : "application/json"
    let creation = try ask { bucket throws(BucketFault) in
      try bucket.create(place.key(name), bytes, type: type)
    }
    return creation == .made ? .made : .wasThere
  }

  /// What a bucket has taken it keeps.
  func settle(_ names: [String]) {}

  func place(_ file: PageFile, at path: String) throws(StoreFault) {
    if let there = FileManager.default.contents(atPath: path).map({ [UInt8]($0) }),
      there.count == file.bytes, Digest.sha256(there) == file.sha256
    {
      return
    }
    guard let bytes = try bytes(file.name) else {
      throw .unreachable(reason: "\(address): \(file.name) is gone")
    }
    guard Digest.sha256(bytes) == file.sha256 else {
      throw .refused(reason: "\(address): \(file.name) has other bytes than its receipt says")
    }
    do throws(OutputFile.Failure) {
      try OutputFile.write(bytes, to: path)
    } catch {
      throw .notWritten(path: error.path, reason: error.reason)
    }
  }

  /// Nothing appears in a bucket before it is whole.
  func tidy(_ which: Drafts) {}

  private func ask<Value>(
    _ question: (Bucket) throws(BucketFault) -> Value
  ) throws(StoreFault) -> Value {
    do throws(BucketFault) {
      return try question(try bucket.get())
    } catch {
      throw StoreFault(error)
    }
  }
}

extension StoreFault {
  init(_ fault: BucketFault) {
    switch fault {
    case .unreachable(let reason): self = .unreachable(reason: reason)
    case .refused(let reason): self = .refused(reason: reason)
    }
  }
}
