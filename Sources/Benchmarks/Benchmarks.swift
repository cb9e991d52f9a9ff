import Makeup
import Newspaper
import Production
import Proofing

#if canImport(Glibc)
  import Glibc
#endif

/// Measures Forme on the sample issue: `make bench`; with `live` after the issue's folder, the
/// proof desk alone.
@main
struct Benchmarks {
  static func main() async {
    let folder = CommandLine.arguments.dropFirst().first ?? "Samples/gewu/0512"
    if CommandLine.arguments.last == "live" { return await live(folder) }
    let clock = ContinuousClock()
    var start = clock.now
    let (builder, report) = IssueBuilder.open(folder)
    guard let builder else {
      print(report.text())
      return
    }
    line("open (read, fonts)", clock.now - start)
    if let bench = CompositionBench(builder.issue) {
      let times = bench.times(turns: 20)
      line("10,000 characters in 11-em columns, warm: shaping", times.shape)
      line("10,000 characters in 11-em columns, warm: preparing", times.prepare)
      line("10,000 characters in 11-em columns, warm: breaking and setting", times.lines)
    }
    let edition = builder.issue.editions.first

    start = clock.now
    let first = await builder.makeUp(edition: edition, workers: 1)
    line("makeup of \(first.count) pages, first time, one worker", clock.now - start)

    let order = BuildOrder(editions: [edition], workers: 1)
    start = clock.now
    _ = await builder.build(order)
    line("build, photos as cached before, one worker", clock.now - start)
    start = clock.now
    let built = await builder.build(order)
    line("build, all photos cached, one worker", clock.now - start)
    for phase in PhaseTimes.Phase.allCases {
      line("  \(phase.rawValue) (pages and whole issue)", built[0].times[phase])
    }

    for page in [2, 3, 6] {
      let turns = builder.rehearse(page: page, turns: 20)
      guard let first = turns.first else { continue }
      let warm = turns.dropFirst(5)
      let best = { (phase: PhaseTimes.Phase) in
        warm.map { $0[phase] }.sorted()[warm.count / 2]
      }
      line("page \(page) without photos, cold: makeup", first[.makeup])
      line("page \(page) without photos, cold: drawing", first[.drawing])
      line("page \(page) without photos, warm (median): makeup", best(.makeup))
      line("page \(page) without photos, warm (median): drawing", best(.drawing))
    }

    for page in [2, 3, 6] {
      let turns = builder.rehearse(page: page, turns: 20, shortenedBy: 2).dropFirst(5)
      let median = turns.map { $0[.makeup] }.sorted()[turns.count / 2]
      line("page \(page), slots two lines shorter, warm (median): makeup with copyfitting", median)
    }

    await live(folder)
    await longRun(builder, edition)
    for page in built[0].pages {
      print("page \(page.number): \((page.pdf?.count ?? 0) / 1024) KB")
    }
    print("whole issue: \((built[0].wholeSize ?? 0) / 1024) KB")
    print("peak memory: \(peakMemory / 1024) MB")
  }

  /// Pages a second when the issue is built again and again on all cores.
  private static func longRun(_ builder: IssueBuilder, _ edition: Edition?) async {
    for workers in [1, 2] {
      let clock = ContinuousClock()
      let start = clock.now
      let editions = Array(repeating: edition, count: 1)
      var pages = 0
      while clock.now - start < .seconds(3) {
        let built = await builder.build(BuildOrder(editions: editions, workers: workers))
        pages += built[0].pages.count
      }
      let seconds = (clock.now - start) / .seconds(1)
      print("\(workers) workers: \((Double(pages) / seconds).formatted(places: 1)) pages/s")
    }
  }

  /// One-paragraph edits of a story in the proof desk.
  private static func live(_ folder: String) async {
    guard let bench = await LiveBench(folder) else { return }
    for (story, page) in [
      ("stories/p2-a.md", 2), ("stories/p3-a.md", 3), ("stories/p6-interview.md", 6),
    ] {
      for zoom in [3, 5] {
        let turns = await bench.turns(21, story: story, page: page, zoom: zoom).dropFirst(5)
        guard let last = turns.last else { continue }
        let dpi = Int(PageTiles.resolutions[zoom])
        let median = { (time: (LiveBench.Turn) -> Duration) in
          turns.map(time).sorted()[turns.count / 2]
        }
        line("one-paragraph edit of page \(page), saved to made up (median)", median { $0.made })
        line(
          "one-paragraph edit of page \(page), saved to new page pixels at \(dpi) dpi (median, "
            + "\(last.tiles) tiles)", median { $0.drawn })
      }
    }
    await bench.close()
    await largeIssue(folder)
  }

  /// An issue of two hundred pages in the proof desk.
  private static func largeIssue(_ folder: String) async {
    guard let bench = await LiveBench(folder, pages: 200) else { return }
    line("200 pages opened at the proof desk", bench.opening)
    let memory = peakMemory
    // Page 100 is a copy of page 7: 100 modulo 6 is the fifth inside page.
    let turns = await bench.turns(21, story: "stories/p7-a-100.md", page: 100, zoom: 3)
      .dropFirst(5)
    guard !turns.isEmpty else { return }
    line(
      "one-paragraph edit of a page among 200, saved to made up (median)",
      turns.map(\.made).sorted()[turns.count / 2])
    print("peak memory with 200 pages: \(memory / 1024) MB, after edits \(peakMemory / 1024) MB")
    await bench.close()
  }

  private static func line(_ what: String, _ time: Duration) {
    print("\(what): \((time / .milliseconds(1)).formatted(places: 1)) ms")
  }

  /// In kilobytes.
  private static var peakMemory: Int {
    var usage = rusage()
    _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss)
  }
}
