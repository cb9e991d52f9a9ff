import Foundation
import Synchronization

/// A folder of a test's own, gone when the test has done with it; at the latest with the program,
/// for what was made once for all tests is never let go.
public final class Scratch: Sendable {
  private static let living = Mutex<Set<String>>([])
  private static let clearingUp: Void = {
    _ = atexit { for path in Scratch.living.withLock(\.self) { Scratch.remove(path) } }
  }()

  /// Where it lies.
  public let path: String

  /// Makes an empty folder.
  public init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "forme-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    _ = Self.clearingUp
    Self.living.withLock { _ = $0.insert(path) }
  }

  deinit {
    Self.remove(path)
    Self.living.withLock { _ = $0.remove(path) }
  }

  private static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something in the folder.
  public func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  /// Copies a file or a whole folder into it.
  public func copy(_ original: String, to name: String) throws {
    try FileManager.default.copyItem(atPath: original, toPath: self(name))
  }

  /// Makes a link in the folder.
  public func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: target)
  }

  /// Writes a file with the folders it stands in.
  public func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
    let file = URL(filePath: self(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// Writes a text file with the folders it stands in.
  public func write(_ text: String, to name: String) throws { try write(text.utf8, to: name) }

  /// The bytes of a file in it.
  public func bytes(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: self(name))))
  }

  /// The text of a file in it.
  public func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// All files below a folder in it by their paths from there, in order; what a press run keeps for
  /// itself in `.press` is left out.
  public func files(below name: String) -> [String] {
    let found = (try? FileManager.default.subpathsOfDirectory(atPath: self(name))) ?? []
    return found.filter { file in
      if file.split(separator: "/").contains(".press") { return false }
      let kind = try? FileManager.default.attributesOfItem(atPath: self("\(name)/\(file)"))[.type]
      return kind as? FileAttributeType == .typeRegular
    }.sorted()
  }
}

/// The folders that tests read.
public enum Repository {
  /// The folder that holds Package.swift.
  public static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The path of something in it.
  public static func file(_ name: String) -> String { "\(path)/\(name)" }
}
