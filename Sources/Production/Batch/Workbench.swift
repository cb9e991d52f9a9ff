import Drawing
import FoundationEssentials
import Glibc
import Makeup
import Newspaper
import Prepress

/// Makes units: opens their issue, makes up, draws, finishes, publishes.
///
/// Confined to its process. What it opened and cut stays at hand for the next units of the issue.
final class Workbench {
  private let store: any PressStore
  private let say: @Sendable (WorkerWord) -> Void
  private let outbox: Outbox
  private var opened: (order: IssueOrder, desk: Desk, keys: KeyMaker, whole: Issue)?
  /// The characters of the issue's stories, once they were asked for.
  private var characters: Set<Unicode.Scalar>?

  /// `say` is called from any thread.
  init(store: any PressStore, say: @escaping @Sendable (WorkerWord) -> Void) {
    self.store = store
    self.say = say
    outbox = Outbox(store: store, say: say)
  }

  /// Makes the units of an order and tells how each ended.
  ///
  /// All are made up before the first is drawn: by then it is known which glyphs are wanted.
  func make(_ order: WorkOrder) {
    guard open(order.issue) else {
      for unit in order.units { end(unit, .again, "the issue cannot be read any more") }
      return
    }
    let made = order.units.map { unit -> Result<Setting?, Stop> in
      say(WorkerWord(unit: unit.number))
      return Result { () throws(Stop) in try set(unit) }
    }
    let began = Machine.now
    let cut = prepareFonts(made)
    let share = (Machine.now - began) / Double(max(1, cut))
    for (unit, setting) in zip(order.units, made) {
      say(WorkerWord(unit: unit.number))
      do throws(Stop) {
        var setting = try setting.get()
        setting?.spent += share
        outbox.send(try finish(unit, setting))
      } catch {
        end(unit, error.ending, error.cause)
      }
    }
    outbox.empty()
  }

  private func end(_ unit: WorkOrder.Unit, _ ending: Ending, _ cause: String?) {
    say(WorkerWord(unit: unit.number, ending: ending, cause: cause))
  }

  /// Why a unit comes to no end.
  fileprivate struct Stop: Error {
    var ending: Ending
    var cause: String
  }

  /// Pages that are made up, and what they were made from.
  private struct Setting {
    var part: IssuePart
    var inputs: UnitInputs
    var pages: [TimedPage]
    /// What that took, and their share of cutting the fonts, seconds; other units were made up
    /// before these pages are drawn.
    var spent: Double
  }

  /// A page that is finished.
  private struct UnitPage {
    var number: Int
    var pdf: [UInt8]?
    var digest: PageDigest?
    var report: Report
  }

  // MARK: - Opening

  private func open(_ order: IssueOrder) -> Bool {
    if opened?.order == order { return true }
    (opened, characters) = (nil, nil)
    let marks = order.marks.map { Set($0.compactMap(PressSettings.Mark.init(rawValue:))) }
    guard
      let builder = IssueBuilder.open(order.folder, press: order.press, marks: marks).0
    else { return false }
    let purpose = Purpose(rawValue: order.purpose) ?? .press
    opened = (
      order, Desk(builder), KeyMaker(builder, purpose: purpose), builder.issue
    )
    return true
  }

  private var purpose: Purpose { opened.flatMap { Purpose(rawValue: $0.order.purpose) } ?? .press }

  private func edition(_ code: String?) -> Edition? {
    code.flatMap { code in opened?.whole.editions.first { $0.code == code } }
  }

  // MARK: - Making

  /// Makes a unit's pages up; nil for a unit that only binds.
  private func set(_ unit: WorkOrder.Unit) throws(Stop) -> Setting? {
    guard let opened else { return nil }
    try Trial.breakDown(at: unit)
    let began = Machine.now
    let chain: EditionChain
    var file = PartFile.aFileEach
    switch unit.task {
    case .bind: return nil
    case .pages(let first, let code):
      let chains = opened.whole.chains(of: edition(code))
      guard let found = chains.first(where: { $0.chain.pages.first?.number == first }) else {
        throw Stop(ending: .again, cause: "page \(first) is no longer in the issue")
      }
      chain = found
    case .whole(let code):
      file = .oneFile
      chain = EditionChain(
        chain: Chain(pages: opened.whole.pages(of: edition(code))), edition: edition(code))
    }
    let part = IssuePart(of: opened.whole, for: chain)
    guard let inputs = self.opened?.keys.inputs(of: part, as: file), inputs.key == unit.key else {
      throw Self.changed
    }
    opened.desk.take(part)
    var pages: [TimedPage] = []
    for chain in Chain.chains(of: part.chain.chain.pages) {
      var times = PhaseTimes()
      let made = times.measure(.makeup) {
        opened.desk.makeUp(EditionChain(chain: chain, edition: part.chain.edition))
      }
      pages += made.map { TimedPage(made: $0, edition: part.chain.edition, times: times) }
    }
    for page in pages {
      for path in page.made.frame.paths where !inputs.files.contains(path) {
        throw Stop(
          ending: .refused, cause: "\(path) is shown on the page but does not count in its key")
      }
    }
    return Setting(
      part: part, inputs: inputs, pages: pages, spent: Machine.now - began)
  }

  private static let changed = Stop(
    ending: .again, cause: "a file of the issue was changed while the run was going")

  /// Cuts fonts for what is made up; tells for how many units.
  private func prepareFonts(_ made: [Result<Setting?, Stop>]) -> Int {
    let settings = made.compactMap { try? $0.get() }
    let frames = settings.flatMap(\.pages).map(\.made.frame)
    opened?.desk.builder.fonts.prepareHere(for: frames, expecting: allCharacters())
    return settings.count
  }

