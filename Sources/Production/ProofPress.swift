import Drawing
public import Newspaper

/// 打样机: draws pictures of pages as they stand on the stone, and of parts of them.
///
/// One worker with its own drawer; two presses draw two parts at the same time.
public actor ProofPress {
  private var desk: Desk?
  /// Photos converted lately, with the state of the file that each was made from.
  private var photos: [PlacedPicture: (state: FileState?, picture: EncodedPicture)] = [:]
  private var photoBytes = 0

  /// Bytes of converted photos that are kept: some pages' worth.
  private static let photoRoom = 24 << 20

  /// Sets up a press.
  public init() {}

  /// Draws a part of the trimmed page as PNG; nil when it cannot be drawn.
  ///
  /// The part is so many pixels of the picture that the whole page would be at a resolution in dots
  /// an inch.
  public func png(
    of page: PageFrame, part: PixelRect, dpi: Double, with builder: IssueBuilder
  ) -> [UInt8]? {
    let desk = desk(for: builder)
    return desk.png(page, part: part, dpi: dpi, pictures: { photo($0, desk) })
  }

  private func desk(for builder: IssueBuilder) -> Desk {
    if let desk, desk.builder.fonts === builder.fonts, desk.builder.photos === builder.photos {
      return desk
    }
    let desk = Desk(builder)
    self.desk = desk
    (photos, photoBytes) = ([:], 0)
    return desk
  }

  private func photo(_ picture: PlacedPicture, _ desk: Desk) -> EncodedPicture? {
    let state = FileState(picture.path)
    if let known = photos[picture], known.state == state { return known.picture }
    guard let encoded = desk.encode(picture) else { return nil }
    photoBytes += encoded.jpeg.count + (encoded.cutOut?.count ?? 0)
    if photoBytes > Self.photoRoom { (photos, photoBytes) = ([:], encoded.jpeg.count) }
    photos[picture] = (state, encoded)
    return encoded
  }
}
