import Newspaper

/// Plans the editions of one issue.
struct PlanningDesk {
  let builder: IssueBuilder
  let purpose: Purpose
  let issue: Int
  let first: Int
  let known: [String: Int]
  let store: any PressStore
  var replacement: Replacement?
  var units: [PressUnit] = []
  var published: [String: UnitResult] = [:]
  private var keys: KeyMaker
  private var numbers: [String: Int] = [:]
  private var planned: [EditionChain: (unit: Int, key: String)] = [:]
  private var imposed: [UnitTask: (unit: Int, key: String)] = [:]
  private var making: PlateMaking?
  /// Why editions do not lie on plates.
  private(set) var unfit = Report()

  init(
    builder: IssueBuilder, purpose: Purpose, issue: Int, first: Int, known: [String: Int],
    store: any PressStore
  ) {
    self.builder = builder
    self.purpose = purpose
    self.issue = issue
    self.first = first
    self.known = known
    self.store = store
    keys = KeyMaker(builder, purpose: purpose)
  }

  mutating func plan(_ edition: Edition?) throws(StoreFault) -> PlannedEdition {
    let whole = builder.issue
    let name = edition.map { "\(whole.folderName)-\($0.code)" } ?? whole.folderName
    var pages: [PlannedEdition.Page] = []
    let kept = replacement.flatMap { $0.kept(name) }
    for chain in whole.chains(of: edition) {
      var place: (unit: Int, key: String)?
      if let kept { place = try planKept(chain, kept) }
      if place == nil { place = try plan(chain) }
      guard let (unit, key) = place else { continue }
      pages += chain.chain.pages.flatMap { page in
        page.numbers.map { number in
          PlannedEdition.Page(
            number: number, unit: unit, stored: UnitNames.pdf(key, page: number),
            file: builder.settings.fileNames.page(number, of: whole, edition),
            isHeld: builder.held.contains(number), ownEdition: chain.edition?.code,
            section: page.section)
        }
      }
    }
    pages.sort { $0.number < $1.number }
    let file = builder.settings.fileNames.whole(whole, edition)
    var planned = PlannedEdition(
      issue: issue, name: name, publication: whole.publication.name,
      latinName: whole.publication.latinName, number: whole.number, date: whole.date.iso,
      title: edition?.name, code: edition?.code, pages: pages, wholeFile: file)
    if builder.held.isEmpty, !pages.isEmpty {
      planned.whole = (try planWhole(pages, edition, name), file)
    }
    try planPlates(of: &planned)
    return planned
  }

  private mutating func plan(_ chain: EditionChain) throws(StoreFault) -> (unit: Int, key: String) {
    if let known = planned[chain] { return known }
    let part = IssuePart(of: builder.issue, for: chain)
    let key = keys.inputs(of: part, as: .aFileEach).key
    let numbers = chain.chain.numbers
    let unit = try add(
      PressUnit(
        key: key, name: name(of: chain), kind: .pages,
        task: .pages(first: numbers.first ?? 0, edition: chain.edition?.code), issue: issue,
        pages: numbers), part)
    planned[chain] = (unit, key)
    return (unit, key)
  }

  /// The unit of pages that stay as they were; nil for pages to be replaced, and for those that were
  /// never finished and can only be made as they are now.
  private mutating func planKept(_ chain: EditionChain, _ kept: [Int: String])
    throws(StoreFault) -> (unit: Int, key: String)?
  {
    let numbers = chain.chain.numbers
    guard let first = numbers.first, let replacement, replacement.pages.isDisjoint(with: numbers),
      let key = kept[first].map(UnitNames.key),
      numbers.allSatisfy({ kept[$0] == UnitNames.pdf(key, page: $0) })
    else { return nil }
    if let number = known[key] ?? self.numbers[key] { return (number, key) }
    guard try store.receipt(of: key) != nil else { return nil }
    let unit = PressUnit(
      key: key, name: name(of: chain), kind: .pages,
      task: .pages(first: first, edition: chain.edition?.code), issue: issue, pages: numbers)
    return (try add(unit, nil), key)
  }