  private func allCharacters() -> Set<Unicode.Scalar> {
    let all = characters ?? opened?.whole.characters ?? []
    characters = all
    return all
  }

  private func finish(_ unit: WorkOrder.Unit, _ setting: Setting?) throws(Stop) -> Outbox.Piece {
    if case .bind(let names) = unit.task { return try bind(unit, names) }
    guard let opened, let setting else { throw Self.changed }
    let began = Machine.now - setting.spent
    opened.desk.take(setting.part)
    var built: [UnitPage] = []
    if case .whole = unit.task {
      let whole = opened.desk.assemble(
        setting.pages.map { BuiltPage(made: $0.made, pdf: [], report: Report(), times: $0.times) },
        purpose)
      built = [UnitPage(number: 0, pdf: whole.pdf, report: whole.report)]
    } else {
      built = setting.pages.map { page in
        // Signatures are no input of a page: whether it is cleared is asked when it is laid out.
        let digest = opened.desk.builder.digest(of: page.made.frame)
        let page = opened.desk.build(page, BuildOrder(editions: [], purpose: purpose))
        return UnitPage(number: page.number, pdf: page.pdf, digest: digest, report: page.report)
      }
    }
    guard setting.inputs.key == unit.key else { throw Self.changed }
    return piece(of: unit, built, began: began, part: setting.part)
  }

  private func bind(_ unit: WorkOrder.Unit, _ names: [String]) throws(Stop) -> Outbox.Piece {
    guard let opened else { throw Self.changed }
    let began = Machine.now
    var pages: [[UInt8]] = []
    do throws(StoreFault) {
      for name in names {
        guard let pdf = try store.bytes(name) else { throw .refused(reason: "\(name) is gone") }
        pages.append(pdf)
      }
    } catch {
      throw Stop(ending: error.ending, cause: error.cause)
    }
    let part = IssuePart(
      of: opened.whole, for: EditionChain(chain: Chain(pages: []), edition: nil))
    opened.desk.take(part)
    var work = PressWork()
    let whole = opened.desk.bind(pages, &work)
    let pdf = work.report.hasErrors ? nil : whole
    return piece(
      of: unit, [UnitPage(number: 0, pdf: pdf, report: work.report)], began: began, part: part)
  }

  private func piece(
    of unit: WorkOrder.Unit, _ pages: [UnitPage], began: Double, part: IssuePart
  ) -> Outbox.Piece {
    lazy var known = part.places
    var files: [(name: String, pdf: [UInt8])] = []
    var entries: [Receipt.Page] = []
    for page in pages {
      let file = page.pdf.map { pdf in
        PageFile(
          name: UnitNames.pdf(unit.key, page: page.number), bytes: pdf.count,
          sha256: Digest.sha256(pdf), colour: Manifest.File.Colour(of: pdf))
      }
      if let file, let pdf = page.pdf { files.append((file.name, pdf)) }
      entries.append(
        Receipt.Page(
          number: page.number, file: file, digest: page.digest,
          findings: page.report.diagnostics.map { Receipt.Finding($0, places: { known }) }))
    }
    let ended = Machine.now
    let receipt = Receipt(
      key: unit.key, pages: entries, maker: "\(Machine.name) \(getpid())", attempt: unit.attempt,
      ended: ended, took: (ended - began) * 1000)
    return Outbox.Piece(unit: unit.number, files: files, receipt: receipt)
  }
}

/// Breakdowns that tests ask for: `FORME_TRIAL=crash:7`, the number being the first page of a unit;
/// several stand with commas between, and `slow:*` means all.
private enum Trial {
  static func breakDown(at unit: WorkOrder.Unit) throws(Workbench.Stop) {
    guard let wishes = ProcessInfo.processInfo.environment["FORME_TRIAL"],
      case .pages(let first, _) = unit.task
    else { return }
    for wish in wishes.split(separator: ",") {
      let parts = wish.split(separator: ":")
      guard parts.count == 2, parts[1] == "*" || parts[1] == "\(first)" else { continue }
      switch parts[0] {
      case "crash": abort()
      case "hang": while true { sleep(1000) }
      case "hunger":
        // Until the limit of memory is met.
        var hoard: [[UInt8]] = []
        while true { hoard.append([UInt8](repeating: 1, count: 64 << 20)) }
      case "slow": usleep(200_000)
      case "slower": sleep(2)
      // Until whoever watches takes the file away.
      case "hold": while unsafe access("hold-\(first)", F_OK) == 0 { usleep(20_000) }
      case "flaky":
        if unit.attempt <= 2 { throw Workbench.Stop(ending: .again, cause: "on trial") }
      default: break
      }
    }
  }
}

extension Issue {
  /// What its stories are written with.
  fileprivate var characters: Set<Unicode.Scalar> {
    var characters: Set<Unicode.Scalar> = []
    for story in stories.values {
      for block in story.body {
        let texts: [RichText] =
          switch block {
          case .paragraph(let text), .subhead(let text): [text]
          case .table(let rows): rows.flatMap(\.self)
          }
        for run in texts.flatMap(\.runs) { characters.formUnion(run.text.unicodeScalars) }
      }
    }
    return characters
  }
}

extension PageFrame {
  /// The files that the page shows.
  var paths: Set<String> {
    Set(
      leaves.compactMap { item -> String? in
        switch item.mark {
        case .picture(let picture): picture.path
        case .placedPage(let placed): placed.path
        case .art(let art): if case .svg(let path) = art.source { path } else { nil }
        default: nil
        }
      })
  }
}
