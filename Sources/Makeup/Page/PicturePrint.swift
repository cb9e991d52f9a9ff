import Newspaper

extension PageDesk {
  /// Places a photo: cropped to the box's proportions round its focus point.
  ///
  /// A file that cannot be read leaves a grey box; Prepress reports the file itself.
  func putPicture(_ photo: Photo, in rect: Rect, slot: Slot) {
    let subject = Subject(
      .photo, slot: slot.name, source: photo.file.value, at: photo.file.at)
    guard let size = pictures(photo.path), size.width > 0, size.height > 0 else {
      return put(.shape(.fill(rect, Paint("black", tint: 15))), subject)
    }
    let crop = Self.crop(of: size, to: rect.size, keeping: photo.focus)
    reportCrop(crop, of: size, photo, in: rect, slot: slot)
    put(
      .picture(
        PlacedPicture(
          path: photo.path, frame: rect, crop: crop,
          alternateText: (photo.alternateText ?? photo.caption)?.value ?? "")),
      subject)
  }

  /// A crop that leaves less than a quarter of the picture is none that an editor would make.
  private func reportCrop(
    _ crop: PixelRect, of size: PixelSize, _ photo: Photo, in rect: Rect, slot: Slot
  ) {
    let kept = crop.width * crop.height * 100 / (size.width * size.height)
    guard kept < 25 else { return }
    report.add(
      Diagnostic(
        .warning, "makeup.photo.crop", subject: photo.file.value, at: photo.file.at,
        page: page.number, area: rect,
        "photo \(photo.file.value): only \(kept) % of it is left in slot \(slot.name)",
        explanation: "Its place is \(rect.width)×\(rect.height) pt.",
        hints: ["give it a place nearer to its own proportions", "take another photo"]))
  }

  /// The largest part of a picture with the box's proportions, as near to the focus as can be.
  static func crop(of picture: PixelSize, to box: Size, keeping focus: Focus) -> PixelRect {
    let wanted = box.width / box.height
    let has = Double(picture.width) / Double(picture.height)
    var width = picture.width
    var height = picture.height
    if has > wanted {
      width = max(1, min(width, Int((Double(height) * wanted).rounded())))
    } else {
      height = max(1, min(height, Int((Double(width) / wanted).rounded())))
    }
    func start(_ focus: Int, _ part: Int, of whole: Int) -> Int {
      min(max(0, whole * focus / 1000 - part / 2), whole - part)
    }
    return PixelRect(
      x: start(focus.x, width, of: picture.width), y: start(focus.y, height, of: picture.height),
      width: width, height: height)
  }

  /// Prints ground and border of a boxed slot, level with the characters beside it.
  func printBox(_ box: BoxStyle, _ place: SlotPlace) {
    let lines = place.slot.area.lines
    let rect = place.rect(
      from: lines.lowerBound, through: lines.upperBound, x: place.rect.minX,
      width: place.rect.width)
    let subject = Subject(.box, slot: place.slot.name)
    switch box.ground {
    case .plain(let paint): put(.shape(.filling(rect, box.corners, paint)), subject)
    case .gradient(let gradient): put(.shape(.gradient(rect, gradient)), subject)
    case nil: break
    }
    if box.border > .zero {
      put(.shape(.outline(rect, box.corners, width: box.border, box.borderPaint)), subject)
    }
  }

  /// Prints the layout's rules: across in the middle of a line, down in the middle of a gutter.
  func printRules() {
    let origin = sheet.typeAreaOrigin
    for rule in page.layout.rules {
      let rect: Rect
      switch rule.course {
      case .horizontal(let line, let columns):
        let x = grid.columnX(columns.lowerBound)
        let width = grid.width(of: columns)
        let y = grid.pitch * (line - 1) + (grid.pitch - rule.width) / 2
        rect = Rect(x: x, y: y, width: width, height: rule.width)
      case .vertical(let column, let lines):
        let gutter = grid.bodySize * grid.gutterCharacters
        let x =
          grid.columnX(column) + grid.bodySize * grid.columnCharacters + (gutter - rule.width) / 2
        let y = grid.pitch * (lines.lowerBound - 1) + grid.lineInset
        let height = grid.pitch * lines.count - grid.lineInset * 2
        rect = Rect(x: x, y: y, width: rule.width, height: height)
      }
      put(
        .shape(.fill(rect.offset(dx: origin.x, dy: origin.y), rule.paint)), Subject(.rule))
    }
  }
}

extension Shape {
  /// A filled rectangle with its corners.
  fileprivate static func filling(_ rect: Rect, _ corners: Corners, _ paint: Paint) -> Shape {
    corners == .square ? .fill(rect, paint) : .plate(rect, corners, outline: nil, paint)
  }

  /// A rectangle's outline with its corners.
  fileprivate static func outline(
    _ rect: Rect, _ corners: Corners, width: Length, _ paint: Paint
  ) -> Shape {
    corners == .square
      ? .frame(rect, width: width, paint) : .plate(rect, corners, outline: width, paint)
  }
}
