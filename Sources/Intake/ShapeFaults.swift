import Newspaper

// What can be wrong with the figures of slots and with what lies over what.

extension LayoutFaults {
  /// A slot's cutouts must leave one polygon.
  static func checkShape(_ slot: Slot, _ checked: Checked, reading: inout Reading) {
    guard let fault = slot.shapeFault else { return }
    let written = keys(of: slot, checked)?["without"]?.at ?? slot.at
    switch fault {
    case .cutout(let index):
      let items = keys(of: slot, checked)?.list("without") ?? []
      reading.fault(
        "slot.cutout", slot.name, at: items.indices.contains(index) ? items[index].at : written,
        "\(slot.name): \(slot.cutouts[index]) are not the slot's to give",
        explanation: "The slot has \(slot.area).",
        hints: ["write cutouts inside the slot that do not overlap"])
    case .empty:
      reading.fault(
        "slot.shape", slot.name, at: written, "\(slot.name): its cutouts leave nothing",
        hints: ["take out less"])
    case .apart:
      reading.fault(
        "slot.shape", slot.name, at: written, "\(slot.name): its cutouts leave it in pieces",
        hints: ["make the pieces touch, or two slots of them"])
    }
    if slot.box != nil {
      reading.fault(
        "slot.box", slot.name, at: keys(of: slot, checked)?["box"]?.at ?? slot.at,
        "\(slot.name): a box round a slot with cutouts", hints: ["take out box or without"])
    }
  }

  /// A slot lies over slots that are there, that give way, and that have room left under it.
  static func checkOver(
    _ slot: Slot, _ layout: PageLayout, _ checked: Checked, reading: inout Reading
  ) {
    let at = keys(of: slot, checked)?.record["over"].flatMap { _ in
      keys(of: slot, checked)?["over"]?.at
    }
    func fault(_ summary: String, _ hints: [String]) {
      reading.fault("slot.over", slot.name, at: at ?? slot.at, summary, hints: hints)
    }
    for name in slot.over {
      guard let under = layout.slot(name), name != slot.name else {
        let names = layout.slots.map(\.name).filter { $0 != slot.name }
        fault(
          "\(slot.name): lies over \(name), which is no slot of the layout",
          suggestion(for: name, among: names).map { ["write \($0)"] }
            ?? ["use one of " + names.joined(separator: ", ")])
        continue
      }
      if !under.givesWay {
        fault(
          "\(slot.name): \(name) cannot give way", ["lie over a slot of kind story or items"])
      } else if under.cellsShared(with: slot) == nil {
        fault(
          "\(slot.name): does not lie over \(name)", ["take out over:, or move the slot"])
      } else if isHidden(under, layout) {
        fault(
          "\(slot.name): leaves nothing of \(name)", ["make it smaller, or take \(name) out"])
      }
    }
  }

  /// Whether slots lie over all of a slot.
  private static func isHidden(_ slot: Slot, _ layout: PageLayout) -> Bool {
    let covers = layout.slots(over: slot)
    return slot.area.lines.allSatisfy { line in
      slot.columns(on: line).joined().allSatisfy { column in
        covers.contains { cover in cover.columns(on: line).contains { $0.contains(column) } }
      }
    }
  }
}