  private func name(of chain: EditionChain) -> String {
    let folder = builder.issue.folderName
    let place = chain.edition.map { "\(folder)-\($0.code)" } ?? folder
    return "\(place) p\(chain.chain.numbers.map(String.init).joined(separator: "+"))"
  }

  private mutating func planWhole(
    _ pages: [PlannedEdition.Page], _ edition: Edition?, _ name: String
  ) throws(StoreFault) -> Int {
    let numbers = pages.map(\.number)
    guard purpose == .press else {
      let chain = EditionChain(
        chain: Chain(pages: builder.issue.pages(of: edition)), edition: edition)
      let part = IssuePart(of: builder.issue, for: chain)
      return try add(
        PressUnit(
          key: keys.inputs(of: part, as: .oneFile).key, name: name, kind: .edition,
          task: .whole(edition: edition?.code), issue: issue, pages: numbers,
          needs: Set(pages.map(\.unit)).sorted()), part)
    }
    let files = pages.map(\.stored)
    return try add(
      PressUnit(
        key: keys.inputs(binding: files, of: builder.issue).key, name: name, kind: .edition,
        task: .bind(files), issue: issue, pages: numbers, needs: Set(pages.map(\.unit)).sorted()),
      nil)
  }

  /// Has plates planned by the signature of the press, whose settings may stand in a file of its own.
  mutating func impose(for press: String?, found: Report) {
    making = PlateMaking(builder.settings)
    let press = press ?? "press.yaml"
    // One that cannot be read was told with the file.
    let isTold = found.diagnostics.contains {
      $0.severity == .error && $0.at?.file.fileName == press.fileName
    }
    if making == nil, !isTold { unfit.add(PlateMaking.noSignature(in: press)) }
  }

  /// The plates of an edition; one with a page that must not go to press is no unit.
  private mutating func planPlates(of edition: inout PlannedEdition) throws(StoreFault) {
    guard let making, !edition.pages.isEmpty else { return }
    let pages = Dictionary(edition.pages.map { ($0.number, $0) }) { first, _ in first }
    let sides: [PlateSide]
    do throws(Diagnostic) {
      sides = try making.sides(
        of: edition.title ?? edition.publication, pages: pages.count, numbers: Set(pages.keys))
    } catch {
      return unfit.add(error)
    }
    for side in sides {
      let own = side.pages.compactMap { pages[$0] }
      var plate = PlannedEdition.Plate(name: side.name, pages: side.pages)
      if !own.contains(where: \.isHeld) {
        let isShared = own.allSatisfy { $0.ownEdition == nil }
        let place = isShared ? builder.issue.folderName : edition.name
        let (unit, key) = try plan(side, own, making, named: "\(place) \(side.name)")
        (plate.unit, plate.stored) = (unit, UnitNames.pdf(key, page: 0))
      }
      edition.plates.append(plate)
    }
  }

  private mutating func plan(
    _ side: PlateSide, _ pages: [PlannedEdition.Page], _ making: PlateMaking, named name: String
  ) throws(StoreFault) -> (unit: Int, key: String) {
    let files = pages.map(\.stored)
    let task = UnitTask.impose(side, files)
    if let known = imposed[task] { return known }
    let key = keys.inputs(imposing: files, on: side, making, of: builder.issue).key
    let unit = try add(
      PressUnit(
        key: key, name: name, kind: .plate, task: task, issue: issue, pages: side.pages,
        needs: Set(pages.map(\.unit)).sorted()), nil)
    imposed[task] = (unit, key)
    return (unit, key)
  }

  /// Enters a unit unless it is known; looks up whether it was published before.
  private mutating func add(_ unit: PressUnit, _ part: IssuePart?) throws(StoreFault) -> Int {
    if let number = known[unit.key] ?? numbers[unit.key] { return number }
    let number = first + units.count
    numbers[unit.key] = number
    units.append(unit)
    if let receipt = try store.receipt(of: unit.key) {
      lazy var known = part?.places ?? []
      published[unit.key] = UnitResult(receipt, places: { known })
    }
    return number
  }
}
