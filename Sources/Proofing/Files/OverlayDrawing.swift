import Makeup
import Newspaper
import Production

/// A layer as a drawing over the picture of a page: SVG in the page's points.
struct OverlayDrawing {
  let layer: ProofLayer
  let sheet: Sheet

  /// The layer of a page, hidden until its box is ticked.
  var svg: HTML {
    let (width, height) = (sheet.trim.width.points, sheet.trim.height.points)
    // The findings are numbered as the list beside them is.
    let isNumbered = layer.name == .diagnostics
    let marks = layer.marks.enumerated().map { index, mark -> HTML in
      draw(mark, words: isNumbered ? "\(index + 1)" : mark.words)
    }
    return """
      <svg class="on-\(layer.name.rawValue)" viewBox="0 0 \(width) \(height)" \
      preserveAspectRatio="none" aria-hidden="true" focusable="false">\(marks)</svg>

      """
  }

  private func draw(_ mark: ProofLayer.Mark, words: String) -> HTML {
    let area = mark.area
    let tone = "tone-\(mark.tone.rawValue)"
    let title = ([mark.words] + mark.details).filter { !$0.isEmpty }.joined(separator: "\n")
    let figure: HTML? =
      switch mark.figure {
      case .frame, .fill:
        """
        <rect class="\(mark.figure.rawValue) \(tone)" x="\(area.x)" y="\(area.y)" \
        width="\(area.width)" height="\(area.height)"/>
        """
      case .line:
        """
        <line class="\(tone)" x1="\(area.x)" y1="\(area.y)" \
        x2="\(area.x + (area.height > area.width ? 0 : area.width))" \
        y2="\(area.y + (area.height > area.width ? area.height : 0))"/>
        """
      case .words: nil
      }
    let label = layer.name == .grid || mark.figure == .fill ? nil : tag(words, at: area, tone)
    return "<g><title>\(title)</title>\(figure)\(label)</g>"
  }

  /// Words on a plate at the upper left corner of an area.
  private func tag(_ words: String, at area: Area, _ tone: String) -> HTML? {
    guard !words.isEmpty else { return nil }
    let width = words.unicodeScalars.reduce(6.0) { $0 + ($1.value < 0x2E80 ? 6.4 : 11) }
    return """
      <rect class="plate \(tone)" x="\(area.x)" y="\(area.y)" width="\(width)" height="14"/>\
      <text x="\(area.x + 3)" y="\(area.y + 11)">\(words)</text>
      """
  }
}
