import FlyingFox
import Foundation
import Newspaper
import Production

/// 审样台: answers what browsers ask about one issue, and does what they are told to do.
///
/// Every path is made of fixed names, numbers and digests; files of the issue are named in bodies
/// and looked up among those that the issue itself names.
struct ProofDesk: Sendable {
  let live: LiveIssue
  /// Nil where it cannot be opened at all: then nothing is kept and the reason is told.
  let store: DeskStore?
  let storeFault: DeskFault?
  /// Everybody's roles; nil where there are no accounts.
  let roster: Roster?
  let bulletin: Bulletin
  let shelf: PlateShelf

  /// Answers a wish; nil when there is no such thing.
  func answer(_ wish: Reception.Wish) async -> HTTPResponse? {
    do {
      return wish.request.method == .POST ? try await act(on: wish) : try await show(wish)
    } catch let refusal as EditRefusal {
      return .json(RefusedEdit(refusal), .conflict)
    } catch let fault as DeskFault {
      return .json(Refusal(fault), .conflict)
    } catch let refusal as Refusal {
      return .json(refusal, .badRequest)
    } catch is DecodingError {
      return .json(Refusal(.unclear, "the desk does not understand this"), .badRequest)
    } catch {
      return .json(Refusal(.failed, "\(error)"), .internalServerError)
    }
  }

  private func show(_ wish: Reception.Wish) async throws -> HTTPResponse? {
    let path = wish.path.map(String.init)
    switch (path.first, path.count) {
    case ("events", 1): return events(wish)
    case ("tile", 5): return await tile(path)
    case ("picture", 3): return await picture(path)
    case ("plate", 3): return await plate(path)
    case ("difference", 3): return try await difference(path[1], path[2])
    case ("kept", 2):
      return PageDigest(path[1]).flatMap { store?.picture(of: $0) }.map(HTTPResponse.picture)
    case ("api", 2):
      switch path[1] {
      case "issue": return .json(await overview(for: wish))
      case "log": return try await log()
      case "source": return try await source(wish)
      default: return nil
      }
    case ("api", 3):
      switch path[1] {
      case "page": return await page(path[2])
      case "plates": return await plates(path[2])
      case "plan": return try await plan(path[2])
      case "versions": return try await versions(path[2])
      default: return nil
      }
    case ("api", 4):
      switch path[1] {
      case "overlay": return try await overlay(path[2], layer: path[3])
      case "compare": return try await compare(path[2], path[3])
      default: return nil
      }
    default: return nil
    }
  }

  private func act(on wish: Reception.Wish) async throws -> HTTPResponse? {
    guard wish.path.count == 2, wish.path[0] == "api" else { return nil }
    switch wish.path[1] {
    case "edit", "undo", "redo": return try await edit(wish)
    case "remark", "reply", "resolve", "reopen": return try await mark(wish)
    case "sign", "withdraw": return try await sign(wish)
    default: return nil
    }
  }

  private func events(_ wish: Reception.Wish) -> HTTPResponse {
    HTTPResponse(
      statusCode: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: HTTPBodySequence(from: bulletin.listen(in: wish.session))
    ).guarded
  }

  /// Who does something: the account, else the name that was given.
  func name(in wish: Reception.Wish, _ given: String?) throws(Refusal) -> String {
    if let account = wish.account { return account }
    guard let given, given.contains(where: { !$0.isWhitespace }) else {
      throw Refusal(.nameless, "say who you are")
    }
    return given
  }
}

/// What is answered when something is not done.
struct Refusal: Error, Encodable {
  /// Why, in a word that the web desk has words for in the language of who reads it.
  enum Reason: String, Encodable { case nameless, unclear, pageChanged, notOnRoster, failed, fault }
  var reason: Reason
  /// The code of the finding that says more, where there is one.
  var code: String?
  var words: String

  init(_ reason: Reason, _ words: String) {
    self.reason = reason
    self.words = words
  }

  init(_ fault: DeskFault) {
    self.init(
      .fault,
      ([fault.diagnostic.summary] + fault.diagnostic.hints.prefix(1)).joined(separator: "; "))
    code = fault.diagnostic.code
  }
}

struct RefusedEdit: Encodable {
  var words: String
  var refusal: EditRefusal

  init(_ refusal: EditRefusal) {
    self.refusal = refusal
    words = "\(refusal)"
  }
}

extension Reception.Wish {
  /// The body as a value.
  func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: body)
  }
}

// MARK: - Pictures

extension ProofDesk {
  private func tile(_ path: [String]) async -> HTTPResponse? {
    guard let digest = PageDigest(path[1]), let zoom = Int(path[2]), let column = Int(path[3]),
      let row = Int(path[4])
    else { return nil }
    return await live.tile(digest, zoom: zoom, column: column, row: row).map(HTTPResponse.picture)
  }

  private func picture(_ path: [String]) async -> HTTPResponse? {
    guard let digest = PageDigest(path[1]), let width = Int(path[2]) else { return nil }
    return await live.picture(digest, width: width).map(HTTPResponse.picture)
  }

  private struct PlateList: Encodable {
    var names: [String]
    var findings: [Finding]
  }

  private func plates(_ digest: String) async -> HTTPResponse? {
    guard let digest = PageDigest(digest), let plates = await shelf.plates(of: digest) else {
      return nil
    }
    return .json(
      PlateList(
        names: plates.pictures.map(\.name),
        findings: plates.report.diagnostics.filter { $0.severity == .error }.map(Finding.init)))
  }

  /// A plate by its place in the list, as inks have any names.
  private func plate(_ path: [String]) async -> HTTPResponse? {
    guard let digest = PageDigest(path[1]), let index = Int(path[2]),
      let plates = await shelf.plates(of: digest), plates.pictures.indices.contains(index)
    else { return nil }
    return .picture(plates.pictures[index].png)
  }
}
