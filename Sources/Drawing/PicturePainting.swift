import CPango
import CTurboJPEG
import Newspaper

// Photos: the JPEG goes into the PDF byte for byte; for pixels it is decoded here.
extension FramePainter {
  mutating func paint(
    _ picture: PlacedPicture, _ encoded: EncodedPicture?, of subject: Subject
  ) {
    guard picture.frame.width > .zero, picture.frame.height > .zero else { return }
    guard let encoded else {
      return missing(
        "photo.missing", subject, picture.frame, "\(picture.path): photo could not be prepared",
        hint: "mend or replace the photo")
    }
    guard let header = JPEGHeader(encoded.jpeg), header.components == encoded.components,
      header.width == encoded.size.width, header.height == encoded.size.height,
      !(header.components == 4 && header.hasAdobeMarker),
      encoded.cutOut.map({ $0.count == header.width * header.height }) ?? true
    else {
      return missing(
        "photo.jpeg", subject, picture.frame,
        "\(picture.path): prepared JPEG is not what its description says",
        hint: "empty the picture cache and try again")
    }
    let surface =
      switch output {
      case .vector: attached(encoded, identity: picture)
      case .pixels(let dpi): decoded(encoded, covering: picture.frame.size, dpi: dpi)
      }
    guard let surface else {
      return missing(
        "photo.jpeg", subject, picture.frame, "\(picture.path): prepared JPEG cannot be decoded",
        hint: "empty the picture cache and try again")
    }
    paint(surface, of: encoded, filling: picture.frame)
  }

  /// A box with a cross where something should stand, and the finding that says why.
  mutating func missing(
    _ code: String, _ subject: Subject, _ frame: Rect, _ summary: String, hint: String
  ) {
    note(code, subject, area: frame, summary, hints: [hint])
    paintCross(frame, of: subject)
  }

  mutating func paintCross(_ frame: Rect, of subject: Subject) {
    guard page.inks["black"] != nil, use(Paint("black", tint: 30), for: subject) else { return }
    cairo_set_line_width(context, 0.5)
    addRectangle(frame)
    cairo_move_to(context, frame.minX.points, frame.minY.points)
    cairo_line_to(context, frame.maxX.points, frame.maxY.points)
    cairo_move_to(context, frame.maxX.points, frame.minY.points)
    cairo_line_to(context, frame.minX.points, frame.maxY.points)
    cairo_stroke(context)
  }

