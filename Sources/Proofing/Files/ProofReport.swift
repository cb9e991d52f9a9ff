import FoundationEssentials
import Makeup
import Newspaper
import Prepress
import Production

/// 校样报告: one HTML file with everything in it, for reading without a server, a script or a network.
struct ProofReport {
  /// A page in the report.
  struct PageOfReport {
    var image: ProofImage
    var proof: KeptProof
    /// The picture that stands in the report, as PNG.
    var picture: [UInt8]?
    /// The page made small, as PNG.
    var small: [UInt8]?
    /// Nil when nothing is compared.
    var difference: PageDifference?
    /// All signatures of the issue.
    var signatures: [Signature]
  }

  let issue: Issue
  let edition: Edition?
  let language: ReportLanguage
  /// What was found while reading the issue.
  let reading: Report
  let pages: [PageOfReport]

  var words: ReportWords { ReportWords(language: language) }

  /// The whole file.
  var html: HTML {
    """
    <!doctype html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
    style-src 'sha256-\(Self.styleHash)'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>\(issue.publication.name) \(words.proof)</title>
    <style>\(Self.style)</style>
    </head>
    <body>
    <header>
    <h1>\(issue.publication.name) \(words.proof)</h1>
    <p class="facts">\(facts)</p>
    \(tally(all, unless: .note))
    </header>
    <main>
    <nav aria-label="\(words.overview)" id="overview"><ol class="overview">
    \(pages.map(card))</ol></nav>
    \(wholeIssue)
    \(pages.map { page($0) })
    </main>
    </body>
    </html>

    """
  }

  private static let style = HTML(stringLiteral: ReportStyle.css)

  /// What the policy knows the style by (CSP 3, 2.4: base64 of SHA-256).
  private static let styleHash: String = {
    let digits = Array(Digest.sha256(Array(ReportStyle.css.utf8)))
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { index in
      UInt8(String(digits[index...index + 1]), radix: 16)
    }
    return Data(bytes).base64EncodedString()
  }()

  private var facts: String {
    [
      "\(words.issue)\(issue.number)" + (language == .chinese ? "期" : ""), issue.date.iso,
      edition.map { $0.name }, words.pages(pages.count),
    ].compactMap(\.self).joined(separator: " · ")
  }

  private var all: Report {
    var all = reading
    for page in pages { all.add(page.image.report) }
    return all
  }

  /// How many findings of each kind there are.
  func tally(_ report: Report, unless least: Severity) -> HTML {
    let counts: [(String, String)] = [
      (Severity.error, words.errors), (.warning, words.warnings), (.note, words.notes),
    ].compactMap { severity, say in
      let count = report.count(severity)
      return count > 0 && severity > least ? (severity.rawValue, say(count)) : nil
    }
    guard !counts.isEmpty else { return "" }
    return """
      <ul class="chips">\(counts.map { "<li class=\"chip \($0.0)\">\($0.1)</li>" as HTML })</ul>
      """
  }

  /// A page in the overview.
  private func card(_ page: PageOfReport) -> HTML {
    let frame = page.image.made.frame
    let picture: HTML? = page.small.map { png in
      """
      <img src="\(png.asDataAddress)" alt="" loading="lazy">
      """
    }
    return """
      <li><a href="#p\(frame.page)">\(picture)<b>\(frame.title)</b>\
      \(tally(page.image.report, unless: .note))\(chip(of: page.difference))</a></li>

      """
  }

  /// What became of a page, in a word.
  func chip(of difference: PageDifference?) -> HTML? {
    switch difference {
    case nil: nil
    case .new: "<span class=\"chip added\">\(words.isNew)</span>"
    case .same: "<span class=\"chip same\">\(words.unchanged)</span>"
    case .changed: "<span class=\"chip changed\">\(words.story(.changed))</span>"
    }
  }

  /// What was found wherever no page is to blame.
  private var wholeIssue: HTML? {
    guard !reading.diagnostics.isEmpty else { return nil }
    return """
      <section class="whole" aria-labelledby="whole"><h2 id="whole">\(words.ofIssue)</h2>
      \(findings(reading, onPage: nil))</section>
      """
  }

  /// Findings with place and remedy; those framed on the page have the number of their frame.
  func findings(_ report: Report, onPage page: Int?) -> HTML {
    guard !report.diagnostics.isEmpty else { return "<p>\(words.noFindings)</p>" }
    var number = 0
    var counts: [String: Int] = [:]
    var items: [HTML] = []
    for finding in report.diagnostics {
      if finding.area != nil { number += 1 }
      let kind = "\(finding.code) \(finding.subject)"
      counts[kind, default: 0] += 1
      guard counts[kind, default: 0] <= Self.mostAlike else { continue }
      items.append(item(finding, mark: page != nil && finding.area != nil ? "\(number)" : "·"))
    }
    let rest = counts.values.reduce(0) { $0 + max(0, $1 - Self.mostAlike) }
    let more: HTML? = rest > 0 ? "<p class=\"skipped\">\(words.more(rest))</p>" : nil
    return "<ul class=\"findings\">\n\(items)</ul>\(more)"
  }

  /// Of many findings alike only so many are told.
  private static let mostAlike = 5

  private func item(_ finding: Diagnostic, mark: String) -> HTML {
    let explanation: HTML? = finding.explanation.map { "<p>\($0)</p>" }
    let hints = finding.hints.map { "<li>\($0)</li>" as HTML }
    let list: HTML? = hints.isEmpty ? nil : "<ul>\(hints)</ul>"
    return """
      <li class="\(finding.severity.rawValue)"><span class="number">\(mark)</span><div>\
      <p><b>\(words.severity(finding.severity.rawValue))</b> \(finding.summary)</p>\
      \(explanation)\(list)<p class="place">\(finding.at?.description ?? "") \
      <code>\(finding.code)</code></p></div></li>

      """
  }
}

extension [UInt8] {
  /// A PNG as an address that holds all of it.
  var asDataAddress: String { "data:image/png;base64,\(Data(self).base64EncodedString())" }
}
