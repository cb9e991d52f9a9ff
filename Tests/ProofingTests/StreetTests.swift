import FlyingFox
import Foundation
import Testing

@testable import Proofing

/// The door of the proof desk as somebody on the street meets it.
@Suite struct StreetTests {
  // MARK: - What is let through

  @Test func frontPageIsGivenWithEveryGuard() async throws {
    try await House().open { (house: House) async throws in
      let answer = try await house.ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(answer.status == 200)
      #expect(answer.body.contains("<main id=\"stage\""))
      let policy = try #require(answer.header("Content-Security-Policy"))
      #expect(policy.contains("default-src 'none'"))
      #expect(policy.contains("frame-ancestors 'none'"))
      #expect(!policy.contains("unsafe"))
      #expect(answer.header("X-Content-Type-Options") == "nosniff")
      #expect(answer.header("Cross-Origin-Resource-Policy") == "same-origin")
    }
  }

  @Test func noScriptOrStyleStandsInThePage() throws {
    let page = try String(contentsOfFile: "\(House.web)/index.html", encoding: .utf8)
    for tag in page.matches(of: /<script[^>]*>/) {
      let script = String(tag.output)
      #expect(script.contains("src="))
    }
    #expect(!page.contains("<style"))
    #expect(!page.contains(" style="))
    #expect(!page.contains(" onclick"))
    // Words enter the page as text alone.
    for name in try FileManager.default.contentsOfDirectory(atPath: House.web)
    where name.hasSuffix(".js") {
      let module = try String(contentsOfFile: "\(House.web)/\(name)", encoding: .utf8)
      for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
        #expect(!module.contains(word), "\(name) uses \(word)")
      }
    }
  }

  @Test func strangerGetsNothingOfTheIssue() async throws {
    try await House().open { (house: House) async throws in
      for path in ["/api/issue", "/tile/00/1/0/0", "/events", "/api/source?file=a.md"] {
        #expect(
          try await house.ask("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 401)
      }
    }
  }

  @Test func visitorIsKnownByCookieAndWritesByKey() async throws {
    try await House().open { (house: House) async throws in
      let (cookie, key) = try await house.visit()
      let known = "Host: localhost\r\nCookie: \(cookie)\r\n"
      #expect(try await house.ask("GET /api/issue HTTP/1.1\r\n\(known)\r\n").body == "desk\n")
      let json = "Content-Type: application/json\r\nContent-Length: 2\r\n"
      let without = try await house.ask("POST /api/edit HTTP/1.1\r\n\(known)\(json)\r\n{}")
      #expect(without.status == 403)
      let wrong = try await house.ask(
        "POST /api/edit HTTP/1.1\r\n\(known)\(json)X-Forme-Key: \(String(repeating: "0", count: 32))"
          + "\r\n\r\n{}")
      #expect(wrong.status == 403)
      let right = try await house.ask(
        "POST /api/edit HTTP/1.1\r\n\(known)\(json)X-Forme-Key: \(key)\r\n\r\n{}")
      #expect(right.status == 200)
    }
  }

  // MARK: - Other sites

  @Test(arguments: [
    "evil.example", "evil.example:8512", "localhost.evil.example", "127.0.0.1.evil.example",
    "127.0.0.2", "[::2]", "", "localhost@evil.example",
  ])
  func houseIsNotCalledByOtherNames(_ host: String) async throws {
    try await House().open { (house: House) async throws in
      let answer = try await house.ask("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
      #expect(answer.status == 421)
    }
  }

  @Test func requestWithoutHostIsTurnedAway() async throws {
    try await House().open { (house: House) async throws in
      #expect(try await house.ask("GET / HTTP/1.1\r\n\r\n").status == 421)
    }
  }

  @Test func deskOnAnotherAddressKnowsNumericalAddressesAndNamesItWasGiven() {
    let rules = HouseRules(host: "0.0.0.0", names: ["proofs.example"])
    func breach(_ host: String) -> Int? {
      rules.breach(by: .get("/", ["Host": host]))?.statusCode.code
    }
    #expect(breach("192.168.1.7:8512") == nil)
    #expect(breach("proofs.example") == nil)
    #expect(breach("evil.example") == 421)
    #expect(breach("1.2.3.4.evil.example") == 421)
  }

  @Test(arguments: [
    ["Origin": "http://evil.example"], ["Origin": "null"], ["Origin": "http://localhost:1"],
    ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
  ])
  func otherSitesAreTurnedAway(_ headers: [String: String]) {
    let rules = HouseRules(host: "127.0.0.1")
    let all = headers.merging(["Host": "localhost"]) { $1 }
    #expect(rules.breach(by: .get("/api/issue", all))?.statusCode == .forbidden)
    #expect(rules.breach(by: .post("/api/edit", all))?.statusCode == .forbidden)
  }

  @Test func linkFromAnotherSiteLeadsToTheFrontPageAlone() {
    let rules = HouseRules(host: "127.0.0.1")
    let visit = ["Host": "localhost", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"]
    #expect(rules.breach(by: .get("/", visit)) == nil)
    #expect(rules.breach(by: .get("/api/log", visit))?.statusCode == .forbidden)
  }

  @Test func formsAreNotTaken() {
    let rules = HouseRules(host: "127.0.0.1")
    for kind in ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"] {
      let request = HTTPRequest.post("/api/edit", ["Host": "localhost"], type: kind)
      #expect(rules.breach(by: request)?.statusCode == .unsupportedMediaType)
    }
    let other = HTTPRequest(
      method: .PUT, version: .http11, target: .init(path: "/api/edit", query: ""),
      headers: [.host: "localhost"], body: .init())
    #expect(rules.breach(by: other)?.statusCode == .methodNotAllowed)
  }

  // MARK: - Paths

  @Test(arguments: [
    "/..", "/../issue.yaml", "/web/../index.html", "/web/..%2f..%2fetc/passwd", "/%2e%2e/x",
    "/%252e%252e/x", "/web/%2e%2e%5cindex.html", "/web/..\\index.html", "//etc/passwd",
    "/web//index.html", "/web/.hidden", "/./web/index.html", "/web/index.html%00.js",
    "/web/\u{2025}/index.html", "/web/\u{FF0E}\u{FF0E}/x", "/\u{2215}etc\u{2215}passwd",
    "/web/%c0%ae%c0%ae/x", "/web/%ef%bc%8e%ef%bc%8e/x", "/web/index.html/", "/web/index.html;x",
    "http://localhost/", "*", "/web/\u{7F}",
  ])
  func oddPathsAreTurnedAway(_ path: String) async throws {
    try await House().open { (house: House) async throws in
      let (cookie, _) = try await house.visit()
      let answer = try await house.ask(
        "GET \(path) HTTP/1.1\r\nHost: localhost\r\nCookie: \(cookie)\r\n\r\n")
      #expect(answer.status == 400, "\(path)")
    }
  }

  @Test func onlyListedFilesOfTheWebDeskAreGiven() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "web-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "<p>".write(toFile: "\(folder)/index.html", atomically: true, encoding: .utf8)
    try "secret".write(toFile: "\(folder)/secret.txt", atomically: true, encoding: .utf8)
    let web = try #require(WebFiles(folder: folder))
    let request = HTTPRequest.get("/", [:])
    #expect(web.answer("index.html", to: request) != nil)
    #expect(web.answer("secret.txt", to: request) == nil)
    try "later".write(toFile: "\(folder)/later.js", atomically: true, encoding: .utf8)
    #expect(web.answer("later.js", to: request) == nil)
    #expect(WebFiles(folder: "\(folder)/missing") == nil)
  }

  // MARK: - The way in

  @Test func tokenIsDemandedAndGuessingIsSlow() async throws {
    var limits = DeskLimits()
    limits.attempts.eachSecond = 0
    try await House(entrance: .token("open sesame"), limits: limits).open {
      (house: House) async throws in
      let json = "Host: localhost\r\nContent-Type: application/json\r\n"
      func enter(_ token: String) async throws -> Answer {
        let body = "{\"token\":\"\(token)\"}"
        return try await house.ask(
          "POST /api/enter HTTP/1.1\r\n\(json)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
      }
      let session = try await house.ask("GET /api/session HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(session.body == "{\"entrance\":\"token\"}")
      #expect(session.header("Set-Cookie") == nil)
      let inside = try await enter("open sesame")
      #expect(inside.status == 200)
      #expect(inside.header("Set-Cookie")?.contains("HttpOnly; SameSite=Strict") == true)
      for _ in 0..<7 { #expect(try await enter("open sesam").status == 401) }
      #expect(try await enter("open sesame").status == 429)
    }
  }

  @Test func ratesAreBoundedForEachAddress() {
    var limits = DeskLimits()
    limits.writes = .init(atOnce: 3, eachSecond: 1)
    let rates = Rates(limits)
    let start = ContinuousClock.now
    let first = (0..<5).map { _ in rates.allows(.writes, from: "10.0.0.1", now: start) }
    #expect(first == [true, true, true, false, false])
    #expect(rates.allows(.writes, from: "10.0.0.2", now: start))
    #expect(rates.allows(.writes, from: "10.0.0.1", now: start + .seconds(1)))
    #expect(!rates.allows(.writes, from: "10.0.0.1", now: start + .seconds(1)))
  }
}

/// Waits until something holds, for half a minute at most.
func eventually(_ condition: () -> Bool) async throws {
  for _ in 0..<1500 {
    if condition() { return }
    try await Task.sleep(for: .milliseconds(20))
  }
  #expect(condition())
}

extension HTTPRequest {
  fileprivate static func get(_ path: String, _ headers: [String: String]) -> HTTPRequest {
    HTTPRequest(
      method: .GET, version: .http11, target: .init(path: path, query: ""),
      headers: HTTPHeaders(
        Dictionary(uniqueKeysWithValues: headers.map { (HTTPHeader($0), $1) })), body: .init())
  }

  fileprivate static func post(
    _ path: String, _ headers: [String: String], type: String = "application/json"
  ) -> HTTPRequest {
    var request = get(path, headers)
    request.method = .POST
    request.headers[.contentType] = type
    return request
  }
}
