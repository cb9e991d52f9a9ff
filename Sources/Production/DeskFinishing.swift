import Composition
import Drawing
import Makeup
import Newspaper
import Prepress

/// The last stretch of a page's way: finishing for press, preflight, binding.
extension Desk {
  /// Finishes one drawn page and examines it; nothing when that cannot be done.
  func finish(
    _ drawn: DrawnDocument, _ frames: [PageFrame], _ edition: Edition?, _ work: inout PressWork
  ) -> [UInt8]? {
    guard let first = frames.first else { return nil }
    let issue = builder.issue
    let job = PressJob(
      title: title(of: first), firstPage: first.page, made: builder.made, trims: drawn.trims,
      inks: issue.publication.inks, keys: drawn.keys,
      placedPages: frames.map { receiveAdvertisements(of: $0, into: &work.report) })
    do throws(Diagnostic) {
      let finished = try work.times.measure(.finishing) { () throws(Diagnostic) in
        try PressPDF.finish(drawn.bytes, job, settings: builder.settings) { index, plates in
          slug(frames[index], edition, plates, version: Digest.sha256(drawn.bytes))
        }
      }
      preflight(finished, first, &work)
      return finished
    } catch {
      var report = Report()
      report.add(error)
      work.report.add(report.placed(on: frames))
      return nil
    }
  }

  /// Gives drawn pages their structure, links and outline; nothing when that cannot be done.
  func finishForScreen(
    _ drawn: DrawnDocument, _ frames: [PageFrame], _ work: inout PressWork
  ) -> [UInt8]? {
    guard let first = frames.first else { return nil }
    let issue = builder.issue
    let pages = frames.indices.map { index in
      ScreenJob.Page(
        number: frames[index].page, title: frames[index].title, trim: drawn.trims[index],
        reading: drawn.readings[index])
    }
    let job = ScreenJob(
      title: frames.count == 1 ? title(of: first) : "\(issue.publication.name) 第\(issue.number)期",
      author: issue.publication.name, made: builder.made, pages: pages)
    do throws(Diagnostic) {
      return try work.times.measure(.finishing) { () throws(Diagnostic) in
        try ScreenPDF.finish(drawn.bytes, job)
      }
    } catch {
      work.report.add(error)
      return nil
    }
  }

  /// Binds finished pages, which were examined one by one, into one file.
  func bind(_ pages: [[UInt8]], _ work: inout PressWork) -> [UInt8]? {
    let issue = builder.issue
    do throws(Diagnostic) {
      return try work.times.measure(.finishing) { () throws(Diagnostic) in
        try PressPDF.bind(
          pages, title: "\(issue.publication.name) 第\(issue.number)期", made: builder.made,
          settings: builder.settings)
      }
    } catch {
      work.report.add(error)
      return nil
    }
  }

  /// Examines a finished page against the press's limits.
  private func preflight(_ pdf: [UInt8], _ frame: PageFrame, _ work: inout PressWork) {
    var findings = Report()
    work.times.measure(.preflight) {
      findings = Preflight.check(
        pdf, name: "page \(frame.page)", of: frame, settings: builder.settings,
        inks: builder.issue.publication.inks)
    }
    for finding in findings.diagnostics {
      // What is wrong with an advertisement was told when it came in.
      let isKnown = work.report.diagnostics.contains {
        $0.code == finding.code && $0.subject == finding.subject && $0.page == finding.page
      }
      if !isKnown { work.report.add(finding) }
    }
  }

  /// Examines the advertisers' pages of a page at the size they are placed; returns those that can
  /// be opened, so that the rest of the page is examined in the same run.
  private func receiveAdvertisements(
    of frame: PageFrame, into report: inout Report
  ) -> [PlacedPage] {
    var pages: [PlacedPage] = []
    for item in frame.leaves {
      guard case .placedPage(let placed) = item.mark else { continue }
      let found = Preflight.check(
        advertisement: placed,
        named: "\(item.subject.source) in slot \(item.subject.slot) of page \(frame.page)",
        settings: builder.settings, inks: builder.issue.publication.inks)
      for var finding in found.diagnostics {
        finding.subject = item.subject.source
        finding.at = item.subject.at
        finding.page = frame.page
        finding.area = placed.frame
        report.add(finding)
      }
      // What preflight finds, it finds in a file that can be opened.
      if found.diagnostics.allSatisfy({ $0.code.hasPrefix("preflight.") }) { pages.append(placed) }
    }
    return pages
  }

  private func title(of frame: PageFrame) -> String {
    let issue = builder.issue
    return "\(issue.publication.name) 第\(issue.number)期第\(frame.page)版"
  }

  /// The slug line of a page in small Hei: publication, number, page, edition, date, plates, and
  /// the version, by which two states of a page can be told apart.
  private func slug(
    _ frame: PageFrame, _ edition: Edition?, _ plates: [String], version: String
  ) -> SlugLine? {
    let style = TextStyle(face: "hei", size: .points(7), pitch: .points(9))
    let zone = builder.issue.editions.isEmpty ? nil : edition?.name ?? "各版通用"
    let words = [
      title(of: frame), zone, builder.issue.date.iso, plates.joined(separator: " "),
      "Forme \(formeVersion) \(version.prefix(8))",
    ].compactMap(\.self).joined(separator: "　")
    let line = composer.singleLine(RichText(words), style: style)
    var sheet = frame.sheet
    sheet.trim = Size(width: line.width + style.size, height: style.pitch)
    sheet.bleed = .zero
    var page = PageFrame(page: frame.page, sheet: sheet, inks: frame.inks)
    page.items = line.runs.map { run in
      var run = run
      run.origin = Point(x: run.origin.x, y: run.origin.y + style.size)
      return FrameItem(.glyphs(run), Subject(.mark))
    }
    let drawn = try? drawer.pdf(
      [page], colours: .keyed, date: builder.issue.date, pictures: { _ in nil })
    return drawn.map { SlugLine(pdf: $0.bytes, keys: $0.keys) }
  }
}

extension PageFrame {
  /// What PDF/X-1a cannot hold, item by item; cut-outs are told by the photo desk.
  var transparentItems: Report {
    var report = Report()
    for item in leaves {
      guard case .shape(.veil) = item.mark else { continue }
      let subject = item.subject
      report.add(
        Diagnostic(
          .error, "press.x1a.transparency",
          subject: subject.source.isEmpty ? subject.part.rawValue : subject.source, at: subject.at,
          page: page, area: item.area,
          "\(subject.part.rawValue) of page \(page) is transparent, which PDF/X-1a cannot hold",
          hints: ["print the item solid, or send the page as PDF/X-4"]))
    }
    return report
  }
}
