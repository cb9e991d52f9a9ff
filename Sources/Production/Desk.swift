import Composition
import Drawing
import Makeup
import Newspaper
import Prepress

/// One worker's tools: its own shaper, composer and drawer, confined to the worker.
final class Desk {
  private(set) var builder: IssueBuilder
  /// Made when first wanted, as drawing needs no composer and makeup no drawer.
  private(set) lazy var composer = Composer(
    shaper: PangoShaper(fonts: builder.fonts), segmenter: WordSegmenter(),
    lexicon: Lexicon.newspaper.merging(Lexicon(parsing: builder.issue.publication.lexicon)),
    hyphenation: builder.hyphenation)
  private(set) lazy var drawer = PageDrawer(fonts: builder.fonts)
  private var sizes: [String: (size: PixelSize?, state: FileState?)] = [:]
  private var findings: [String: Diagnostic] = [:]
  /// Slots that stand as they were made up last; nil for a desk that makes each page once.
  private let standing: StandingMatter?

  init(_ builder: IssueBuilder, standing: StandingMatter? = nil) {
    self.builder = builder
    self.standing = standing
  }

  /// Goes on to a later reading of the same issue, whose fonts, words and hyphenation are the same.
  func take(_ later: IssueBuilder) {
    builder = later
    for (path, known) in sizes where known.state != FileState(path) {
      sizes[path] = nil
      findings[path] = nil
    }
  }

  /// Goes on to another part of the same issue; shaped text and opened fonts stay at hand.
  ///
  /// What keeps pages from the press is known to whoever ordered the part.
  func take(_ part: IssuePart) {
    builder.issue = part.issue
    builder.held = HeldPages(Report(), of: part.issue)
  }

  /// Labels for overlays.
  var lettering: Lettering { Lettering(composer: composer) }

  /// Makes up a chain's pages, handing the rest of each story on to the page it jumps to.
  func makeUp(_ chain: EditionChain) -> [MadePage] {
    let limits = CopyfitLimits(leastResolution: Int(builder.settings.resolutions.warnBelow))
    let makeup = Makeup(
      composer: composer, limits: limits, standing: standing, pictures: { self.size(of: $0) })
    let pages = chain.chain.pages
    let made = makeup.makeUp(pages, of: builder.issue, edition: chain.edition)
    return zip(pages, made).flatMap { page, made in
      var made = made
      made.report = made.report.withoutEchoes
      made.report.add(unreadable(in: made, page))
      made.report.add(made.frame.missingCharacters(besides: made.report))
      made.report.add(
        made.frame.unprintedHeads(
          of: page, stories: builder.issue.stories, besides: made.report))
      made.report.add(made.frame.faults())
      made.report.add(made.layoutFaults(of: page, stories: builder.issue.stories))
      return made.cutAtFold()
    }
  }

  /// Makes up a chain and keeps the pages that the order wants.
  func makeUp(_ chain: EditionChain, _ order: BuildOrder) -> [TimedPage] {
    var times = PhaseTimes()
    let pages = times.measure(.makeup) { makeUp(chain) }
    return pages.indices.compactMap { index in
      guard order.pages?.contains(pages[index].frame.page) ?? true else { return nil }
      return TimedPage(
        made: pages[index], edition: chain.edition, times: index == 0 ? times : PhaseTimes())
    }
  }

  /// Draws, finishes and preflights a page that is made up.
  func build(_ page: TimedPage, _ order: BuildOrder) -> BuiltPage {
    let (made, purpose) = (page.made, order.purpose)
    var work = PressWork(report: made.report, times: page.times)
    if purpose == .press, builder.settings.standard == .x1a {
      work.report.add(made.frame.transparentItems)
    }
    if purpose == .press, let clearance = order.clearance {
      let page = DeskPage(made.frame.page, edition: page.edition?.code)
      work.report.add(clearance(page, builder.digest(of: made.frame)))
    }
    let drawn = pdf([made.frame], purpose, page.edition, &work)
    let isHeld = work.report.hasErrors || builder.held.contains(made.frame.page)
    return BuiltPage(
      made: made, pdf: isHeld ? nil : drawn, report: work.report, times: work.times)
  }

  /// All pages of an edition in one PDF; nothing when one of them has errors.
  func assemble(_ pages: [BuiltPage], _ purpose: Purpose) -> WholeIssue {
    guard !pages.isEmpty, builder.held.isEmpty, pages.allSatisfy({ $0.pdf != nil }) else {
      return WholeIssue()
    }
    var work = PressWork()
    let whole =
      purpose == .press
      ? bind(pages.compactMap(\.pdf), &work) : pdf(pages.map(\.made.frame), purpose, nil, &work)
    return WholeIssue(
      pdf: work.report.hasErrors ? nil : whole, report: work.report, times: work.times)
  }

