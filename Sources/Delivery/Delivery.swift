// Delivery 传版: edition folders in, the plant has their files, each once and whole.
//
// - DeliveryDesk: sends the folders of a run to a plant, and says what became of them
// - Resend: which files go again that the plant has already
// - Standing: how far each file has come
//
// The ledger is the truth: what it calls sent is never sent again, and a name at the plant never
// stands for other bytes. What it never does: make or change a page.

import FoundationEssentials
import Glibc
import Intake
public import Newspaper

/// Which files go again that the plant has already; each gets a new version letter.
public enum Resend: Hashable, Sendable {
  /// None.
  case nothing
  /// Those that have other bytes by now.
  case whatChanged
  /// These pages, changed or not.
  case pages(Set<Int>)
}

/// How far a file has come.
public struct Standing: Hashable, Sendable, Codable {
  /// The name at the plant.
  public var name: String
  /// The edition's folder that it comes from.
  public var folder: String
  /// A, B, C.
  public var version: String
  /// In bytes; of a list or a ticket that is not yet written 0.
  public var bytes: Int
  /// Where it is on its way.
  public var state: PieceState
  /// When it came into this state, in seconds since 1970.
  public var since: Int
  /// When it is due, such as 2026-12-30T23:30; nil for no deadline.
  public var due: String?
}

/// 传版台账: the states of a file on its way.
public enum PieceState: String, Hashable, Sendable, Codable, CaseIterable {
  case queued
  /// Its bytes are going over.
  case sending
  /// All its bytes lie at the plant, under the name of a part.
  case arrived
  case sent
  /// The plant has taken it, or printed it.
  case acknowledged
  /// The plant did not print it.
  case refused
  /// Another version went in its place before it was sent.
  case replaced
}

/// Sends editions to one plant.
public struct DeliveryDesk: Sendable {
  /// Where the files go.
  public let plant: Plant
  /// Seconds since 1970; tests stop the clock.
  var now: @Sendable () -> Int = { time(nil) }

  /// Codes of faults that may be gone in a while.
  public static let passing: Set = [
    "delivery.busy", "delivery.folder", "delivery.sftp", "delivery.ipp",
  ]

  /// What a delivery came to.
  public struct Outcome: Sendable {
    /// How many files went now, lists and tickets included.
    public var sent = 0
    /// How many the plant has from before.
    public var known = 0
    /// All that went wrong.
    public var report = Report()
  }

  /// Reads `plant.yaml`; nil when nothing can be sent by it.
  public static func open(_ file: String) -> (DeliveryDesk?, Report) {
    let (plant, report) = Intake.plant(named: file)
    return (plant.map { DeliveryDesk(plant: $0) }, report)
  }

  /// Sends the files of edition folders, those due first at the front, and what an earlier run left.
  ///
  /// - Parameters:
  ///   - folders: Edition folders, each with its `manifest.json`.
  ///   - resend: What goes again under a new version letter.
  ///   - schema: CIP4's `xjdf.xsd`, which tickets are to follow.
  ///   - progress: Told the name of each file as it goes.
  ///   - isWanted: Asked before each file whether to go on.
  /// - Returns: How many files went, and all that went wrong.
  public func deliver(
    _ folders: [String], resend: Resend = .nothing, schema: String? = nil,
    progress: (String) -> Void = { _ in }, isWanted: @escaping () -> Bool = { true }
  ) -> Outcome {
    var outcome = Outcome()
    do throws(Diagnostic) {
      let lock = try DeskLock(beside: plant.ledger)
      defer { lock.release() }
      let ledger = try Ledger(plant.ledger)
      for folder in folders {
        do throws(Diagnostic) {
          let edition = try EditionFolder(folder)
          outcome.known += try ledger.queue(
            edition, for: plant, resend: resend, at: now(), report: &outcome.report)
        } catch {
          outcome.report.add(error)
        }
      }
      let sender = Sender(
        plant: plant, ledger: ledger, carrier: carrier(), now: now, schema: schema,
        isWanted: isWanted)
      outcome.sent = sender.sendAll(report: &outcome.report, progress: progress)
    } catch {
      outcome.report.add(error)
    }
    return outcome
  }

  /// How far every file has come, after asking the plant about those that it has not acknowledged.
  public func status() -> (standings: [Standing], report: Report) {
    var report = Report()
    do throws(Diagnostic) {
      let lock = try DeskLock(beside: plant.ledger)
      defer { lock.release() }
      let ledger = try Ledger(plant.ledger)
      let sender = Sender(plant: plant, ledger: ledger, carrier: carrier(), now: now)
      sender.askPlant(report: &report)
      return (try ledger.standings(), report)
    } catch {
      report.add(error)
      return ([], report)
    }
  }

  /// How many files are in which state, without asking the plant or waiting for a sender; nil while
  /// there is no ledger.
  public func counts() -> [(state: String, count: Int)]? {
    guard FileManager.default.fileExists(atPath: plant.ledger),
      let standings = try? Ledger(plant.ledger).standings()
    else { return nil }
    return PieceState.allCases.map { state in
      (state.rawValue, standings.count { $0.state == state })
    }
  }

  private func carrier() -> any Carrier {
    switch plant.transport {
    case .folder(let path): FolderCarrier(path: path)
    case .sftp(let account): SFTPCarrier(account, outgoing: plant.ledger + ".outgoing")
    case .ipp(let printer): PrinterCarrier(printer)
    }
  }
}
