import Makeup
import Newspaper
public import Production

/// 活样: an issue that is watched and kept made up; safe to ask from many tasks.
///
/// Reading and makeup are done by a `Stone`, drawing by two `ProofPress`es, what only the press
/// would find by a `TrialPress`, so that whoever asks this actor is answered at once. An issue that
/// becomes unreadable keeps its last good pages.
public actor LiveIssue {
  /// The issue as it stands now.
  public private(set) var snapshot = LiveSnapshot()

  let folder: String
  private let stone: Stone
  var book = EditBook()
  private let gallery = TileGallery()
  private let trial = TrialPress()
  private var watch: FileWatch?
  private var builder: IssueBuilder?
  private var listeners: [Int: AsyncStream<LiveChange>.Continuation] = [:]
  private var nextListener = 0
  /// When the change was noticed that has still to be read.
  private var noticed: ContinuousClock.Instant?
  /// Whether folders may have come that are not watched yet.
  private var isWatchDue = false
  /// Chains that have still to be made up, and since when that is wanted.
  private var waiting: [Chain] = []
  private var wanted: Set<Int> = []
  private var isWorking = false
  private var isStopped = false
  /// Pages that were not tried as they are now.
  private var untried: Set<Int> = []
  private var trying: Task<Void, Never>?
  /// When a page was last seen to have changed.
  private var changed = ContinuousClock.now
  /// How long nothing must change before pages are tried.
  private static let pause = Duration.milliseconds(500)
  private var opening: [CheckedContinuation<Void, Never>] = []
  private var settling: [CheckedContinuation<Void, Never>] = []

  private struct Chain {
    var index: Int
    var pages: [Int]
    var since: ContinuousClock.Instant
  }

  /// Prepares an issue folder; nothing is read yet.
  ///
  /// `edition` is a code or a name, nil for the first; `press` names the settings of the press.
  public init(
    folder: String, edition: String? = nil, press: String? = nil,
    cacheFolder: String? = IssueBuilder.defaultCache
  ) {
    self.folder = folder
    stone = Stone(folder: folder, edition: edition, press: press, cacheFolder: cacheFolder)
  }

  /// Reads the issue, makes up its first pages and begins to watch its files.
  ///
  /// The rest of the pages follow; what was found is in the snapshot.
  public func start() async {
    watch = FileWatch { [weak self] moment in
      guard let self else { return }
      Task { await self.notice(moment) }
    }
    _ = watch?.watch(WatchedFolders(of: nil, at: folder).paths)
    notice(.now)
    if snapshot.generation == 0 { await withCheckedContinuation { opening.append($0) } }
  }

  /// Ends watching and all streams; when it returns nothing is read or made up any more.
  public func stop() async {
    isStopped = true
    (watch, noticed, waiting, isWatchDue) = (nil, nil, [], false)
    for listener in listeners.values { listener.finish() }
    listeners = [:]
    trying?.cancel()
    await settled()
    await trying?.value
  }

  /// Returns when all that was noticed so far is made up.
  public func settled() async {
    guard isWorking else { return }
    await withCheckedContinuation { settling.append($0) }
  }

  /// What changes from now on; a listener that is slow gets the newest sixteen.
  public func changes() -> AsyncStream<LiveChange> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: LiveChange.self, bufferingPolicy: .bufferingNewest(16))
    let number = nextListener
    nextListener += 1
    listeners[number] = continuation
    continuation.onTermination = { [weak self] _ in
      Task { await self?.forget(number) }
    }
    return stream
  }

  private func forget(_ listener: Int) { listeners[listener] = nil }

  /// Pages that somebody looks at: they are made up before the others.
  public func want(_ pages: [Int]) { wanted = Set(pages) }
}

// MARK: - Pictures

extension LiveIssue {
  /// A square tile of a page version at a zoom step of `PageTiles`, as PNG; nil when there is no
  /// such tile, or no such version any more.
  public func tile(_ digest: PageDigest, zoom: Int, column: Int, row: Int) async -> [UInt8]? {
    await gallery.tile(digest, .tile(zoom: zoom, column: column, row: row))
  }

  /// A whole page so many pixels wide (16 to 4096), as PNG.
  public func picture(_ digest: PageDigest, width: Int) async -> [UInt8]? {
    guard (16...4096).contains(width) else { return nil }
    return await gallery.tile(digest, .whole(width: width))
  }

  /// What stands where on a page version; nil when it is no longer the page's newest.
  public func plan(of digest: PageDigest) async -> PagePlan? {
    guard let (page, layout) = standing(digest), let builder else { return nil }
    return await Task.detached {
      PagePlan(page.made, of: layout, photos: builder.size(ofPhoto:))
    }.value
  }

  /// What is laid over a page version; nil when it is no longer the page's newest.
  public func overlay(_ layer: OverlayLayer, of digest: PageDigest) async -> ProofLayer? {
    guard let (page, layout) = standing(digest) else { return nil }
    return await Task.detached { ProofLayer(layer, of: page, layout) }.value
  }

  /// What makes the page of this version, and its number; nil when it is no longer the newest.
  func maker(of digest: PageDigest) -> (IssueBuilder, page: Int)? {
    guard let builder, let page = snapshot.pages.first(where: { $0.digest == digest }) else {
      return nil
    }
    return (builder, page.number)
  }

