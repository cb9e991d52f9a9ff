import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Figures of runs as Prometheus reads them.
struct FigureTests {
  /// Python's own Prometheus parser reads the figures: names and labels, a space, the value.
  private static let parser = """
    import sys
    from prometheus_client.parser import text_string_to_metric_families
    for family in text_string_to_metric_families(sys.stdin.read()):
        print("family", family.name, family.type)
        for sample in family.samples:
            labels = ",".join(f"{k}={v}" for k, v in sorted(sample.labels.items()))
            print(f"{sample.name}[{labels}]", sample.value)
    """

  /// Starts a program and gives the port that it tells of.
  private func start(_ room: PressRoom, _ arguments: [String]) throws -> (Process, Int) {
    let process = Process()
    process.executableURL = URL(filePath: Tool.program)
    process.arguments = arguments + ["--serve-metrics", "--metrics-port", "0"]
    process.currentDirectoryURL = URL(filePath: room.scratch.path)
    process.environment = ProcessInfo.processInfo.environment.merging([
      "FORME_CACHE": room.scratch("cache")
    ]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try room.scratch.write("", to: "errors")
    process.standardError = FileHandle(forWritingAtPath: room.scratch("errors"))
    try process.run()
    while process.isRunning {
      let told = try room.scratch.text("errors")
      if let match = told.firstMatch(of: #/figures are at http://127\.0\.0\.1:(\d+)/metrics\n/#),
        let port = Int(match.1)
      {
        return (process, port)
      }
      usleep(5000)
    }
    Issue.record("\(try room.scratch.text("errors"))")
    return (process, 0)
  }

  private func get(_ port: Int, _ more: String...) throws -> Outcome {
    try Tool.run("curl", ["-sS", "--max-time", "20"] + more + ["http://127.0.0.1:\(port)/metrics"])
  }

  /// The figures as the parser has read them.
  private func figures(_ text: String) throws -> [String: Double] {
    let scratch = try Scratch()
    try scratch.write(text, to: "text")
    try scratch.write(Self.parser, to: "parse.py")
    let read = try Tool.run(
      "sh", ["-c", "/usr/bin/python3 parse.py < text"], in: scratch.path)
    #expect(read.status == 0, "\(read.errors)\n\(text)")
    var figures: [String: Double] = [:]
    for line in read.output.split(separator: "\n") where !line.hasPrefix("family ") {
      let parts = line.split(separator: " ")
      #expect(
        figures.updateValue(
          Double(parts.last ?? "") ?? -1, forKey: parts.dropLast().joined(separator: " ")) == nil,
        "once")
    }
    return figures
  }

  @Test func aWatchTellsItsFigures() throws {
    let watch = try WatchRoom(pages: 3)
    try watch.scratch.write(
      "name: p\ntransport: {kind: folder, path: plant}\nfileName: \"p{page}{version}\"\n",
      to: "plant.yaml")
    try FileManager.default.createDirectory(
      atPath: watch.scratch("plant"), withIntermediateDirectories: false)
    try watch.drop("0511")
    try watch.scratch.write("pages: [", to: "in/0511/issue.yaml")
    let (process, port) = try start(
      watch.room, ["watch", "in", "-o", "out", "--every", "0.1", "--to", "plant.yaml"])
    defer { process.killAtOnce() }
    #expect(watch.wait(while: process) { watch.state("0511") == "refused" })
    try watch.drop("a \"quoted\" 期", more: "deadline: 2026-12-30 22:30")
    #expect(watch.wait(while: process) { watch.state("a \"quoted\" 期") == "done" })
    var found: [String: Double] = [:]
    #expect(
      watch.wait(while: process) {
        found = (try? figures(get(port).output)) ?? [:]
        return found["forme_watch_issues[state=done]"] == 1
      })
    #expect(found["forme_watch_issues[state=refused]"] == 1)
    #expect(found["forme_units[state=done]"] == 4)
    #expect(found["forme_units[state=waiting]"] == 0)
    #expect(found["forme_attempts_total[ending=published]"] == 4)
    #expect(found["forme_unit_seconds_count[]"] == 4)
    #expect(found["forme_unit_seconds_bucket[le=+Inf]"] == 4)
    #expect(found["forme_runs_total[result=done]"] == 1)
    #expect(found["forme_runs_total[result=errors]"] == 1)
    #expect(found["forme_pages_total[]"] == 3)
    #expect(found["forme_run_active[]"] == 0)
    #expect(found["forme_delivery_files[state=sent]"] == 3)
    let size = try watch.room.published(".pdf", in: "out").reduce(0) {
      try $0 + watch.scratch.bytes("out/.press/made/\($1)").count
    }
    #expect(found["forme_published_bytes_total[]"] == Double(size))
  }

  /// While a run is at work: callers that say nothing, never read, or say nonsense hold nobody up.
  @Test func callersHoldNothingUp() throws {
    let room = try PressRoom(pages: 60)
    let issue = try room.scratch.text("issue/issue.yaml")
    try room.scratch.write("deadline: 2026-12-30 22:30\n" + issue, to: "issue/issue.yaml")
    let (process, port) = try start(room, ["press", "issue", "-o", "out"])
    let lines = try (0..<100).map { _ in try QuietLine(port: port) }
    for (index, line) in lines.enumerated() {
      if index % 2 == 0 { line.say("GET /metrics HTTP/1.1\r\nX: y") }
    }
    #expect(room.wait(for: 2, in: "out", while: process))
    let found = try figures(get(port).output)
    #expect(found["forme_run_active[]"] == 1)
    #expect(found["forme_units[state=submitted]"] ?? 0 > 0)
    #expect(found["forme_edition_deadline_seconds[edition=issue]"] != nil)
    for (request, status) in [
      ("GARBAGE\r\n\r\n", "400"), ("POST /metrics HTTP/1.1\r\n\r\n", "405"),
      ("GET /../etc/passwd HTTP/1.1\r\n\r\n", "404"),
      ("GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421"),
      (String(repeating: "x", count: 20_000), "431"),
    ] {
      let line = try QuietLine(port: port)
      line.say(request)
      #expect(line.hear().hasPrefix("HTTP/1.1 \(status) "), "\(request.prefix(40))")
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(room.published(".json", in: "out").count == 61)
  }

  @Test func aPortThatIsTakenIsTold() throws {
    let room = try PressRoom(pages: 1)
    let watch = try WatchRoom(pages: 1)
    let (process, port) = try start(watch.room, ["watch", "in", "-o", "out"])
    defer { process.killAtOnce() }
    let outcome = try room.run(
      "press", "issue", "-o", "out", "--serve-metrics", "--metrics-port", "\(port)")
    #expect(outcome.status == 0, "pages are made all the same")
    #expect(outcome.errors.contains("Address already in use [figures.door]"), "\(outcome.errors)")
  }
}

/// A caller that speaks byte by byte.
private final class QuietLine {
  private let file: Int32

  init(port: Int) throws {
    file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = UInt16(port).bigEndian
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isConnected = unsafe withUnsafePointer(to: &place) { place in
      unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        unsafe connect(file, place, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw CocoaError(.fileReadUnknown) }
  }

  deinit { close(file) }

  func say(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes {
      unsafe send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }

  /// What is answered until the other side hangs up.
  func hear() -> String {
    var heard: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    var wait = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    while unsafe poll(&wait, 1, 30_000) > 0 {
      let count = unsafe part.withUnsafeMutableBytes {
        unsafe recv(file, $0.baseAddress, $0.count, 0)
      }
      guard count > 0 else { break }
      heard += part[..<count]
    }
    return String(decoding: heard, as: UTF8.self)
  }
}
