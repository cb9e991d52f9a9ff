import FlyingSocks
import Foundation
public import Newspaper

/// 审样台的门: serves the web desk of one issue.
public struct ProofServer: Sendable {
  /// Where the desk can be reached.
  public struct Door: Sendable {
    /// A numerical address; this machine's own unless told otherwise.
    public var host: String
    /// The port; 0 takes any that is free.
    public var port: UInt16
    /// More names by which browsers may call the desk, such as that of a machine.
    public var names: [String]

    /// Describes a door.
    public init(host: String = "127.0.0.1", port: UInt16 = 0, names: [String] = []) {
      self.host = host
      self.port = port
      self.names = names
    }
  }

  /// The address to open in a browser, with the token where one is demanded.
  public let address: String
  /// What is to be known about the way in, such as that a token is demanded.
  public let report: Report
  private let socket: Socket
  private let porter: Porter
  private let live: LiveIssue
  private let desk: ProofDesk
  private let limits: DeskLimits

  /// Opens the door and reads the issue; a report says why it could not.
  public static func open(issue folder: String, edition: String?, press: String?, door: Door) async
    -> (ProofServer?, Report)
  {
    await open(issue: folder, edition: edition, press: press, door: door, limits: DeskLimits())
  }

  static func open(
    issue folder: String, edition: String?, press: String?, door: Door, limits: DeskLimits
  ) async -> (ProofServer?, Report) {
    var report = Report()
    guard let web = WebFiles() else {
      report.add(
        Diagnostic(
          .error, "desk.web", subject: "web desk", "the files of the web desk are missing",
          hints: ["install Forme again, with forme_Proofing.resources beside the program"]))
      return (nil, report)
    }
    let live = LiveIssue(folder: folder, edition: edition, press: press)
    await live.start()
    var storeFault: DeskFault?
    let store: DeskStore?
    do {
      store = try DeskStore(folder: folder)
    } catch {
      (store, storeFault) = (nil, error)
      report.add(error.diagnostic)
    }
    let roster: Roster?
    do {
      roster = try await Self.roster(of: live)
    } catch {
      // Who may come in is not known: nobody may.
      report.add(error.diagnostic)
      return (nil, report)
    }
    let desk = ProofDesk(
      live: live, store: store, storeFault: storeFault, roster: roster, bulletin: Bulletin(),
      shelf: PlateShelf(live: live))
    let entrance: Entrance =
      if let roster { .accounts(roster) } else if door.host.isLoopback { .open } else {
        .token(.secret())
      }
    do {
      let socket = try Porter.listen(at: door.host, port: door.port)
      return (
        ProofServer(
          socket: socket, door: door, web: web, desk: desk, entrance: entrance, limits: limits,
          report: report), report
      )
    } catch {
      report.add(
        Diagnostic(
          .error, "desk.door", subject: "\(door.host):\(door.port)",
          "the desk cannot be opened at \(door.host), port \(door.port)",
          explanation: Porter.words(for: error),
          hints: ["give a numerical address of this machine", "take another --port"]))
      return (nil, report)
    }
  }

  /// The accounts of the publication; nil when it has none.
  private static func roster(of live: LiveIssue) async throws(DeskFault) -> Roster? {
    guard let folder = await live.snapshot.issue?.publication.folder,
      let roster = try Roster.existing(folder: folder)
    else { return nil }
    return try await roster.members().isEmpty ? nil : roster
  }

  private init(
    socket: Socket, door: Door, web: WebFiles, desk: ProofDesk, entrance: Entrance,
    limits: DeskLimits, report: Report
  ) {
    self.socket = socket
    self.desk = desk
    self.limits = limits
    live = desk.live
    var port = door.port
    switch try? socket.sockname() {
    case .ip4(_, let bound), .ip6(_, let bound): port = bound
    default: break
    }
    let host = door.host.contains(":") ? "[\(door.host)]" : door.host
    var address = "http://\(host):\(port)/"
    var report = report
    switch entrance {
    case .open: break
    case .token(let token):
      address += "#token=\(token)"
      report.add(
        Diagnostic(
          .note, "desk.token", subject: "\(host):\(port)",
          "the desk can be reached from other machines; who comes in must know the token in its "
            + "address",
          hints: ["give the whole address to those who may come in", "or enter accounts"]))
    case .accounts:
      report.add(
        Diagnostic(
          .note, "desk.accounts", subject: "\(host):\(port)",
          "who comes in must have an account of the publication"))
    }
    if !door.host.isLoopback {
      report.add(
        Diagnostic(
          .warning, "desk.plain", subject: "\(host):\(port)",
          "what passes between browsers and the desk can be read on the way: it is not encrypted",
          hints: ["put a server with a certificate in front of it, and name that with --name"]))
    }
    self.address = address
    self.report = report
    let reception = Reception(
      rules: HouseRules(host: door.host, names: door.names), entrance: entrance,
      visitors: Visitors(port: port), web: web, rates: Rates(limits),
      desk: { await desk.answer($0) })
    porter = Porter(limits: limits) { await reception.answer($0, from: $1) }
  }

  /// Serves until the task is cancelled.
  public func serve() async throws {
    let desk = self.desk
    let limits = self.limits
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for await change in await desk.live.changes() { desk.bulletin.tell("change", change) }
      }
      group.addTask { await desk.keepVersions() }
      group.addTask {
        while true {
          try await Task.sleep(for: limits.heartbeat)
          desk.bulletin.beat()
        }
      }
      if let roster = desk.roster {
        group.addTask {
          while true {
            try await Task.sleep(for: limits.rollCall)
            for session in desk.bulletin.sessions
            where (try? await roster.member(ofSession: session)) == nil {
              desk.bulletin.end(session)
            }
          }
        }
      }
      // Whatever else comes to an end, the door stays open.
      defer { group.cancelAll() }
      try await porter.serve(on: socket)
    }
  }
}
