import FoundationEssentials
import Glibc
public import Newspaper
import ObjectStore
import Prepress

/// 印务间: what can be asked of a run, and said to it, from another terminal.
public enum PressRoom {
  /// Codes of faults that may be gone in a while: run again.
  public static let passing: Set = [
    "press.busy", "press.engine", "press.store", "watch.busy", "watch.folder", "watch.later",
  ]

  /// Whether a text names a store of finished pages.
  public static func isStore(_ text: String) -> Bool { BucketAddress(text) != nil }

  // MARK: - Asking

  /// Where the latest run of an output folder stands.
  public static func status(_ output: String) -> (status: PressStatus?, report: Report) {
    var report = Report()
    guard let journal = opened(output), let latest = journal.latest() else {
      report.add(nothing(output))
      return (nil, report)
    }
    var units = latest.units.map { unit in
      PressStatus.Unit(
        name: unit.name, key: unit.key, state: unit.state.rawValue, attempts: unit.attempts,
        cause: unit.cause, milliseconds: unit.took)
    }
    var state = latest.words
    if latest.ended == nil || state == Journal.left, !isBusy(output) {
      // Nobody coordinates; of a run on a cluster the receipts tell how far it is.
      if lastOrder(output)?.cluster != nil { lookUp(&units, in: output) }
      state = state == Journal.left ? standing(of: output) : "killed"
    }
    return (
      PressStatus(state: state, began: latest.began, ended: latest.ended, units: units), report
    )
  }

  private static func lookUp(_ units: inout [PressStatus.Unit], in output: String) {
    let store = lastOrder(output)?.openStore(output) ?? FolderStore(folder: place(output))
    for index in units.indices where ["running", "waiting"].contains(units[index].state) {
      guard let receipt = (try? store.receipt(of: units[index].key)) ?? nil else { continue }
      units[index].state = (receipt.isRefused ? Journal.State.refused : .done).rawValue
      units[index].milliseconds = receipt.took
    }
  }

  /// What the cluster says of a run that was left to it.
  private static func standing(of output: String) -> String {
    do throws(EngineFault) {
      let tasks = try Slurm().tasks(of: clusterJobs(output))
      return tasks.isEmpty ? "killed" : "left to the cluster, \(tasks.count) tasks"
    } catch {
      return "left to the cluster, which does not answer"
    }
  }

  /// The names of all jobs that runs of a folder have on a cluster.
  private static func clusterJobs(_ output: String) -> [String] {
    ClusterJobs.all(in: runs(output)).flatMap { $0.names + [$0.finisher] }
  }

  /// What is known of a unit, by its name or the beginning of its key.
  public static func explain(_ name: String, in output: String) -> (text: String, report: Report) {
    var report = Report()
    let store = lastOrder(output)?.openStore(output) ?? FolderStore(folder: place(output))
    guard let journal = opened(output) else {
      report.add(nothing(output))
      return ("", report)
    }
    let found = journal.units(named: name)
    var text = ""
    for unit in found {
      text += "\(unit.name): \(unit.state.rawValue)\n  key \(unit.key)\n"
      text += "  attempts in the latest run: \(unit.attempts)\n"
      if let cause = unit.cause { text += "  cause: \(cause)\n" }
      let receipt: Receipt?
      do throws(StoreFault) { receipt = try store.receipt(of: unit.key) } catch {
        report.add(error.diagnostic)
        continue
      }
      guard let receipt else { continue }
      text += "  made by \(receipt.maker), attempt \(receipt.attempt), "
      text += "in \(Int(receipt.took.rounded())) ms\n"
      for page in receipt.pages {
        let title =
          page.plate.map { "plate \($0)" }
          ?? (page.number == 0 ? "all pages" : "page \(page.number)")
        text += "  \(title): "
        text += page.file.map { "\($0.bytes) bytes, sha256 \($0.sha256)" } ?? "held back"
        text += "\n"
      }
      for finding in UnitResult(receipt).pages.flatMap(\.findings) {
        report.add(finding)
      }
    }
    if found.isEmpty {
      report.add(
        Diagnostic(
          .error, "press.unit.unknown", subject: name, "\(name): no unit of this name or key",
          hints: ["forme press status -o \(output) --units lists them"]))
    }
    return (text, report)
  }

  /// What a run would make, and what it would cost by past timings; nothing is made.
  public static func plan(_ order: RunOrder, output: String) async throws -> PressForecast {
    let store = order.openStore(output)
    let journal = opened(output)
    var clock = RunClock()
    clock.pace = journal?.pace() ?? ([:], [:])
    var forecast = PressForecast()
    var known: [String: Int] = [:]
    for index in order.issues.indices {
      let planned: PlannedIssue
      do {
        var order = order
        order.issues[index] = try FetchedInputs(output: output).local(order.issues[index])
        planned = try await PlannedIssue(
          order, issue: index, numberedFrom: forecast.units.count, known: known, store: store)
      } catch let fault as StoreFault {
        forecast.report.add(fault.diagnostic)
        return forecast
      }
      forecast.report.add(planned.report)
      forecast.isReadable = forecast.isReadable && planned.isReadable
      forecast.pagesInEditions += planned.editions.reduce(0) { $0 + $1.pages.count }
      forecast.editions += planned.editions.count
      for unit in planned.units {
        known[unit.key] = forecast.units.count
        let isDone = planned.published[unit.key] != nil
        forecast.units.append(
          PressForecast.Unit(
            name: unit.name, key: unit.key, kind: unit.kind.rawValue,
            state: isDone ? "unchanged" : "to be made",
            milliseconds: isDone ? 0 : clock.expected(unit)))
      }
    }
    forecast.workers = max(1, order.workers ?? ProcessInfo.processInfo.activeProcessorCount)
    return forecast
  }

