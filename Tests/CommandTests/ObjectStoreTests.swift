import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

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
