import Glibc
import Newspaper

/// 作业传票: what plates are to be made of the files of a shipment, as CIP4's XJDF 2.
///
/// Zone and version go into `PartVersion`, since XJDF has no newspaper keys of its own. Nothing is
/// said that is not known here: no `Version`, so that every 2.x takes it; no `AuditCreated`, whose
/// time would make other bytes of a ticket that is written again after a kill; no `CheckSum`, which
/// is MD5 by definition (FileSpec): the list has SHA-256.
struct Ticket {
  let shipment: Shipment
  let files: [Piece]

  /// A PDF is interpreted and rendered before a plate is imaged; ImageSetting alone takes bitmaps.
  var text: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <XJDF xmlns="http://www.CIP4.org/JDFSchema_2_0" DescriptiveName="\(quoted(title))" \
    JobID="\(token(job))" Types="Interpreting Rendering ImageSetting">
      <ProductList>
        <Product IsRoot="true" ProductType="Newspaper"/>
      </ProductList>
    \(deadline)  <ResourceSet Name="InterpretingParams" Usage="Input">
        <Resource><InterpretingParams/></Resource>
      </ResourceSet>
      <ResourceSet Name="Media" Usage="Input">
        <Resource ID="plate"><Media MediaType="Plate"/></Resource>
      </ResourceSet>
      <ResourceSet CombinedProcessIndex="0" Name="RunList" Usage="Input">
    \(files.map(runList).joined())  </ResourceSet>
      <ResourceSet Name="ExposedMedia" Usage="Output">
    \(files.flatMap(plates).joined())  </ResourceSet>
    </XJDF>

    """
  }

  /// What xmllint has against it by a schema; nil when it has nothing.
  func fault(by schema: String, of name: String) -> Diagnostic? {
    func fault(_ summary: String, _ explanation: String?, _ hint: String) -> Diagnostic {
      Diagnostic(
        .error, "delivery.ticket", subject: name, "\(name): \(summary)",
        explanation: explanation, hints: [hint])
    }
    guard let xmllint = ChildProgram(["xmllint", "--noout", "--schema", schema, "-"]) else {
      return fault(
        "cannot be checked: xmllint is not installed", nil, "apt-get install libxml2-utils")
    }
    xmllint.say(text)
    let words = xmllint.end().split(separator: "\n").map(String.init)
    guard words.last != "- validates" else { return nil }
    return fault(
      "does not follow \(schema)", words.first, "report this, with the version of the schema")
  }

  private var title: String { "\(shipment.publication) \(shipment.number)" }

  private var job: String {
    [shipment.date, String(shipment.number), shipment.zone].filter { !$0.isEmpty }
      .joined(separator: "-")
  }

  /// When the files are due the plates have to be begun: nobody here knows when they are done.
  private var deadline: String {
    guard let due = shipment.due.flatMap(Self.moment) else { return "" }
    return """
        <ResourceSet Name="NodeInfo" Usage="Input">
          <Resource><NodeInfo LastStart="\(due)"/></Resource>
        </ResourceSet>

      """
  }

  private func runList(_ file: Piece) -> String {
    let pages =
      file.role == .issue ? " NPage=\"\(file.slot.split(separator: ",").count)\"" : ""
    return """
          <Resource>
            <Part\(place(of: file)) PartVersion="\(version(of: file))"/>
            <RunList\(pages)><FileSpec FileSize="\(file.bytes)" MimeType="application/pdf" URL="\(url(file.name))"/></RunList>
          </Resource>

      """
  }

  private func plates(_ file: Piece) -> [String] {
    let inks = file.colour == "black" ? ["Black"] : ["Cyan", "Magenta", "Yellow", "Black"]
    return inks.map { ink in
      """
          <Resource>
            <Part\(place(of: file)) Separation="\(ink)" PartVersion="\(version(of: file))"/>
            <ExposedMedia MediaRef="plate"/>
          </Resource>

      """
    }
  }

  /// Sheet and side of an imposed plate (`A1F`); a page is its own sheet, and how many sheets a whole
  /// issue makes is the plant's affair.
  private func place(of file: Piece) -> String {
    switch file.role {
    case .plate:
      let side = file.slot.hasSuffix("B") ? "Back" : "Front"
      return " SheetName=\"\(token(String(file.slot.dropLast())))\" Side=\"\(side)\""
    case .page: return " SheetName=\"\(token(file.slot))\""
    case .issue, .ticket, .list: return ""
    }
  }

  private func version(of file: Piece) -> String {
    token(shipment.zone.isEmpty ? file.version : "\(shipment.zone)-\(file.version)")
  }

  // MARK: XJDF's data types (its appendix A)

  /// `dateTime`: a time by the clock on the wall, such as 2026-12-30T23:30, with that clock's offset.
  private static func moment(_ time: String) -> String? {
    guard let due = Deadline(iso: time) else { return nil }
    var parts = tm()
    parts.tm_year = Int32(due.date.year) - 1900
    parts.tm_mon = Int32(due.date.month) - 1
    parts.tm_mday = Int32(due.date.day)
    parts.tm_hour = Int32(due.hour)
    parts.tm_min = Int32(due.minute)
    // Whether it is summer time is to be found out.
    parts.tm_isdst = -1
    guard mktime(&parts) != -1 else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (offset, sign) = (abs(parts.tm_gmtoff) / 60, parts.tm_gmtoff < 0 ? "-" : "+")
    return "\(time):00\(sign)\(two(offset / 60)):\(two(offset % 60))"
  }

  /// `NMTOKEN`: what libxml2 does not take in one becomes `_`.
  private func token(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      let isPlain = Self.isUnreserved(scalar) && scalar != "~"
      return isPlain || ("\u{4E00}"..."\u{9FA5}").contains(scalar) ? scalar : "_"
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// `URL`: a name as a relative one; beyond ASCII it may stay as it is (RFC 3987).
  private func url(_ name: String) -> String {
    name.unicodeScalars.map { scalar in
      guard scalar.isASCII, !Self.isUnreserved(scalar) else { return String(scalar) }
      return "%" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
    }
    .joined()
  }

  /// RFC 3986: needs no escape in a URL.
  private static func isUnreserved(_ scalar: Unicode.Scalar) -> Bool {
    let isAlphanumeric =
      ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    return isAlphanumeric || "-._~".unicodeScalars.contains(scalar)
  }

  private func quoted(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }
}
