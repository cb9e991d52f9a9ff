import FlyingFox
import Foundation
import Testing

@testable import Proofing

/// How much the proof desk takes from somebody on the street.
extension StreetTests {
  @Test(arguments: [
    (
      "GET / HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n",
      431
    ),
    ("POST /api/edit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n", 413),
    (
      "POST /api/edit HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      411
    ),
    ("POST /api/edit HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
    (
      "POST /api/edit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
      400
    ),
    ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\n folded: x\r\n\r\n", 400),
    ("GET /\r\n\r\n", 400), ("nonsense\r\n\r\n", 400), ("GET / HTTP/2.0\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: local\u{0}host\r\n\r\n", 400),
  ])
  func malformedAndOversizedRequestsAreTurnedAway(_ request: String, _ status: Int) async throws {
    try await House().open { (house: House) async throws in
      #expect(try await house.ask(request).status == status)
    }
  }

  @Test func headWithoutEndIsCutOff() async throws {
    try await House().open { (house: House) async throws in
      // Sends as fast as it can; the desk hangs up long before the megabyte is through.
      let endless =
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + String(repeating: "x", count: 1 << 20)
      #expect(try await house.ask(endless).status ?? 431 == 431)
      #expect(try await house.isAlive())
    }
  }

  @Test func requestsOnOneConnectionFollowEachOther() async throws {
    try await House().open { (house: House) async throws in
      let two =
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET /web/icon.svg HTTP/1.1\r\n"
        + "Host: localhost\r\nConnection: close\r\n\r\n"
      let answer = try await house.ask(two, untilClosed: true)
      #expect(answer.body.contains("<main id=\"stage\""))
      #expect(answer.body.contains("<svg xmlns"))
    }
  }

  @Test func slowCallersAreTurnedOutAndHoldNobodyUp() async throws {
    var limits = DeskLimits()
    limits.reading = .milliseconds(400)
    limits.writing = .milliseconds(400)
    limits.connections = 60
    try await House(limits: limits).open { (house: House) async throws in
      // Forty who send a header that never ends, and ten who say nothing at all.
      let slow = try (0..<50).map { index in
        let line = try Line(port: house.port)
        if index < 40 { try line.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-\(index): ") }
        return line
      }
      let dripping = Task {
        for _ in 0..<20 {
          try await Task.sleep(for: .milliseconds(100))
          for line in slow.prefix(40) { try? line.send("x") }
        }
      }
      #expect(try await house.isAlive())
      try await eventually { house.callers.count <= 1 }
      dripping.cancel()
      for line in slow { line.hangUp() }
      #expect(try await house.isAlive())
    }
  }

  @Test func tooManyConnectionsAreNotLetIn() async throws {
    var limits = DeskLimits()
    limits.connections = 5
    try await House(limits: limits).open { (house: House) async throws in
      let lines = try (0..<9).map { _ in try Line(port: house.port) }
      try await eventually { house.callers.count == 5 }
      try await Task.sleep(for: .milliseconds(100))
      #expect(house.callers.count == 5)
      for line in lines { line.hangUp() }
      try await eventually { house.callers.count == 0 }
      #expect(try await house.isAlive())
    }
  }

  @Test func unreadEventStreamHoldsNobodyUp() async throws {
    var limits = DeskLimits()
    limits.writing = .milliseconds(500)
    try await House(limits: limits).open { (house: House) async throws in
      let (cookie, _) = try await house.visit()
      let deaf = try Line(port: house.port)
      try deaf.send("GET /events HTTP/1.1\r\nHost: localhost\r\nCookie: \(cookie)\r\n\r\n")
      try await eventually { house.bulletin.count == 1 }
      let news = String(repeating: "news ", count: 20_000)
      let clock = ContinuousClock()
      // More than any socket takes, told to somebody who does not listen.
      let longest = (0..<200).map { _ in clock.measure { house.bulletin.tell("change", news) } }
        .max()
      #expect(try #require(longest) < .seconds(1))
      #expect(try await house.isAlive())
      for _ in 0..<400 where house.bulletin.count > 0 {
        house.bulletin.tell("change", news)
        try await Task.sleep(for: .milliseconds(100))
      }
      #expect(house.bulletin.count == 0)
      deaf.hangUp()
    }
  }

  @Test func listenersHearNewsAndAreForgottenWhenTheyGo() async throws {
    try await House().open { (house: House) async throws in
      let (cookie, _) = try await house.visit()
      let line = try Line(port: house.port)
      try line.send("GET /events HTTP/1.1\r\nHost: localhost\r\nCookie: \(cookie)\r\n\r\n")
      try await eventually { house.bulletin.count == 1 }
      house.bulletin.tell("change", ["pages": [1, 2]])
      let heard = try await line.read { $0.contains("event: change") }
      #expect(heard.contains("Content-Type: text/event-stream"))
      #expect(heard.contains("data: {\"pages\":[1,2]}"))
      line.hangUp()
      for _ in 0..<400 where house.bulletin.count > 0 {
        house.bulletin.beat()
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(house.bulletin.count == 0)
    }
  }

}
