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
  struct Stop: Error {
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
    var number = 0
    var plate: String?
    var pdf: [UInt8]?
    var digest: PageDigest?
    var report = Report()
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

  /// Makes a unit's pages up; nil for a unit that is put together from finished ones.
  private func set(_ unit: WorkOrder.Unit) throws(Stop) -> Setting? {
    guard let opened else { return nil }
    try Trial.breakDown(at: unit)
    let began = Machine.now
    let chain: EditionChain
    var file = PartFile.aFileEach
    switch unit.task {
    case .bind, .impose: return nil
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
    switch unit.task {
    case .bind(let names): return try bind(unit, names)
    case .impose(let side, let names): return try impose(unit, side, names)
    case .pages, .whole: break
    }
    guard let opened, let setting else { throw Self.changed }
    let began = Machine.now - setting.spent
    opened.desk.take(setting.part)
    var built: [UnitPage] = []
    if case .whole = unit.task {
      let whole = opened.desk.assemble(
        setting.pages.map { BuiltPage(made: $0.made, pdf: [], report: Report(), times: $0.times) },
        purpose)
      built = [UnitPage(pdf: whole.pdf, report: whole.report)]
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
    let pages = try finished(names)
    let part = emptyPart(of: opened.whole)
    opened.desk.take(part)
    var work = PressWork()
    let whole = opened.desk.bind(pages, &work)
    let pdf = work.report.hasErrors ? nil : whole
    return piece(of: unit, [UnitPage(pdf: pdf, report: work.report)], began: began, part: part)
  }

  private func impose(
    _ unit: WorkOrder.Unit, _ side: PlateSide, _ names: [String]
  ) throws(Stop) -> Outbox.Piece {
    guard let opened, let making = PlateMaking(opened.desk.builder.settings) else {
      throw Self.changed
    }
    let began = Machine.now
    let issue = opened.whole
    let inputs = opened.keys.inputs(imposing: names, on: side, making, of: issue)
    guard inputs.key == unit.key else { throw Self.changed }
    let pages = Dictionary(zip(side.pages, try finished(names)), uniquingKeysWith: { $1 })
    var plate = UnitPage(plate: side.name)
    do throws(Diagnostic) {
      plate.pdf = try making.plate(
        side, pages: pages, publication: issue.publication.name, number: issue.number,
        made: issue.date.secondsSince1970)
    } catch {
      plate.report.add(error)
    }
    return piece(of: unit, [plate], began: began, part: emptyPart(of: issue))
  }

  /// Pages that lie in the store.
  private func finished(_ names: [String]) throws(Stop) -> [[UInt8]] {
    var pages: [[UInt8]] = []
    do throws(StoreFault) {
      for name in names {
        guard let pdf = try store.bytes(name) else { throw .refused(reason: "\(name) is gone") }
        pages.append(pdf)
      }
    } catch {
      throw Stop(ending: error.ending, cause: error.cause)
    }
    return pages
  }

  /// What a unit sees of the issue that is put together from finished pages: no page of it.
  private func emptyPart(of issue: Issue) -> IssuePart {
    IssuePart(of: issue, for: EditionChain(chain: Chain(pages: []), edition: nil))
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
          sha256: Digest.sha256(pdf),
          colour: page.plate == nil ? Manifest.File.Colour(of: pdf) : nil)
      }
      if let file, let pdf = page.pdf { files.append((file.name, pdf)) }
      entries.append(
        Receipt.Page(
          number: page.number, plate: page.plate, file: file, digest: page.digest,
          findings: page.report.diagnostics.map { Receipt.Finding($0, places: { known }) }))
    }
    let ended = Machine.now
    let receipt = Receipt(
      key: unit.key, pages: entries, maker: "\(Machine.name) \(getpid())", attempt: unit.attempt,
      ended: ended, took: (ended - began) * 1000)
    return Outbox.Piece(unit: unit.number, files: files, receipt: receipt)
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
