extension PageFrame {
  /// The page as text that reviews well: one item a line, positions in points to two places, text
  /// beside the places of its first and last glyph, ink by name.
  ///
  /// Equal frames give equal dumps.
  public func dump() -> String {
    let grid = sheet.grid
    var lines = [
      "page \(page) \(sheet.name) \(sheet.trim.width.millimetres.formatted(places: 1))×"
        + "\(sheet.trim.height.millimetres.formatted(places: 1)) mm, grid "
        + "\(grid.columns)×\(grid.columnCharacters) of \(grid.bodySize) pt, "
        + "\(grid.lines) lines of \(grid.pitch) pt"
    ]
    var slot: String?
    for item in items {
      if item.subject.slot != slot {
        slot = item.subject.slot
        lines.append(item.subject.slot.isEmpty ? "page" : "slot \(item.subject.slot)")
      }
      lines += item.dump(indent: "  ")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension FrameItem {
  fileprivate func dump(indent: String) -> [String] {
    let head = "\(indent)\(subject.part.rawValue)"
    switch mark {
    case .group(let clip, let items):
      return ["\(head) group \(clip.dump)"] + items.flatMap { $0.dump(indent: indent + "  ") }
    case .glyphs(let run): return ["\(head) \(run.dump)"]
    case .shape(let shape): return ["\(head) \(shape.dump)"]
    case .picture(let picture):
      return [
        "\(head) picture \(picture.frame.dump) \(fileName(picture.path)) crop "
          + "\(picture.crop.x),\(picture.crop.y) \(picture.crop.width)×\(picture.crop.height) "
          + "\(Int(picture.resolution.rounded())) ppi"
      ]
    case .art(let art): return ["\(head) art \(art.frame.dump) \(art.source.dump)"]
    case .placedPage(let placed):
      return ["\(head) pdf \(placed.frame.dump) \(fileName(placed.path)) page \(placed.page)"]
    }
  }
}

/// The last part of a path: folders differ from machine to machine.
private func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

extension Rect {
  fileprivate var dump: String { "\(minX),\(minY) \(width)×\(height)" }
}

extension GlyphRun {
  fileprivate var dump: String {
    var notes = "\(face) \(size)"
    if paint != .black { notes += " \(paint)" }
    if widthScale != 1000 { notes += " width \(widthScale)‰" }
    if turn == .clockwise { notes += " turned" }
    let first = origin.x + (glyphs.first?.x ?? .zero)
    let last = origin.x + (glyphs.last?.x ?? .zero)
    let place = first == last ? "\(first)" : "\(first)…\(last)"
    let target = link.map { " -> \($0)" } ?? ""
    guard writing == .vertical else {
      return "\(place),\(origin.y) \(notes) “\(text)”\(target)"
    }
    let top = origin.y + (glyphs.first?.y ?? .zero)
    let foot = origin.y + (glyphs.last?.y ?? .zero)
    return "\(origin.x),\(top)…\(foot) down \(notes) “\(text)”\(target)"
  }
}

extension Shape {
  fileprivate var dump: String {
    switch self {
    case .fill(let rect, let paint): "fill \(rect.dump) \(paint)"
    case .frame(let rect, let width, let paint): "frame \(rect.dump) width \(width) \(paint)"
    case .line(let a, let b, let width, let paint):
      "line \(a.x),\(a.y) \(b.x),\(b.y) width \(width) \(paint)"
    case .polygon(let points, let paint):
      "polygon " + points.map { "\($0.x),\($0.y)" }.joined(separator: " ") + " \(paint)"
    case .ellipse(let rect, let paint): "ellipse \(rect.dump) \(paint)"
    case .gradient(let rect, let gradient):
      "gradient \(rect.dump) \(gradient.from) → \(gradient.to) \(gradient.course.rawValue)"
    case .veil(let rect, let paint, let strength): "veil \(rect.dump) \(paint) \(strength)%"
    case .plate(let rect, let corners, let outline, let paint):
      "plate \(rect.dump) \(corners.dump)\(outline.map { " width \($0)" } ?? "") \(paint)"
    }
  }
}

extension Corners {
  fileprivate var dump: String {
    switch self {
    case .square: "square"
    case .rounded(let radius): "rounded \(radius)"
    case .cut(let length): "cut \(length)"
    }
  }
}

extension PlacedArt.Source {
  fileprivate var dump: String {
    switch self {
    case .svg(let path): "svg \(fileName(path))"
    case .qr(let text, let paint): "qr \(text) \(paint)"
    case .ean13(let digits, let addOn, let paint):
      "ean13 \(digits)\(addOn.map { "+\($0)" } ?? "") \(paint)"
    }
  }
}