  /// A page as a PNG with an overlay above it.
  func png(_ page: PageFrame, dpi: Int, overlay: [FrameItem], into report: inout Report)
    -> [UInt8]?
  {
    var work = PressWork(report: report)
    defer { report = work.report }
    let pictures = encode([page], .screen, &work)
    do throws(DrawingError) {
      let image = try drawer.png(page, dpi: dpi, overlay: overlay, pictures: { pictures[$0] })
      work.report.add(image.report.withoutEchoes.placed(on: [page]))
      return image.bytes
    } catch {
      work.report.add(failure(error, page: page.page))
      return nil
    }
  }

  /// A part of a page as a PNG; what stands outside of it is not looked at.
  func png(
    _ page: PageFrame, part: PixelRect, dpi: Double, pictures: (PlacedPicture) -> EncodedPicture?
  ) -> [UInt8]? {
    let points = 72 / dpi
    let area = Rect(
      x: .points(Double(part.x) * points), y: .points(Double(part.y) * points),
      width: .points(Double(part.width) * points), height: .points(Double(part.height) * points))
    var shown = page
    shown.items = page.items.filter { $0.mark.paintedArea?.overlaps(area) ?? true }
    return (try? drawer.png(shown, part: part, dpi: dpi, pictures: pictures))?.bytes
  }

  /// A picture converted for a screen.
  func encode(_ picture: PlacedPicture) -> EncodedPicture? {
    var report = Report()
    return builder.photos.encode(picture, for: .screen, into: &report)
  }

  private func pdf(
    _ frames: [PageFrame], _ purpose: Purpose, _ edition: Edition?, _ work: inout PressWork
  ) -> [UInt8]? {
    let pictures = encode(frames, purpose == .press ? .press : .screen, &work)
    do throws(DrawingError) {
      let drawn = try work.times.measure(.drawing) { () throws(DrawingError) in
        try drawer.pdf(
          frames, colours: purpose == .press ? .keyed : .screen, date: builder.issue.date,
          pictures: { pictures[$0] })
      }
      work.report.add(drawn.report.withoutEchoes.placed(on: frames))
      guard !drawn.report.hasErrors else { return drawn.bytes }
      return purpose == .press
        ? finish(drawn, frames, edition, &work) : finishForScreen(drawn, frames, &work)
    } catch {
      work.report.add(failure(error, page: frames.first?.page ?? 0))
      return nil
    }
  }

  /// Every picture of the pages, converted for the purpose.
  private func encode(
    _ frames: [PageFrame], _ purpose: PhotoDesk.Purpose, _ work: inout PressWork
  ) -> [PlacedPicture: EncodedPicture] {
    var encoded: [PlacedPicture: EncodedPicture] = [:]
    var report = Report()
    work.times.measure(.photos) {
      for picture in frames.flatMap(\.placedPictures) where encoded[picture] == nil {
        encoded[picture] = builder.photos.encode(picture, for: purpose, into: &report)
      }
    }
    work.report.add(report.placed(on: frames))
    return encoded
  }

  private func size(of path: String) -> PixelSize? {
    if let known = sizes[path] { return known.size }
    let state = FileState(path)
    var size: PixelSize?
    switch builder.photos.probe(path) {
    case .success(let probe): size = probe.size
    case .failure(let finding): findings[path] = finding
    }
    sizes[path] = (size, state)
    return size
  }

  /// Photos of a page that cannot be read, at the place where somebody names them.
  private func unreadable(in made: MadePage, _ page: Page) -> Report {
    var report = Report()
    for item in made.frame.items where item.subject.part == .photo {
      guard case .shape = item.mark, let path = path(of: item.subject, page),
        var finding = findings[path]
      else { continue }
      finding.at = item.subject.at
      finding.page = made.frame.page
      finding.area = item.area
      report.add(finding)
    }
    return report.placed(on: [])
  }

  /// The path of the photo that a subject names.
  private func path(of subject: Subject, _ page: Page) -> String? {
    let written = Located(subject.source, at: subject.at)
    for placement in page.placements {
      if case .advertisement(let piece) = placement.content, piece.file == written {
        return piece.path
      }
    }
    for id in builder.issue.stories.keys.sorted() {
      let photos = builder.issue.stories[id]?.photos ?? []
      if let photo = photos.first(where: { $0.file == written }) { return photo.path }
    }
    return nil
  }

  private func failure(_ error: DrawingError, page: Int) -> Diagnostic {
    Diagnostic(
      .error, "drawing.failed", subject: "page \(page)", page: page,
      "page \(page) cannot be drawn: \(error)", hints: ["report this with the issue folder"])
  }
}

/// A page that is made up, and what that took.
struct TimedPage: Sendable {
  var made: MadePage
  /// Nil for a page that all editions share.
  var edition: Edition?
  var times: PhaseTimes
}

/// What a page's way through the press room adds up to.
struct PressWork {
  var report = Report()
  var times = PhaseTimes()
}

extension PageFrame {
  /// The pictures of the page, those in groups included.
  var placedPictures: [PlacedPicture] {
    leaves.compactMap { if case .picture(let picture) = $0.mark { picture } else { nil } }
  }
}
