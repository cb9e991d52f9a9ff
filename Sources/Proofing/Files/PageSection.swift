import Makeup
import Newspaper
import Production

/// A page of the report: its picture with layers, signatures, findings, and how its slots are filled.
extension ProofReport {
  func page(_ page: PageOfReport) -> HTML {
    let frame = page.image.made.frame
    return """
      <section class="page" id="p\(frame.page)" aria-labelledby="t\(frame.page)">
      <div class="top"><h2 id="t\(frame.page)">\(frame.title)</h2>\
      <span>\(words.digest) <code>\(page.proof.digest.description)</code></span></div>
      \(signing(page))
      <div class="spread">
      \(figure(page))
      <div>
      <h3>\(words.findings)</h3>
      \(findings(page.image.report, onPage: frame.page))
      \(slots(page.image.made))
      </div>
      </div>
      \(changes(page))
      <p class="foot"><a href="#overview">\(words.back)</a></p>
      </section>

      """
  }

  /// How the page has come through the stages; nothing where nobody signed and nobody must.
  private func signing(_ page: PageOfReport) -> HTML? {
    let stages = issue.publication.signing
    let signOff = SignOff(
      of: page.proof.page, page.proof.digest, stages: stages, signatures: page.signatures)
    guard !stages.demanded.isEmpty || signOff.lines.contains(where: { $0.state != .open }) else {
      return nil
    }
    let chips = signOff.lines.map { line -> HTML in
      let (kind, state) =
        switch line.state {
        case .signed(let signature): ("signed", words.signed(by: signature.by))
        case .fallen(let signature): ("fallen", words.fallen(by: signature.by))
        case .open: ("open", words.open)
        }
      let demanded = line.stage.isDemanded && !line.isSigned ? "（\(words.demanded)）" : ""
      return "<li class=\"chip \(kind)\">\(line.stage.name) \(state)\(demanded)</li>"
    }
    return "<ul class=\"chips\" aria-label=\"\(words.signing)\">\(chips)</ul>"
  }

  /// The picture of the page under its layers, each with a box to tick.
  private func figure(_ page: PageOfReport) -> HTML {
    let made = page.image.made
    guard let png = page.picture else { return "<p>\(words.drawnFailed)</p>" }
    let number = made.frame.page
    let layers = layers(of: page)
    let boxes = layers.map { layer -> HTML in
      let name = layer.name.rawValue
      let ticked: HTML = layer.name == .diagnostics ? " checked" : ""
      return box(name, number, words.layer(layer.name), ticked)
    }
    let drawings = layers.map { OverlayDrawing(layer: $0, sheet: made.frame.sheet).svg }
    return """
      <figure class="proof">
      \(boxes)\(box("enlarge", number, words.enlarge, ""))<div class="window"><div class="leaf">\
      <img src="\(png.asDataAddress)" alt="\(words.proof) \(made.frame.title)">
      \(drawings)</div></div>
      </figure>
      """
  }

  private func box(_ name: String, _ number: Int, _ label: String, _ ticked: HTML) -> HTML {
    """
    <input type="checkbox" class="at-\(name)" id="\(name)\(number)"\(ticked)>\
    <label for="\(name)\(number)">\(label)</label>

    """
  }

  private func layers(of page: PageOfReport) -> [ProofLayer] {
    let made = page.image.made
    let layout = issue.pages(of: edition).first { $0.number == made.frame.page }
    guard let layout else { return [] }
    let live = LivePage(
      number: made.frame.page, name: made.frame.title, digest: page.proof.digest, made: made,
      report: page.image.report, milliseconds: 0)
    return OverlayLayer.allCases.map { ProofLayer($0, of: live, layout) }
      .filter { !$0.marks.isEmpty }
  }

  /// Characters of each slot that holds text, and how many are over or wanting.
  private func slots(_ made: MadePage) -> HTML? {
    let filled = made.fillings.filter { $0.characters > 0 || $0.excessCharacters != 0 }
    guard !filled.isEmpty else { return nil }
    let hasMoves = filled.contains { !$0.moves.isEmpty }
    let rows = filled.map { filling -> HTML in
      let excess = filling.excessCharacters
      let (kind, state) =
        excess > 0
        ? ("over", words.over(excess))
        : excess < 0 ? ("short", words.short(-excess)) : ("fits", words.fits)
      let moves: HTML? = hasMoves ? "<td>\(filling.moves.joined(separator: "; "))</td>" : nil
      let name = filling.source.split(separator: "/").last.map(String.init) ?? ""
      return """
        <tr><th scope="row">\(filling.slot)</th><td>\(name)</td>\
        <td class="count">\(filling.characters)</td><td class="\(kind)">\(state)</td>\(moves)</tr>

        """
    }
    let moves: HTML? = hasMoves ? "<th scope=\"col\">\(words.done)</th>" : nil
    return """
      <h3>\(words.slots)</h3>
      <div class="scroll"><table><thead><tr><th scope="col">\(words.slot)</th>\
      <th scope="col">\(words.content)</th><th scope="col" class="count">\(words.characters)</th>\
      <th scope="col">\(words.state)</th>\(moves)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>
      """
  }
}
