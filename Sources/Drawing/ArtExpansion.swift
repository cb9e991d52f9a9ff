import Newspaper

/// Turns art that consists of rectangles and type into such items, before fonts are cut down.
struct ArtExpansion {
  let fonts: FontLibrary

  func expand(_ page: PageFrame) -> (frame: PageFrame, report: Report) {
    (page, Report())
  }
}

extension FramePainter {
  mutating func paint(_ picture: PlacedPicture, _ encoded: EncodedPicture?, of subject: Subject) {}
  mutating func paint(_ art: PlacedArt, of subject: Subject) {}
  mutating func paint(_ placed: PlacedPage, of subject: Subject) {}
}
