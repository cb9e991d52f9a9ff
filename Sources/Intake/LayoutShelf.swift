import Newspaper

/// The layouts, sheets and style sheets that an issue can name, from all folders it may look in.
struct LayoutShelf {
  /// Folders in the order of search.
  let folders: [FilePath]
  private var trees: [FilePath: Tree] = [:]
  private var sheets: [FilePath: Sheet] = [:]
  /// Slots of the layout read last that are written but could not be read.
  private(set) var unreadSlots: [String] = []

  init(folders: [FilePath]) { self.folders = folders }

  /// What stands on the shelf, each sort in a folder of its own.
  enum Sort: String {
    case layout, sheet, styles

    var folder: String {
      switch self {
      case .layout: "."
      case .sheet: "sheets"
      case .styles: "styles"
      }
    }

    var words: String { self == .styles ? "style sheet" : rawValue }
  }

  private func file(_ name: String, _ sort: Sort, _ disk: inout Disk) -> FilePath? {
    for folder in folders {
      let file = folder.appending(sort.folder).appending("\(name).yaml")
      if case .file(let found) = disk.find(file) { return found }
    }
    return nil
  }

  /// The names that could have been written.
  private func names(_ sort: Sort, _ disk: inout Disk) -> [String] {
    var names: [String] = []
    for folder in folders {
      for name in disk.names(in: folder.appending(sort.folder)) where name.hasSuffix(".yaml") {
        let stem = String(name.dropLast(5))
        if !names.contains(stem) { names.append(stem) }
      }
    }
    return names
  }

  /// The YAML of a named file, read once.
  mutating func tree(
    _ name: Located<String>, _ sort: Sort, reading: inout Reading
  ) -> (tree: Tree, file: FilePath)? {
    guard let file = file(name.value, sort, &reading.disk) else {
      let known = names(sort, &reading.disk)
      let places = folders.map { $0.appending(sort.folder).name }.joined(separator: ", ")
      reading.fault(
        "\(sort.rawValue).unknown", name.value, at: name.at,
        "no \(sort.words) is called \(name.value)", explanation: "Searched in \(places).",
        hints: suggestion(for: name.value, among: known).map { ["write \($0)"] }
          ?? (known.isEmpty
            ? ["add \(name.value).yaml"] : ["use one of " + known.joined(separator: ", ")]))
      return nil
    }
    if let tree = trees[file] { return (tree, file) }
    let code = "\(sort.rawValue).missing"
    guard let tree = reading.yaml(file, code: code, subject: name.value, at: name.at) else {
      return nil
    }
    trees[file] = tree
    return (tree, file)
  }

  mutating func sheet(_ name: Located<String>, reading: inout Reading) -> Sheet? {
    guard let (tree, file) = tree(name, .sheet, reading: &reading) else {
      return nil
    }
    if let sheet = sheets[file] { return sheet }
    guard let checked = reading.check(tree, as: LayoutFile.sheet) else { return nil }
    let sheet = LayoutFile.sheet(checked, name: name.value, reading: &reading)
    sheets[file] = sheet
    return sheet
  }

