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

/// Finished pages in a bucket.
@Suite(.serialized) struct ObjectStoreTests {
  @Test func sameBytesAndKeysAsInAFolder() throws {
    let bucket = try BucketRoom(pages: 6)
    #expect(try bucket.room.run("press", "issue", "-o", "plain").status == 0)
    let first = try bucket.run("press", "issue", "-o", "out", "--store", "s3://paper/finished")
    #expect(first.status == 0, "\(first.errors)")
    #expect(try bucket.room.edition("out/issue") == bucket.room.edition("plain/issue"))
    #expect(bucket.room.published(".pdf", in: "out") == [], "pages lie in the bucket alone")
    let objects = try bucket.objects("finished/made")
    let pages = objects.filter { $0.key.hasSuffix(".pdf") }
    #expect(pages.keys.sorted() == bucket.room.published(".pdf", in: "plain"))
    for (name, bytes) in pages {
      #expect(try bucket.scratch.bytes("plain/.press/made/\(name)") == bytes)
    }
    #expect(objects.count { $0.key.hasSuffix(".json") } == 7)
    // Once more, from another folder: nothing is made and nothing put.
    let puts = bucket.server.log.count { $0.hasPrefix("PUT") }
    #expect(puts == 14)
    let second = try bucket.run("press", "issue", "-o", "other", "--store", "s3://paper/finished")
    #expect(second.status == 0, "\(second.errors)")
    #expect(bucket.server.log.count { $0.hasPrefix("PUT") } == puts)
    #expect(try bucket.room.edition("other/issue") == bucket.room.edition("plain/issue"))
  }

  /// Replies to `PUT` that are lost, and a store that is busy, cost time and nothing else.
  @Test func aReplyThatIsLostIsCheckedByReading() throws {
    let bucket = try BucketRoom(pages: 3)
    try bucket.server.misbehave("lose 3")
    let outcome = try bucket.run("press", "issue", "-o", "out", "--store", "s3://paper")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try bucket.server.scratch.text("mode") == "lose 0")
    #expect(bucket.server.log.contains { $0.hasPrefix("PUT") && $0.hasSuffix(" 412") })
    try bucket.room.write(page: 2, "改了")
    try bucket.server.misbehave("busy 4")
    let busy = try bucket.run("press", "issue", "-o", "out", "--store", "s3://paper")
    #expect(busy.status == 0, "\(busy.errors)")
    #expect(try bucket.server.scratch.text("mode") == "busy 0")
    #expect(try bucket.objects("made").count == 12, "four units with their receipts, then two more")
  }

  /// Two runs of other folders that know nothing of each other publish each page once.
  @Test func twoRunsRace() throws {
    let bucket = try BucketRoom(pages: 8)
    let runs = try ["one", "two"].map {
      try bucket.start("press", "issue", "-o", $0, "--store", "s3://paper/race")
    }
    for run in runs {
      run.waitUntilExit()
      #expect(run.terminationStatus == 0)
    }
    #expect(try bucket.room.edition("one/issue") == bucket.room.edition("two/issue"))
    let made = bucket.server.log.filter { $0.hasPrefix("PUT") && $0.hasSuffix(" 200") }
    #expect(made.count == 18 && Set(made).count == 18, "each once")
  }

  @Test func otherBytesUnderAKeyAreAnAlarm() throws {
    let bucket = try BucketRoom(pages: 2)
    #expect(try bucket.run("press", "issue", "-o", "a", "--store", "s3://paper/a").status == 0)
    // The same keys, one page with other bytes and no receipt.
    try bucket.python(
      """
      for key in keys("a/"):
        if key.endswith("-1.pdf"):
          s3.put_object(Bucket="paper", Key="b" + key[1:], Body=b"somebody else's")
      """)
    let outcome = try bucket.run("press", "issue", "-o", "b", "--store", "s3://paper/b")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("lies in the store with other bytes"), "\(outcome.errors)")
    #expect(outcome.errors.contains("[press.differs]"))
    let left = try bucket.objects("b").values.filter { $0 == Array("somebody else's".utf8) }
    #expect(left.count == 1, "nothing is written over")
  }

  /// The server dies in mid-run: the run ends with 75, and goes on when it is there again.
  @Test func theServerIsKilledAndRestarted() throws {
    let bucket = try BucketRoom(pages: 30)
    let run = try bucket.start("press", "issue", "-o", "out", "--store", "s3://paper")
    while run.isRunning, bucket.server.log.count(where: { $0.hasPrefix("PUT") }) < 10 {
      usleep(5000)
    }
    bucket.server.cut()
    run.waitUntilExit()
    #expect(run.terminationStatus == 75)
    let dead = try bucket.run("press", "issue", "-o", "out", "--store", "s3://paper")
    #expect(dead.status == 75, "an unreachable store is not an empty one")
    #expect(dead.errors.contains("[press.store]"), "\(dead.errors)")
    try bucket.server.restart()
    let again = try bucket.run("press", "resume", "-o", "out")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try bucket.objects("made").count == 62)
    #expect(try bucket.room.run("press", "issue", "-o", "plain").status == 0)
    #expect(try bucket.room.edition("out/issue") == bucket.room.edition("plain/issue"))
  }

  @Test func credentialsAndBuckets() throws {
    let bucket = try BucketRoom(pages: 1)
    let secret = "not the secret that it should be"
    let wrong = try bucket.run(
      "press", "issue", "-o", "out", "--store", "s3://paper",
      with: ["AWS_SECRET_ACCESS_KEY": secret])
    #expect(wrong.status == 1)
    #expect(
      wrong.errors.contains("access is denied (SignatureDoesNotMatch) [press.store.refused]"),
      "\(wrong.errors)")
    let none = try bucket.run(
      "press", "issue", "-o", "out", "--store", "s3://paper", with: ["AWS_ACCESS_KEY_ID": ""])
    #expect(none.status == 1 && none.errors.contains("AWS_ACCESS_KEY_ID and"), "\(none.errors)")
    let missing = try bucket.run("press", "issue", "-o", "out", "--store", "s3://other")
    #expect(missing.status == 1)
    #expect(missing.errors.contains("there is no bucket other"), "\(missing.errors)")
    let odd = try bucket.run("press", "issue", "-o", "out", "--store", "s3://paper/../x")
    #expect(odd.status == 64)
    let good = try bucket.run("press", "issue", "-o", "out", "--store", "s3://paper/中 文")
    #expect(good.status == 0, "\(good.errors)")
    // No secret in what is told or kept.
    let search = try Tool.run(
      "grep", ["-rlF", "-e", secret, "-e", bucket.server.told.secret, "out"],
      in: bucket.scratch.path)
    #expect(search.output == "" && search.status == 1)
    #expect(!wrong.errors.contains(secret))
  }
}