  private func standing(_ digest: PageDigest) -> (LivePage, Page)? {
    guard let page = snapshot.pages.first(where: { $0.digest == digest }),
      let layout = snapshot.page(layoutOf: page.number)
    else { return nil }
    return (page, layout)
  }
}

// MARK: - Keeping up

extension LiveIssue {
  /// Something changed: it is read as soon as what is being made up is done.
  func notice(_ moment: ContinuousClock.Instant) {
    guard !isStopped else { return }
    noticed = min(noticed ?? moment, moment)
    guard !isWorking else { return }
    isWorking = true
    Task { await work() }
  }

  private func work() async {
    while true {
      if isStopped {
        break
      } else if let moment = noticed {
        noticed = nil
        await reread(since: moment)
      } else if let chain = nextChain() {
        await adopt(await stone.makeUp(chain: chain.index), since: chain.since)
      } else if isWatchDue {
        await lookAround()
      } else {
        break
      }
    }
    isWorking = false
    open()
    for waiter in settling { waiter.resume() }
    settling = []
    if !untried.isEmpty, trying == nil, !isStopped { trying = Task { await tryPages() } }
  }

  /// Watches the folders that there are now.
  private func lookAround() async {
    isWatchDue = false
    let (issue, folder) = (snapshot.issue, folder)
    let folders = await Task.detached { WatchedFolders(of: issue, at: folder).paths }.value
    // What came into a folder before it was watched nobody has told of.
    if let new = watch?.watch(folders), !new.isEmpty { noticed = noticed ?? .now }
  }

  private func nextChain() -> Chain? {
    guard !waiting.isEmpty else { return nil }
    let first = waiting.firstIndex { !wanted.isDisjoint(with: $0.pages) } ?? 0
    return waiting.remove(at: first)
  }

  private func reread(since moment: ContinuousClock.Instant) async {
    let reading = await stone.read()
    var next = snapshot
    next.reading = reading.report
    if let builder = reading.builder {
      self.builder = builder
      next.issue = builder.issue
      next.edition = reading.edition
      let earlier = waiting
      waiting = reading.changed.map { index in
        let pages = reading.chains[index]
        let since = earlier.first { $0.pages == pages }?.since
        return Chain(index: index, pages: pages, since: since ?? moment)
      }
      next.pending = waiting.flatMap(\.pages).sorted()
      let numbers = Set(reading.chains.joined())
      next.pages.removeAll { !numbers.contains($0.number) }
    }
    isWatchDue = true
    if snapshot.generation == 0 || next.reading != snapshot.reading
      || next.pages.count != snapshot.pages.count
    {
      snapshot = next
      publish([], since: moment)
    } else {
      snapshot = next
    }
  }

  private func adopt(
    _ pages: [Stone.StonePage], since moment: ContinuousClock.Instant
  ) async {
    guard let builder else { return }
    var changes: [PageChange] = []
    for page in pages {
      let number = page.made.frame.page
      snapshot.pending.removeAll { $0 == number }
      let old = snapshot.page(number)
      var report = page.made.report
      if let old { report.add(old.report.without(old.made.report)) }
      let new = LivePage(
        number: number, name: page.made.frame.title, digest: page.digest, made: page.made,
        report: report, milliseconds: page.time / .milliseconds(1))
      // Even if it looks the same: the press may be set otherwise.
      untried.insert(number)
      let areas = old.map { FrameDifference($0.made.frame, page.made.frame).areas } ?? []
      if old?.digest == new.digest, old?.made == new.made { continue }
      changed = .now
      snapshot.pages.removeAll { $0.number == number }
      let place = snapshot.pages.firstIndex { $0.number > number } ?? snapshot.pages.endIndex
      snapshot.pages.insert(new, at: place)
      changes.append(
        PageChange(
          number: number, digest: new.digest, before: old?.digest, areas: areas.map(Area.init)))
      await gallery.add(
        page.made.frame, as: new.digest, builder: builder, replacing: old?.digest, areas)
    }
    if !changes.isEmpty { publish(changes, since: moment) }
    open()
  }

  /// Tries the pages that were made up anew, whenever nothing is to be made up.
  private func tryPages() async {
    defer { trying = nil }
    while !isStopped, let builder,
      let page = snapshot.pages.first(where: { untried.contains($0.number) })
    {
      // Whoever looks at a page that changed sees it drawn first.
      let left = Self.pause - (.now - changed)
      if left > .zero {
        try? await Task.sleep(for: left)
        continue
      }
      if isWorking {
        await settled()
        continue
      }
      untried.remove(page.number)
      let report = await trial.findings(of: page.made, edition: snapshot.edition, with: builder)
      // Made up again meanwhile, it will be tried again.
      guard let index = snapshot.pages.firstIndex(where: { $0.number == page.number }),
        snapshot.pages[index].made == page.made, snapshot.pages[index].report != report
      else { continue }
      snapshot.pages[index].report = report
      let change = PageChange(
        number: page.number, digest: page.digest, before: page.digest, areas: [])
      publish([change], since: .now)
    }
  }

  /// Tells those who wait for the first pages.
  private func open() {
    for waiter in opening { waiter.resume() }
    opening = []
  }

  private func publish(_ pages: [PageChange], since moment: ContinuousClock.Instant) {
    snapshot.generation += 1
    let time = (ContinuousClock.now - moment) / .milliseconds(1)
    let change = LiveChange(
      generation: snapshot.generation, pages: pages, milliseconds: time)
    for listener in listeners.values { listener.yield(change) }
  }
}