  /// A layout with a page's changes to its slots; `fit` is what the page says about copyfitting,
  /// `artFolder` holds the publication's art (nil: fillers are not wanted).
  mutating func layout(
    _ name: Located<String>, changes: Tree?, fit: CopyfitChange? = nil, styles: StyleSheet?,
    artFolder: FilePath? = nil, reading: inout Reading
  ) -> PageLayout? {
    guard var (tree, _) = tree(name, .layout, reading: &reading) else { return nil }
    if let changes {
      checkNames(changes, of: name.value, in: tree, reading: &reading)
      let known = changes.members.filter { tree["slots"]?[$0.key.value] != nil }
      // What a page says about copyfitting comes on top of what the slot says.
      let slots = Tree(content: .mapping(known.map(\.withoutFit)), at: changes.at)
      let key = Located<String>("slots", at: changes.at)
      let wrapped = Tree(content: .mapping([.init(key: key, value: slots)]), at: changes.at)
      tree = tree.merged(with: wrapped, depth: 3)
    }
    guard let checked = reading.check(tree, as: LayoutFile.record),
      let sheetName = checked.located("sheet"),
      let single = sheet(sheetName, reading: &reading)
    else { return nil }
    let sheet = checked.flag("spread") ? single.spread : single
    var slots = checked.table("slots").compactMap { entry in
      entry.value.value.checked.flatMap { SlotKeys.slot(entry.name, $0, grid: sheet.grid) }
    }
    LayoutFile.placeAdsFirst(&slots, checked)
    unreadSlots = tree["slots"]?.members.map(\.key.value) ?? []
    unreadSlots.removeAll { name in slots.contains { $0.name == name } }
    var layout = PageLayout(
      name: name.value, sheet: sheet, slots: slots,
      rules: LayoutFile.rules(checked, grid: sheet.grid, reading: &reading), at: tree.at)
    layout.about = checked.text("about")
    if let artFolder {
      layout.fillers = FitKeys.fillers(checked, folder: artFolder, reading: &reading)
    }
    readFit(
      of: &layout.slots, checked, page: fit, changes: changes, styles: styles, reading: &reading)
    LayoutFaults.check(layout, checked, styles: styles, reading: &reading)
    return layout
  }

  /// Layers what slot, page and the page's override of the slot say about copyfitting.
  private func readFit(
    of slots: inout [Slot], _ checked: Checked, page: CopyfitChange?, changes: Tree?,
    styles: StyleSheet?, reading: inout Reading
  ) {
    var trading: [(slot: String, at: SourceRange?)] = []
    func note(_ change: CopyfitChange, of slot: Slot, _ keys: Checked) {
      trading.removeAll { $0.slot == slot.name }
      if case .only(let copyfit) = change, copyfit[.trade] > 0 {
        trading.append((slot.name, keys["fit"]?.at))
      }
    }
    for index in slots.indices {
      let keys = LayoutFaults.keys(of: slots[index], checked)
      if let keys, let own = FitKeys.change(keys, reading: &reading) {
        slots[index].copyfit.append(own)
        note(own, of: slots[index], keys)
        FitKeys.checkIdle(slots[index], keys, reading: &reading)
      }
      if let page { slots[index].copyfit.append(page) }
      guard let written = changes?[slots[index].name]?["fit"], let keys,
        let own = reading.check(
          Tree(
            content: .mapping([.init(key: Located("fit", at: written.at), value: written)]),
            at: written.at), as: keys.record.partial)
      else { continue }
      if let change = FitKeys.change(own, reading: &reading) {
        slots[index].copyfit.append(change)
        note(change, of: slots[index], own)
        FitKeys.checkIdle(slots[index], own, reading: &reading)
      }
    }
    guard let styles else { return }
    for (slot, at) in trading {
      FitKeys.checkTrade(of: slot, at: at, among: slots, styles, reading: &reading)
    }
  }

  private func checkNames(
    _ changes: Tree, of layout: String, in tree: Tree, reading: inout Reading
  ) {
    let names = tree["slots"]?.members.map(\.key.value) ?? []
    for change in changes.members where !names.contains(change.key.value) {
      reading.unknownSlot(change.key, layout: layout, names: names)
    }
  }
}

extension Tree.Member {
  /// A slot's changes without its key `fit`.
  fileprivate var withoutFit: Tree.Member {
    guard case .mapping(let members) = value.content else { return self }
    let kept = members.filter { $0.key.value != "fit" }
    return Tree.Member(key: key, value: Tree(content: .mapping(kept), at: value.at))
  }
}

extension Reading {
  mutating func unknownSlot(_ slot: Located<String>, layout: String, names: [String]) {
    fault(
      "slot.unknown", slot.value, at: slot.at, "layout \(layout) has no slot \(slot.value)",
      hints: suggestion(for: slot.value, among: names).map { ["write \($0)"] }
        ?? ["use one of " + names.joined(separator: ", ")])
  }
}
