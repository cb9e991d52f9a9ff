import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// moto's S3 server on loopback, behind a door that can be told to misbehave.
final class ObjectServer {
  struct Told: Decodable {
    var port: Int
    var key: String
    var secret: String
  }

  let scratch: Scratch
  private(set) var told: Told
  private var process: Process

  init() throws {
    scratch = try Scratch()
    (process, told) = try Self.start(scratch, port: 0)
  }

  deinit { process.killAtOnce() }

  private static func start(_ scratch: Scratch, port: Int) throws -> (Process, Told) {
    try? FileManager.default.removeItem(atPath: scratch("store.json"))
    let process = Process()
    process.executableURL = URL(filePath: Repository.file(".build/python/bin/python"))
    process.arguments = [Repository.file("Tests/Press/object-store"), scratch.path, "\(port)"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try scratch.write("", to: "errors")
    process.standardError = FileHandle(forWritingAtPath: scratch("errors"))
    try process.run()
    while process.isRunning {
      if let data = try? scratch.bytes("store.json") {
        return (process, try JSONDecoder().decode(Told.self, from: Data(data)))
      }
      usleep(10_000)
    }
    Issue.record("\(try scratch.text("errors"))")
    throw CocoaError(.executableLoad)
  }

  /// Ends it as a power cut would; all objects are gone with it.
  func cut() { process.killAtOnce() }

  /// Starts it anew at the same port, empty.
  func restart() throws { (process, told) = try Self.start(scratch, port: told.port) }

  func misbehave(_ mode: String) throws { try scratch.write(mode, to: "mode") }

  /// What was asked so far: method, path and status.
  var log: [String] {
    ((try? scratch.text("log")) ?? "").split(separator: "\n").map(String.init)
  }

  var environment: [String: String] {
    [
      "AWS_ACCESS_KEY_ID": told.key, "AWS_SECRET_ACCESS_KEY": told.secret,
      "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:\(told.port)",
    ]
  }
}

/// A publication with an issue, and runs whose pages go to a bucket.
struct BucketRoom {
  let room: PressRoom
  let server: ObjectServer
  var scratch: Scratch { room.scratch }

  init(pages: Int) throws {
    room = try PressRoom(pages: pages)
    server = try ObjectServer()
  }

  func environment(_ more: [String: String] = [:]) -> [String: String] {
    server.environment.merging(["FORME_CACHE": scratch("cache")]) { $1 }.merging(more) { $1 }
  }

  @discardableResult
  func run(_ arguments: String..., with more: [String: String] = [:]) throws -> Outcome {
    try Tool.run(Tool.program, arguments, in: scratch.path, environment: environment(more))
  }

  func start(_ arguments: String...) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Tool.program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: scratch.path)
    process.environment = ProcessInfo.processInfo.environment.merging(environment()) { $1 }
    for end in [\Process.standardInput, \.standardOutput, \.standardError] {
      process[keyPath: end] = FileHandle.nullDevice
    }
    try process.run()
    return process
  }

  /// Runs a line of Python with `s3`, asking the server itself.
  @discardableResult
  func python(_ lines: String) throws -> String {
    let head = """
      import json, boto3
      told = json.load(open("\(server.scratch("store.json"))"))
      s3 = boto3.client("s3", endpoint_url=told["inside"], region_name="us-east-1",
        aws_access_key_id=told["key"], aws_secret_access_key=told["secret"])
      def keys(prefix):
        found = s3.get_paginator("list_objects_v2").paginate(Bucket="paper", Prefix=prefix)
        return [entry["Key"] for page in found for entry in page.get("Contents", [])]

      """
    try scratch.write(head + lines + "\n", to: "ask.py")
    let outcome = try Tool.run(
      Repository.file(".build/python/bin/python"), ["ask.py"], in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  /// All objects below a prefix by their names from there.
  func objects(_ prefix: String) throws -> [String: [UInt8]] {
    try python(
      """
      import os
      for key in keys("\(prefix)/"):
        path = os.path.join("objects", key)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        s3.download_file("paper", key, path)
      """)
    var found: [String: [UInt8]] = [:]
    for name in scratch.files(below: "objects/\(prefix)") {
      found[name] = try scratch.bytes("objects/\(prefix)/\(name)")
    }
    try? FileManager.default.removeItem(atPath: scratch("objects"))
    return found
  }

  /// Puts the publication with its issue into the bucket; its fonts stay here, being large.
  func upload(_ local: String = "issue", to prefix: String = "gewu") throws {
    try python(
      """
      import os
      for top in ["styles.yaml", "layouts", "\(local)"]:
        files = [top] if os.path.isfile(top) else [
          os.path.join(place, name) for place, _, names in os.walk(top, followlinks=True)
          for name in names]
        for file in files:
          s3.upload_file(file, "paper", "\(prefix)/" + file)
      publication = open("publication.yaml").read() + "fonts: \(Repository.file("Fonts"))\\n"
      s3.put_object(
        Bucket="paper", Key="\(prefix)/publication.yaml", Body=publication.encode())
      """)
  }
}
