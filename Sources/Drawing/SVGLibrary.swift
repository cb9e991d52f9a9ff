import CPango
import CRSVG
import Newspaper

/// Drawings as librsvg has read them, in the colours of the page that showed them last.
///
/// An advertisement stands on a page in all its editions, and on all its tiles at the proof desk:
/// it is looked through, repainted and read once. Confined to its drawer's worker.
final class SVGLibrary {
  /// A drawing that librsvg has read.
  final class Handle {
    let raw: UnsafeMutablePointer<RsvgHandle>

    /// Reads a drawing; throws librsvg's own words.
    init(_ bytes: [UInt8]) throws(Damage) {
      var error: UnsafeMutablePointer<GError>?
      guard let raw = rsvg_handle_new_from_data(bytes, UInt(bytes.count), &error) else {
        throw Damage(taking: error)
      }
      rsvg_handle_set_dpi(raw, 96)
      self.raw = raw
    }

    deinit { g_object_unref(raw) }
  }

  /// What librsvg has against a drawing.
  struct Damage: Error {
    let words: String

    init(_ words: String) { self.words = words }

    /// Takes an error over.
    init(taking error: UnsafeMutablePointer<GError>?) {
      let text = error?.pointee.message.map { String(cString: $0) } ?? "no reason given"
      // XML's words end with a line of their own.
      words = text.split(whereSeparator: \.isNewline).joined(separator: " ")
      if let error { g_error_free(error) }
    }
  }

  enum Fault: Error {
    /// What of it cannot be printed.
    case unprintable([SVGDrawing.Fault])
    case damaged(Damage)
  }

  private struct Entry {
    var source: [UInt8]
    var inks: InkTable
    /// In what colour each paint was drawn, in the order in which they were asked for.
    var colours: [(paint: Paint, colour: ScreenColour?)]
    var handle: Handle
  }

  /// The last is the one used last.
  private var entries: [Entry] = []
  /// Bytes of sources that are kept.
  private static let most = 4 << 20

  /// The drawing in other colours, ready to be rendered.
  func drawing(
    _ source: [UInt8], inks: InkTable, exchange: (Paint) -> ScreenColour?
  ) throws(Fault) -> Handle {
    if let index = entries.firstIndex(where: { $0.source == source && $0.inks == inks }) {
      let entry = entries.remove(at: index)
      if entry.colours.allSatisfy({ exchange($0.paint) == $0.colour }) {
        entries.append(entry)
        return entry.handle
      }
    }
    var colours: [(paint: Paint, colour: ScreenColour?)] = []
    var drawing = SVGDrawing(source, inks: inks)
    let repainted = drawing.repainted { paint in
      if let known = colours.first(where: { $0.paint == paint }) { return known.colour }
      let colour = exchange(paint)
      colours.append((paint, colour))
      return colour
    }
    guard drawing.faults.isEmpty else { throw .unprintable(drawing.faults) }
    do throws(Damage) {
      let handle = try Handle(repainted)
      keep(Entry(source: source, inks: inks, colours: colours, handle: handle))
      return handle
    } catch {
      throw .damaged(error)
    }
  }

  private func keep(_ entry: Entry) {
    guard entry.source.count <= Self.most else { return }
    entries.append(entry)
    var size = entries.reduce(0) { $0 + $1.source.count }
    while size > Self.most { size -= entries.removeFirst().source.count }
  }
}
