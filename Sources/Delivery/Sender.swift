import FoundationEssentials
import Glibc
import Newspaper

/// Sends what waits in the ledger, step by step, so that it can be broken off anywhere.
struct Sender {
  let plant: Plant
  let ledger: Ledger
  let carrier: any Carrier
  let now: () -> Int
  /// CIP4's schema, where the user has it: tickets that do not follow it are not sent.
  var schema: String?
  /// Asked before each piece whether to go on.
  var isWanted: () -> Bool = { true }

  /// Sends all that waits; returns how many pieces went.
  func sendAll(report: inout Report, progress: (String) -> Void) -> Int {
    var sent = 0
    var late: Set<Int> = []
    do throws(Diagnostic) {
      for piece in try ledger.waiting() where isWanted() {
        do throws(SendingFault) {
          guard let content = try content(of: piece) else { continue }
          progress(piece.name)
          try send(piece, content)
          sent += 1
          if late.insert(piece.shipment).inserted { try tellIfLate(piece, &report) }
        } catch {
          report.add(error.diagnostic)
          if case .line = error { break }
        }
      }
    } catch {
      report.add(error)
    }
    return sent
  }

  private func send(_ piece: Piece, _ content: Content) throws(SendingFault) {
    if piece.state != .queued, case .delivered(let job) = try carrier.trace(piece, content) {
      return try mark(piece, .sent, job: job)
    }
    try mark(piece, .sending)
    let job = try carrier.send(piece, content) { () throws(SendingFault) in
      try mark(piece, .arrived)
    }
    try mark(piece, .sent, job: job)
  }

  private func mark(
    _ piece: Piece, _ state: PieceState, job: Int? = nil
  ) throws(SendingFault) {
    do throws(Diagnostic) { try ledger.mark(piece, state, job: job, at: now()) } catch {
      throw .line(error)
    }
  }

  // MARK: What is sent

  /// The bytes of a piece; nil for a list or ticket whose files have not all gone.
  private func content(of piece: Piece) throws(SendingFault) -> Content? {
    guard piece.role == .list || piece.role == .ticket else { return try file(of: piece) }
    do throws(Diagnostic) {
      let files = try ledger.files(of: piece.shipment)
      let gone: [PieceState] = [.sent, .acknowledged, .refused]
      guard files.allSatisfy({ gone.contains($0.state) }),
        let shipment = try ledger.shipment(piece.shipment)
      else { return nil }
      if piece.role == .list { return Content(Array(ChecksumList(files: files).text.utf8)) }
      let ticket = Ticket(shipment: shipment, files: files)
      if let schema, let fault = ticket.fault(by: schema, of: piece.name) { throw fault }
      return Content(Array(ticket.text.utf8))
    } catch {
      throw error.code == "delivery.ticket" ? .piece(error) : .line(error)
    }
  }

  private func file(of piece: Piece) throws(SendingFault) -> Content {
    guard let data = FileManager.default.contents(atPath: piece.path) else {
      throw .piece(
        Diagnostic(
          .error, "delivery.source", subject: piece.name,
          "\(piece.path) is waiting to be sent and cannot be read",
          hints: ["run forme press again, then the same delivery"]))
    }
    let content = Content([UInt8](data))
    // A file half way over is known by the sum it had; one that has arrived only needs its name.
    guard content.sha256 == piece.sha256 else {
      throw .piece(
        Diagnostic(
          .error, "delivery.source", subject: piece.name,
          "\(piece.path) has other bytes than its manifest says",
          hints: ["deliver its folder again, with --resend if the plant has the page already"]))
    }
    return content
  }

  private func tellIfLate(_ piece: Piece, _ report: inout Report) throws(SendingFault) {
    do throws(Diagnostic) {
      guard let shipment = try ledger.shipment(piece.shipment), let due = shipment.due,
        localTime(now()) > due
      else { return }
      report.add(
        Diagnostic(
          .warning, "delivery.late", subject: shipment.folder,
          "\(shipment.folder): was due at \(due.replacing("T", with: " "))"))
    } catch {
      throw .line(error)
    }
  }

  /// As 2026-12-30T23:30, by the clock on the wall.
  private func localTime(_ seconds: Int) -> String {
    var (seconds, parts) = (time_t(seconds), tm())
    localtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min))"
  }

  // MARK: What became of it

  /// Asks the plant about all that it has not acknowledged.
  func askPlant(report: inout Report) {
    do throws(Diagnostic) {
      do throws(SendingFault) {
        let pieces: [Piece]
        do throws(Diagnostic) { pieces = try ledger.unacknowledged() } catch { throw .line(error) }
        for word in pieces.isEmpty ? [] : try carrier.acknowledgements(of: pieces) {
          switch word.word {
          case .taken: try mark(word.piece, .acknowledged)
          case .refused(let reason):
            try mark(word.piece, .refused)
            report.add(
              Diagnostic(
                .error, "delivery.refused", subject: word.piece.name,
                "\(word.piece.name): \(reason)",
                hints: ["send it again with --resend --pages"]))
          case .doubled(let places):
            report.add(
              Diagnostic(
                .warning, "delivery.double", subject: word.piece.name,
                "\(word.piece.name) came \(places.count) times: " + places.joined(separator: ", "),
                hints: ["use one and destroy the others"]))
          }
        }
      } catch {
        throw error.diagnostic
      }
    } catch {
      report.add(error)
    }
  }
}

/// 校验清单: what was sent, as `sha256sum --check` reads it.
struct ChecksumList {
  let files: [Piece]

  var text: String { files.map { "\($0.sha256)  \($0.name)\n" }.joined() }
}
