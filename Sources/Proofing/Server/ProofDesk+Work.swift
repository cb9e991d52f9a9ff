import FlyingFox
import Foundation
import Intake
import Newspaper
import Production

// What is done: edits, remarks, signatures; and what was there before.

extension ProofDesk {
  private struct EditOrder: Decodable {
    var edit: SourceEdit?
    var by: String?
  }

  func edit(_ wish: Reception.Wish) async throws -> HTTPResponse {
    let order = try wish.read(EditOrder.self)
    switch wish.path[1] {
    case "undo": return try await enter(await live.undo(), "undo", wish, order.by)
    case "redo": return try await enter(await live.redo(), "redo", wish, order.by)
    default:
      guard let edit = order.edit else { throw Refusal(.unclear, "no edit") }
      return try await enter(await live.edit(edit), edit.change.word, wish, order.by)
    }
  }

  /// Enters an edit that was made in the log; the file has it whether the log takes it or not.
  private func enter(
    _ receipt: EditReceipt, _ what: String, _ wish: Reception.Wish, _ given: String?
  ) async throws -> HTTPResponse {
    let name = (try? name(in: wish, given)) ?? "?"
    try? await store?.edited("\(what) \(receipt.file)", by: name)
    return .json(receipt)
  }

  /// A story's file with what can be edited of it at the desk.
  private struct StorySource: Encodable {
    struct FocusedPhoto: Encodable {
      var file: String
      /// Thousandths from left and top.
      var x: Int
      var y: Int
    }
    var source: SourceFile
    var heads: [String: String]
    var photos: [FocusedPhoto]

    init(_ source: SourceFile, _ story: Story?) {
      self.source = source
      heads = [:]
      heads["kicker"] = story?.kicker?.value
      heads["headline"] = story?.headline?.value.joined(separator: "\n")
      heads["deck"] = story?.deck?.value
      heads["byline"] = story?.byline?.value
      photos =
        story?.photos.map {
          FocusedPhoto(file: $0.file.value, x: $0.focus.x, y: $0.focus.y)
        } ?? []
    }
  }

  /// A file of the issue as it is now, by the name that the issue has for it; the name is looked up,
  /// never opened.
  func source(_ wish: Reception.Wish) async throws -> HTTPResponse? {
    guard let name = wish.request.query.first(where: { $0.name == "file" })?.value,
      let file = await live.source(name)
    else { return nil }
    return .json(StorySource(file, await live.snapshot.issue?.stories[name]))
  }

  private struct MarkOrder: Decodable {
    var page: Int?
    var digest: PageDigest?
    var place: RemarkPlace?
    var text: String?
    var remark: Int?
    var signature: Int?
    var stage: String?
    var by: String?
  }

  func mark(_ wish: Reception.Wish) async throws -> HTTPResponse {
    let order = try wish.read(MarkOrder.self)
    let name = try name(in: wish, order.by)
    let store = try openStore()
    let remark: Remark
    switch wish.path[1] {
    case "remark":
      guard let page = order.page, let digest = order.digest, let place = order.place else {
        throw Refusal(.unclear, "a remark needs a page, its digest and a place")
      }
      remark = try await store.remark(
        order.text ?? "", at: place, on: await live.snapshot.deskPage(page), digest, by: name)
    case "reply":
      remark = try await store.reply(order.text ?? "", to: order.remark ?? 0, by: name)
    case "resolve": remark = try await store.resolve(order.remark ?? 0, by: name)
    default: remark = try await store.reopen(order.remark ?? 0, by: name)
    }
    bulletin.tell("marks", [remark.page.number])
    return .json(remark)
  }

  func sign(_ wish: Reception.Wish) async throws -> HTTPResponse {
    let order = try wish.read(MarkOrder.self)
    let name = try name(in: wish, order.by)
    let store = try openStore()
    let signature: Signature
    if wish.path[1] == "withdraw" {
      signature = try await store.withdraw(order.signature ?? 0, by: name)
    } else {
      let snapshot = await live.snapshot
      guard let number = order.page, let page = snapshot.page(number),
        let stage = snapshot.stages[order.stage ?? ""]
      else { throw Refusal(.unclear, "a signature needs a page and a stage") }
      guard page.digest == order.digest else {
        throw Refusal(
          .pageChanged, "the page has changed since you looked at it; look again, then sign")
      }
      let member = try await member(named: name, signing: stage)
      try await keep(page, as: snapshot.deskPage(number), in: store)
      signature = try await store.sign(
        snapshot.deskPage(number), page.digest, stage: stage.name, of: snapshot.stages, by: member)
    }
    bulletin.tell("marks", [signature.page.number])
    return .json(signature)
  }

  /// Who signs; without accounts whoever is at this machine signs in any role.
  private func member(named name: String, signing stage: SigningStages.Stage) async throws
    -> Member
  {
    guard let roster else { return Member(name, roles: stage.roles) }
    guard let member = try await roster.members().first(where: { $0.name == name }) else {
      throw Refusal(.notOnRoster, "\(name) is no longer on the roster")
    }
    return member
  }

  private func openStore() throws -> DeskStore {
    if let store { return store }
    throw storeFault ?? DeskFault(.broken, at: ".forme")
  }

  /// The log as JSON lines, to be kept elsewhere.
  func log() async throws -> HTTPResponse? {
    guard let store else { return nil }
    return HTTPResponse(
      statusCode: .ok,
      headers: [
        .contentType: "application/jsonl; charset=utf-8", .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"log.jsonl\"",
      ],
      body: Data(try await store.exportLog().utf8)
    ).guarded
  }
}

extension SourceChange {
  /// What was changed, in a word for the log.
  fileprivate var word: String {
    switch self {
    case .body: "body"
    case .head(let key, _): key.rawValue
    case .focus(let photo, _, _): "focus of \(photo)"
    case .assign(let page, let slot, _): "page \(page) \(slot)"
    case .swap(let page, let slot, let otherPage, let otherSlot):
      "page \(page) \(slot) with page \(otherPage) \(otherSlot)"
    }
  }
}