  /// Consumes a surface, stretched over a box.
  private func paint(
    _ surface: OpaquePointer, of picture: EncodedPicture, filling frame: Rect
  ) {
    cairo_save(context)
    addRectangle(frame)
    cairo_clip(context)
    cairo_translate(context, frame.minX.points, frame.minY.points)
    let width = Double(cairo_image_surface_get_width(surface))
    let height = Double(cairo_image_surface_get_height(surface))
    cairo_scale(context, frame.width.points / width, frame.height.points / height)
    cairo_set_source_surface(context, surface, 0, 0)
    if case .pixels = output {
      // Without padding the edges of a picture fade into the paper.
      cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
      cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_GOOD)
    } else {
      // "Fast" keeps the viewer from smoothing: cairo writes /Interpolate for all other filters.
      cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_FAST)
    }
    if let mask = mask(of: picture) {
      var toMask = cairo_matrix_t()
      cairo_matrix_init_scale(
        &toMask, Double(picture.size.width) / width, Double(picture.size.height) / height)
      cairo_pattern_set_matrix(mask, &toMask)
      cairo_mask(context, mask)
      cairo_pattern_destroy(mask)
    } else {
      cairo_paint(context)
    }
    cairo_restore(context)
    cairo_surface_destroy(surface)
  }

  /// The opacities of a cut-out as cairo wants them; nil for a picture that covers its box.
  private func mask(of picture: EncodedPicture) -> OpaquePointer? {
    let (width, height) = (picture.size.width, picture.size.height)
    guard let cutOut = picture.cutOut, cutOut.count == width * height,
      let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(width), Int32(height)),
      let rows = cairo_image_surface_get_data(surface)
    else { return nil }
    let stride = Int(cairo_image_surface_get_stride(surface))
    cutOut.withUnsafeBufferPointer { pixels in
      guard let start = pixels.baseAddress else { return }
      for row in 0..<height {
        (rows + row * stride).update(from: start + row * width, count: width)
      }
    }
    cairo_surface_mark_dirty(surface)
    let pattern = cairo_pattern_create_for_surface(surface)
    cairo_surface_destroy(surface)
    // In a PDF padding would make a form of the mask, with a second picture in it.
    if case .pixels = output { cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD) }
    return pattern
  }

  /// One pixel that carries the whole JPEG: cairo embeds the data and never looks at the pixel.
  private mutating func attached(
    _ encoded: EncodedPicture, identity picture: PlacedPicture
  ) -> OpaquePointer? {
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1) else { return nil }
    attach(encoded.jpeg, as: CAIRO_MIME_TYPE_JPEG, to: surface)
    // The same picture on two pages is embedded once; twice on one page it must not have the same
    // identity, because cairo would list it twice in the page's resources, a malformed dictionary.
    // A cut-out has none: cairo would take it for the picture it was before it was masked.
    guard encoded.cutOut == nil else { return surface }
    let crop = picture.crop
    let key =
      "\(picture.path) \(crop.x) \(crop.y) \(crop.width) \(crop.height) "
      + "\(encoded.size.width) \(encoded.size.height) \(encoded.jpeg.count)"
    attachments[key, default: 0] += 1
    let name = "\(key) \(attachments[key, default: 0])"
    attach(Array(name.utf8), as: CAIRO_MIME_TYPE_UNIQUE_ID, to: surface)
    return surface
  }

  private func attach(_ bytes: [UInt8], as type: String, to surface: OpaquePointer) {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = copy.initialize(from: bytes)
    let status = cairo_surface_set_mime_data(
      surface, type, copy.baseAddress, UInt(bytes.count), { $0?.deallocate() }, copy.baseAddress)
    if status != CAIRO_STATUS_SUCCESS { copy.deallocate() }
  }

  /// The pixels, no more of them than the box needs.
  private func decoded(
    _ encoded: EncodedPicture, covering size: Size, dpi: Int
  ) -> OpaquePointer? {
    guard let decoder = tjInitDecompress() else { return nil }
    defer { tjDestroy(decoder) }
    let wanted = size.width.points * Double(dpi) / 72
    // JPEG decodes at 1/8, 1/4 and 1/2 for next to nothing.
    let shrink = [8, 4, 2].first { Double(encoded.size.width / $0) >= wanted } ?? 1
    let width = (encoded.size.width + shrink - 1) / shrink
    let height = (encoded.size.height + shrink - 1) / shrink
    guard
      let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)),
      let pixels = cairo_image_surface_get_data(surface)
    else { return nil }
    let stride = cairo_image_surface_get_stride(surface)
    let format = encoded.components == 4 ? TJPF_CMYK : TJPF_BGRX
    let status = tjDecompress2(
      decoder, encoded.jpeg, UInt(encoded.jpeg.count), pixels, Int32(width), stride,
      Int32(height), Int32(format.rawValue), 0)
    guard status == 0 || tjGetErrorCode(decoder) == Int32(TJERR_WARNING.rawValue) else {
      cairo_surface_destroy(surface)
      return nil
    }
    if encoded.components == 4 { mixInks(pixels, count: Int(stride) * height / 4) }
    cairo_surface_mark_dirty(surface)
    return surface
  }

  /// Turns CMYK in place into the plain mix a proof shows; a true proof is made from the PDF.
  private func mixInks(_ pixels: UnsafeMutablePointer<UInt8>, count: Int) {
    for index in 0..<count {
      let pixel = pixels + 4 * index
      let paper = 255 - Int(pixel[3])
      let (cyan, magenta, yellow) = (Int(pixel[0]), Int(pixel[1]), Int(pixel[2]))
      pixel[0] = UInt8((255 - yellow) * paper / 255)
      pixel[1] = UInt8((255 - magenta) * paper / 255)
      pixel[2] = UInt8((255 - cyan) * paper / 255)
    }
  }
}
