import FlyingFox
import Foundation
import Synchronization

/// How somebody gets in.
enum Entrance: Sendable {
  /// Whoever can reach this machine's own address.
  case open
  /// Whoever knows the word that was printed when the desk was opened.
  case token(String)
  /// Whoever is on the roster and knows the password.
  case accounts(Roster)

  fileprivate var name: String {
    switch self {
    case .open: "open"
    case .token: "token"
    case .accounts: "accounts"
    }
  }
}

/// 接待: stands between the porter and the desk, and lets through only what keeps to the rules of
/// the house, is not too much, and comes from somebody who was let in.
struct Reception: Sendable {
  /// What the desk is asked, by whom.
  struct Wish: Sendable {
    var request: HTTPRequest
    /// The names in the path: `/api/page/3` is `["api", "page", "3"]`.
    var path: [Substring]
    /// The account it comes from, and the roster's session, where there are accounts.
    var account: String?
    var session: String?
    var body: Data
  }

  let rules: HouseRules
  let entrance: Entrance
  let visitors: Visitors
  let web: WebFiles
  let rates: Rates
  /// Answers what was let through; nil when there is no such thing.
  let desk: @Sendable (Wish) async -> HTTPResponse?

  /// Answers a request from an address.
  func answer(_ request: HTTPRequest, from address: String) async -> HTTPResponse {
    guard rates.allows(.requests, from: address) else { return .tooMany }
    if let breach = rules.breach(by: request) { return breach }
    let path = request.path.split(separator: "/")
    if let answer = await frontDoor(request, path, from: address) { return answer }
    guard let visitor = await visitor(sending: request) else {
      return .words("come in by the front page first", .unauthorized)
    }
    if request.method == .POST {
      guard rates.allows(.writes, from: address) else { return .tooMany }
      guard let key = request.headers[HTTPHeader("X-Forme-Key")], key.isSameSecret(as: visitor.key)
      else { return .words("the key of this visit is missing; load the page anew", .forbidden) }
    }
    guard let body = try? await request.bodyData else { return .words("no body", .badRequest) }
    let wish = Wish(
      request: request, path: path, account: visitor.account?.name,
      session: visitor.account?.session, body: body)
    return await desk(wish) ?? .words("there is nothing here", .notFound)
  }

  /// Whoever sends a request, as long as the roster has their session: it ends with the member, the
  /// password, and the day.
  private func visitor(sending request: HTTPRequest) async -> Visitors.Visitor? {
    guard let visitor = visitors.visitor(sending: request) else { return nil }
    guard case .accounts(let roster) = entrance else { return visitor }
    guard let account = visitor.account,
      let member = try? await roster.member(ofSession: account.session)
    else {
      visitors.dismiss(visitor)
      return nil
    }
    return member.name == account.name ? visitor : nil
  }

  /// What is given to strangers too: the empty desk, and the way in.
  private func frontDoor(_ request: HTTPRequest, _ path: [Substring], from address: String) async
    -> HTTPResponse?
  {
    switch (request.method, path.first, path.count) {
    case (.GET, nil, _), (.HEAD, nil, _): web.answer("index.html", to: request)
    case (.GET, "web", 2): web.answer(String(path[1]), to: request)
    case (.GET, "api", 2) where path[1] == "session": await session(of: request)
    case (.POST, "api", 2) where path[1] == "enter": await enter(request, from: address)
    case (.POST, "api", 2) where path[1] == "leave": await leave(request)
    default: nil
    }
  }

  private struct Session: Encodable {
    var entrance: String
    var key: String?
    var account: String?
  }

  private func session(of request: HTTPRequest) async -> HTTPResponse {
    if let visitor = await visitor(sending: request) {
      return .json(
        Session(entrance: entrance.name, key: visitor.key, account: visitor.account?.name))
    }
    guard case .open = entrance else { return .json(Session(entrance: entrance.name)) }
    return welcome(visitors.admit())
  }

  private func welcome(_ visitor: Visitors.Visitor) -> HTTPResponse {
    var response = HTTPResponse.json(
      Session(entrance: entrance.name, key: visitor.key, account: visitor.account?.name))
    response.headers[.setCookie] = visitors.cookie(for: visitor)
    return response
  }

  private struct Credentials: Decodable {
    var token: String?
    var name: String?
    var password: String?
  }

  private func enter(_ request: HTTPRequest, from address: String) async -> HTTPResponse {
    guard rates.allows(.attempts, from: address) else { return .tooMany }
    guard let body = try? await request.bodyData,
      let said = try? JSONDecoder().decode(Credentials.self, from: body)
    else { return .words("send a token, or a name and a password", .badRequest) }
    switch entrance {
    case .open: return welcome(visitors.admit())
    case .token(let token):
      guard let word = said.token, word.isSameSecret(as: token) else { break }
      return welcome(visitors.admit())
    case .accounts(let roster):
      guard let name = said.name, let password = said.password,
        let member = try? await roster.verify(name, password: password),
        let session = try? await roster.openSession(of: member)
      else { break }
      return welcome(visitors.admit(account: .init(name: member.name, session: session)))
    }
    return .words("not known", .unauthorized)
  }

  private func leave(_ request: HTTPRequest) async -> HTTPResponse {
    if let visitor = visitors.visitor(sending: request),
      request.headers[HTTPHeader("X-Forme-Key")]?.isSameSecret(as: visitor.key) == true
    {
      visitors.dismiss(visitor)
      if case .accounts(let roster) = entrance, let account = visitor.account {
        try? await roster.closeSession(account.session)
      }
    }
    return .words("goodbye", .ok)
  }
}

/// How much each address has left.
final class Rates: Sendable {
  enum Kind: Hashable { case requests, writes, attempts }

  private struct Account: Hashable {
    var kind: Kind
    var address: String
  }

  private let limits: DeskLimits
  private let accounts = Mutex<[Account: Allowance]>([:])

  init(_ limits: DeskLimits) {
    self.limits = limits
  }

  /// Takes one of a kind; false when an address has none left.
  func allows(_ kind: Kind, from address: String, now: ContinuousClock.Instant = .now) -> Bool {
    let terms =
      switch kind {
      case .requests: limits.requests
      case .writes: limits.writes
      case .attempts: limits.attempts
      }
    return accounts.withLock { accounts in
      // Addresses come and go; a register that has grown long is begun anew but for this kind.
      if accounts.count > 4096 { accounts = accounts.filter { $0.key.kind == .attempts } }
      if accounts.count > 8192 { accounts = [:] }
      let account = Account(kind: kind, address: address)
      var allowance = accounts[account] ?? Allowance(terms, now: now)
      let isAllowed = allowance.take(terms, now: now)
      accounts[account] = allowance
      return isAllowed
    }
  }
}

extension HTTPResponse {
  fileprivate static var tooMany: HTTPResponse {
    .words("too many requests; wait a moment", HTTPStatusCode(429, phrase: "Too Many Requests"))
  }
}
