import Newspaper
import Production

/// Pictures of pages and of their tiles, drawn when first asked for and kept while there is room.
actor TileGallery {
  /// A picture of a page.
  enum Picture: Hashable, Sendable {
    case tile(zoom: Int, column: Int, row: Int)
    case whole(width: Int)
  }

  /// A picture of a version of a page.
  private struct Key: Hashable {
    var digest: PageDigest
    var picture: Picture
  }

  /// A page as it is, or was a short while ago.
  private struct Version {
    var frame: PageFrame
    var builder: IssueBuilder
  }

  /// Bytes of pictures that are kept: some hundred tiles of every page on a screen.
  private static let room = 96 << 20
  /// Versions that are replaced and can still be drawn, as somebody may be looking at them.
  private static let replacedVersions = 24

  private let presses = [ProofPress(), ProofPress()]
  private var load = [0, 0]
  private var versions: [PageDigest: Version] = [:]
  private var replaced: [PageDigest] = []
  private var kept = BoundedShelf<Key>(room: room)
  private var drawing: [Key: Task<[UInt8]?, Never>] = [:]

  /// Takes in a version of a page; tiles of the one before that show nothing of the areas that
  /// changed are its own too.
  func add(
    _ frame: PageFrame, as digest: PageDigest, builder: IssueBuilder, replacing old: PageDigest?,
    _ areas: [Rect]
  ) {
    versions[digest] = Version(frame: frame, builder: builder)
    replaced.removeAll { $0 == digest }
    guard let old, old != digest else { return }
    for (key, bytes) in kept.entries where key.digest == old {
      guard case .tile(let zoom, let column, let row) = key.picture,
        let area = PageTiles.area(of: frame.sheet, zoom: zoom, column: column, row: row),
        !areas.contains(where: { $0.overlaps(area) })
      else { continue }
      kept.put(bytes, for: Key(digest: digest, picture: key.picture))
    }
    replaced.append(old)
    if replaced.count > Self.replacedVersions { versions[replaced.removeFirst()] = nil }
  }

  /// The picture as PNG; nil when there is no such picture or no such version any more.
  func tile(_ digest: PageDigest, _ picture: Picture) async -> [UInt8]? {
    let key = Key(digest: digest, picture: picture)
    if let bytes = kept[key] { return bytes }
    if let task = drawing[key] { return await task.value }
    guard let version = versions[digest], let (part, dpi) = picture.part(of: version.frame.sheet)
    else { return nil }
    let press = load[0] <= load[1] ? 0 : 1
    load[press] += 1
    let task = Task { [presses] in
      await presses[press].png(
        of: version.frame, part: part, dpi: dpi, with: version.builder)
    }
    drawing[key] = task
    let bytes = await task.value
    drawing[key] = nil
    load[press] -= 1
    if let bytes { kept.put(bytes, for: key) }
    return bytes
  }
}

extension TileGallery.Picture {
  /// The pixels of the picture of the whole page, and its dots an inch.
  fileprivate func part(of sheet: Sheet) -> (PixelRect, dpi: Double)? {
    switch self {
    case .tile(let zoom, let column, let row):
      return PageTiles.part(of: sheet, zoom: zoom, column: column, row: row).map {
        ($0, PageTiles.resolutions[zoom])
      }
    case .whole(let width):
      let dpi = Double(width) * 72 / sheet.trim.width.points
      let height = Int((sheet.trim.height.points * dpi / 72).rounded(.up))
      return (PixelRect(x: 0, y: 0, width: width, height: height), dpi)
    }
  }
}