  // MARK: - Saying

  /// Stops the run that is at work; what is finished stays.
  public static func cancel(_ output: String) -> Report {
    var report = Report()
    let jobs = isBusy(output) ? [] : clusterJobs(output)
    guard isBusy(output) || !jobs.isEmpty else {
      report.add(idle(output))
      return report
    }
    do throws(OutputFile.Failure) {
      try OutputFile.write([], to: cancelMark(output))
    } catch {
      report.add(error.diagnostic)
    }
    if !jobs.isEmpty { report.add(cancel(jobs, in: output)) }
    return report
  }

  /// Ends what a run has on a cluster that nobody coordinates.
  private static func cancel(_ jobs: [String], in output: String) -> Report {
    var report = Report()
    let cluster = Slurm()
    do throws(EngineFault) {
      if try cluster.tasks(of: jobs).isEmpty { report.add(idle(output)) }
      try cluster.cancel(jobs)
      guard !report.hasErrors, let order = lastOrder(output),
        let lock = (try? RunLock(lock(output))) ?? nil
      else { return report }
      let journal = journal(for: order, in: output)
      journal?.endLeft()
      journal?.carry()
      withExtendedLifetime(lock) {}
    } catch {
      report.add(error.diagnostic)
    }
    return report
  }

  /// The order of the latest run, to go on with it; nil when there was none.
  public static func lastOrder(_ output: String) -> RunOrder? {
    FileManager.default.contents(atPath: "\(place(output))/order.json").flatMap {
      try? JSONDecoder().decode(RunOrder.self, from: $0)
    }
  }

  /// Hands pages to be replaced to the run that is at work; false when there is none.
  public static func handOver(pages: Set<Int>, of issue: String, to output: String) -> Bool {
    guard isBusy(output) else { return false }
    let request = PageRequest(issue: absolute(issue), pages: pages)
    guard let data = try? JSONEncoder().encode(request) else { return false }
    let name = "\(Int(Machine.now * 1000))-\(getpid()).json"
    return OutputFolder.write(Array(data), as: name, in: "\(place(output))/requests").hasErrors
      == false
  }

  /// What stands in the way of asking.
  public static func nothing(_ output: String) -> Diagnostic {
    Diagnostic(
      .error, "press.nothing", subject: output, "\(output): nothing was made here by forme press",
      hints: ["name the folder that forme press wrote to with -o"])
  }

  private static func idle(_ output: String) -> Diagnostic {
    Diagnostic(
      .error, "press.idle", subject: output, "\(output): no run is at work here",
      hints: ["see forme press status -o \(output)"])
  }

  // MARK: - Places

  /// The store of finished pages that an address names.
  static func store(at address: String) -> any PressStore {
    BucketAddress(address).map { ObjectPressStore($0) } ?? FolderStore(folder: address)
  }

  /// What a run keeps for itself in its output folder.
  static func place(_ output: String) -> String { "\(output)/.press" }
  static func journal(_ output: String) -> String { "\(place(output))/journal.sqlite" }
  static func lock(_ output: String) -> String { "\(place(output))/lock" }
  static func log(_ output: String) -> String { "\(place(output))/workers.log" }
  static func cancelMark(_ output: String) -> String { "\(place(output))/cancelled" }

  static func runs(_ output: String) -> String { "\(place(output))/runs" }
  static func folder(of run: String, in output: String) -> String { "\(runs(output))/\(run)" }

  static func isCancelled(_ output: String) -> Bool {
    unsafe access(cancelMark(output), F_OK) == 0
  }

  static func note(_ order: RunOrder, in output: String) {
    guard order.replacing == nil, let data = try? JSONEncoder().encode(order) else { return }
    _ = OutputFolder.write(Array(data), as: "order.json", in: place(output))
  }

  /// Pages that somebody asked to replace since the last look.
  static func takeRequests(_ output: String) -> [PageRequest] {
    let folder = "\(place(output))/requests"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().compactMap { name in
      guard name.hasSuffix(".json"),
        let data = FileManager.default.contents(atPath: "\(folder)/\(name)")
      else { return nil }
      unsafe unlink("\(folder)/\(name)")
      return try? JSONDecoder().decode(PageRequest.self, from: data)
    }
  }

  static func absolute(_ path: String) -> String {
    if path.hasPrefix(BucketAddress.scheme) { return path }
    let here = FileManager.default.currentDirectoryPath
    return URL(filePath: path.hasPrefix("/") ? path : "\(here)/\(path)").standardizedFileURL.path
  }

  /// The journal where it may be written: on a cluster the output folder lies on a disk of many.
  static func journal(for order: RunOrder, in output: String) -> Journal? {
    guard let cluster = order.cluster else { return Journal(journal(output)) }
    let place = Digest.sha256(Array(absolute(output).utf8)).prefix(12)
    let folder = cluster.journal ?? Machine.temporaryFolder
    return JournalCopy(of: journal(output), in: "\(folder)/forme-\(getuid())-\(place)").flatMap {
      Journal($0.path, copy: $0)
    }
  }

  private static func opened(_ output: String) -> Journal? {
    guard unsafe access(journal(output), F_OK) == 0 else { return nil }
    return lastOrder(output)?.cluster == nil
      ? Journal(journal(output)) : Journal(copyAt: journal(output))
  }

  private static func isBusy(_ output: String) -> Bool {
    let file = unsafe open(lock(output), O_RDWR | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return flock(file, LOCK_EX | LOCK_NB) != 0
  }
}

/// Pages that somebody wants replaced.
struct PageRequest: Codable {
  var issue: String
  var pages: Set<Int>
}