/// Issues that lie in a bucket.
@Suite(.serialized) struct FetchedInputTests {
  @Test func anIssueIsFetchedAndOnlyWhatChanged() throws {
    let bucket = try BucketRoom(pages: 3)
    try bucket.upload()
    // Another issue of the publication is none of its business.
    try bucket.python(
      """
      s3.put_object(Bucket="paper", Key="gewu/other/issue.yaml", Body=b"number: 8")
      s3.put_object(Bucket="paper", Key="gewu/other/s1.md", Body=b"other")
      s3.put_object(Bucket="paper", Key="gewu/folder/", Body=b"")
      """)
    let first = try bucket.run("press", "s3://paper/gewu/issue", "-o", "out")
    #expect(first.status == 0, "\(first.errors)")
    #expect(try bucket.room.run("press", "issue", "-o", "plain").status == 0)
    #expect(try bucket.room.edition("out/issue") == bucket.room.edition("plain/issue"))
    let inputs = "out/.press/inputs/paper/gewu"
    #expect(FileManager.default.fileExists(atPath: bucket.scratch("\(inputs)/issue/s1.md")))
    #expect(!FileManager.default.fileExists(atPath: bucket.scratch("\(inputs)/other/s1.md")))
    func gets() -> [String] { bucket.server.log.filter { $0.hasPrefix("GET /paper/") } }
    let before = gets()
    try bucket.python(
      """
      s3.put_object(Bucket="paper", Key="gewu/issue/s2.md", Body="---\\nheadline: 改了\\n---\\n短。\\n".encode())
      s3.put_object(Bucket="paper", Key="gewu/issue/more.txt", Body=b"more")
      """)
    let second = try bucket.run("press", "s3://paper/gewu/issue", "-o", "out", "--plan")
    #expect(second.output.contains("issue p2: to be made"), "\(second.output)\(second.errors)")
    #expect(second.output.contains("4 units, 2 unchanged"), "\(second.output)")
    #expect(
      gets().dropFirst(before.count).map { $0.split(separator: " ")[1] }.sorted() == [
        "/paper/gewu/issue/more.txt", "/paper/gewu/issue/s2.md",
      ])
    try bucket.python("s3.delete_object(Bucket='paper', Key='gewu/issue/more.txt')")
    #expect(try bucket.run("press", "s3://paper/gewu/issue", "-o", "out").status == 0)
    #expect(!FileManager.default.fileExists(atPath: bucket.scratch("\(inputs)/issue/more.txt")))
  }

  @Test(arguments: ["gewu/issue/../../../evil.md", "gewu/issue/a//b.md", "gewu/issue/a/./b.md"])
  func keysThatAreNoPathsAreRefused(_ key: String) throws {
    let bucket = try BucketRoom(pages: 1)
    try bucket.upload()
    try bucket.python("s3.put_object(Bucket='paper', Key='\(key)', Body=b'evil')")
    let outcome = try bucket.run("press", "s3://paper/gewu/issue", "-o", "out")
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.errors.contains("cannot be a file's path"), "\(outcome.errors)")
    let found = try Tool.run("find", [".", "-name", "evil.md"], in: bucket.scratch.path)
    #expect(found.output == "")
  }

  @Test func aBucketThatDoesNotAnswerIsNotAnEmptyOne() throws {
    let bucket = try BucketRoom(pages: 1)
    try bucket.upload()
    #expect(try bucket.run("press", "s3://paper/gewu/issue", "-o", "out").status == 0)
    let nothing = try bucket.run("press", "s3://paper/gewu/nothing", "-o", "out")
    #expect(nothing.status == 65, "\(nothing.errors)")
    try bucket.server.misbehave("refuse")
    let dead = try bucket.run("press", "s3://paper/gewu/issue", "-o", "out")
    #expect(dead.status == 75 && dead.errors.contains("[press.store]"), "\(dead.errors)")
    #expect(
      FileManager.default.fileExists(
        atPath: bucket.scratch("out/.press/inputs/paper/gewu/issue/issue.yaml")))
  }
}
