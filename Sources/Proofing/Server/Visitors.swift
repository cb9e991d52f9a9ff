import FlyingFox
import Foundation
import Synchronization

/// 来访登记: browsers that were let in, known by a cookie, each with the key that its writes carry.
final class Visitors: Sendable {
  /// Somebody at a browser.
  struct Visitor: Sendable {
    /// What the cookie holds.
    var pass: String
    /// What every write must carry: a foreign page can neither read nor guess it.
    var key: String
    /// The account and its session, where there are accounts.
    var account: Account?
    fileprivate var order: Int
  }

  /// Whoever has an account comes in a session of the roster, and goes when it ends.
  struct Account: Sendable {
    var name: String
    var session: String
  }

  private struct Register {
    var visitors: [String: Visitor] = [:]
    var count = 0
  }

  private let register = Mutex(Register())
  private let cookie: String

  /// A register for the desk at a port; cookies are shared by all ports of a host.
  init(port: UInt16) {
    cookie = "forme-\(port)"
  }

  /// Whoever sends a request; nil for a stranger.
  func visitor(sending request: HTTPRequest) -> Visitor? {
    let pairs = (request.headers[.cookie] ?? "").split(separator: ";")
    for pair in pairs {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == cookie else {
        continue
      }
      return register.withLock { $0.visitors[String(parts[1])] }
    }
    return nil
  }

  /// Enters somebody in the register; of more than 2,000 the first is forgotten.
  func admit(account: Account? = nil) -> Visitor {
    register.withLock { register in
      register.count += 1
      let visitor = Visitor(
        pass: .secret(), key: .secret(), account: account, order: register.count)
      if register.visitors.count >= 2000,
        let first = register.visitors.values.min(by: { $0.order < $1.order })
      {
        register.visitors[first.pass] = nil
      }
      register.visitors[visitor.pass] = visitor
      return visitor
    }
  }

  /// Strikes somebody off.
  func dismiss(_ visitor: Visitor) {
    register.withLock { $0.visitors[visitor.pass] = nil }
  }

  /// The cookie by which a visitor is known again.
  func cookie(for visitor: Visitor) -> String {
    "\(cookie)=\(visitor.pass); Path=/; HttpOnly; SameSite=Strict"
  }
}

extension String {
  /// 32 hexadecimal digits that nobody can guess.
  static func secret() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Whether two secrets are the same, in a time that does not tell how much of them is.
  func isSameSecret(as other: String) -> Bool {
    let (mine, theirs) = (Array(utf8), Array(other.utf8))
    guard mine.count == theirs.count else { return false }
    return zip(mine, theirs).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
