import Newspaper

/// 作业传票: what plates are to be made of the files of a shipment, as CIP4's XJDF.
///
/// Written after the public samples of CIP4's schema; the schema itself may not be passed on, so
/// that whoever has it checks with it (`--xsd`). Zone and version go into `PartVersion`, since XJDF
/// has no newspaper keys of its own.
struct Ticket {
  let shipment: Shipment
  let files: [Piece]
  let plant: Plant

  var text: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <XJDF xmlns="http://www.CIP4.org/JDFSchema_2_0" JobID="\(quoted(job))" Types="ImageSetting">
      <AuditPool>
        <AuditCreated>
          <Header AgentName="Forme" DeviceID="Forme" Time="\(shipment.date)T00:00:00+00:00"/>
        </AuditCreated>
      </AuditPool>
      <ProductList>
        <Product Amount="1" DescriptiveName="\(quoted(title))" ID="product" IsRoot="true" ProductType="Newspaper"/>
      </ProductList>
    \(deadline)  <ResourceSet Name="RunList" Usage="Input">
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

  private var deadline: String {
    guard let due = shipment.due else { return "" }
    return """
        <ResourceSet Name="NodeInfo" Usage="Input">
          <Resource><NodeInfo LastEnd="\(due):00"/></Resource>
        </ResourceSet>

      """
  }

  private func runList(_ file: Piece) -> String {
    """
        <Resource>
          <Part\(place(of: file)) PartVersion="\(quoted(version(of: file)))"/>
          <RunList><FileSpec CheckSum="\(file.sha256)" URL="\(quoted(file.name))"/></RunList>
        </Resource>

    """
  }

  private func plates(_ file: Piece) -> [String] {
    let inks = file.colour == "black" ? ["Black"] : ["Cyan", "Magenta", "Yellow", "Black"]
    return inks.map { ink in
      """
          <Resource>
            <Part\(place(of: file)) Separation="\(ink)" PartVersion="\(quoted(version(of: file)))"/>
            <ExposedMedia/>
          </Resource>

      """
    }
  }

  /// Sheet and side of an imposed plate (`A1F`), else the page as its own sheet.
  private func place(of file: Piece) -> String {
    guard file.role == .plate else { return " SheetName=\"\(quoted(file.slot))\"" }
    let side = file.slot.hasSuffix("B") ? "Back" : "Front"
    return " SheetName=\"\(quoted(String(file.slot.dropLast())))\" Side=\"\(side)\""
  }

  private func version(of file: Piece) -> String {
    shipment.zone.isEmpty ? file.version : "\(shipment.zone)-\(file.version)"
  }

  private func quoted(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }
}
