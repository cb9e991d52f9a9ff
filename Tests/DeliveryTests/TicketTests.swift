import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Delivery

/// The rules are those of the XJDF specification, named by element and attribute; CIP4's schema is
/// not ours to pass on.
struct TicketTests {
  @Test func aTicketNamesFilesPlatesAndDeadline() throws {
    let scratch = try Scratch()
    try scratch.edition("0512-north", code: "north", pages: 2, date: "2099-01-01")
    try scratch.plant(
      "ticket: xjdf\nchecksums: \"{zone}{version}\"\ndeadline: 23:30",
      fileName: "{zone}{version}{page}")
    let outcome = try Tool.run(
      Tool.program, ["deliver", "--to", "plant.yaml", "0512-north"], in: scratch.path,
      environment: ["TZ": "CST-8"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      scratch.delivered == ["northA.sha256", "northA.xjdf", "northA1.pdf", "northA2.pdf"])

    let ticket = try Reading(scratch.text("in/northA.xjdf"))
    #expect(ticket.root.name == "XJDF" && ticket.root.uri == "http://www.CIP4.org/JDFSchema_2_0")
    #expect(
      try ticket.values("/*/@*[name()!='xmlns']").sorted() == [
        "2099-01-01-512-north", "Interpreting Rendering ImageSetting", "格物周报 512",
      ])
    #expect(
      try ticket.values("/*/*[local-name()='ResourceSet']/@Name")
        == ["NodeInfo", "InterpretingParams", "Media", "RunList", "ExposedMedia"])
    #expect(
      try ticket.values("//@LastStart") == ["2098-12-31T23:30:00+08:00"],
      "dateTime: a local time has its zone")
    #expect(try ticket.values("//@URL") == ["northA1.pdf", "northA2.pdf"])
    let sizes = try ["northA1.pdf", "northA2.pdf"].map { try scratch.text("in/\($0)").utf8.count }
    #expect(try ticket.values("//@FileSize") == sizes.map(String.init))
    #expect(try ticket.values("//@CheckSum").isEmpty, "FileSpec/@CheckSum is MD5; ours is not")
    #expect(
      try ticket.values("//@Separation") == ["Cyan", "Magenta", "Yellow", "Black", "Black"],
      "page 2 is black alone")
    #expect(Set(try ticket.values("//@PartVersion")) == ["north-A"])
  }

  @Test("ImageSetting: every ExposedMedia refers to a Media, the plate before it is imaged")
  func everyPlateHasItsMedia() throws {
    let ticket = try Reading([piece("1"), piece("2", colour: "black")])
    let plates = try ticket.values("//*[local-name()='ExposedMedia']/@MediaRef")
    let raw = "//*[local-name()='ResourceSet'][@Name='Media'][@Usage='Input']/*"
    #expect(plates.count == 5)
    #expect(Set(plates) == Set(try ticket.values(raw + "/@ID")))
    #expect(try ticket.values(raw + "/*/@MediaType") == ["Plate"])
  }

  @Test("Resource: the specific resource is the last element, and is called as its set is")
  func resourcesAreInOrder() throws {
    let ticket = try Reading([piece("1")], due: "2026-12-31T00:40")
    for set in try ticket.root.nodes(forXPath: "//*[local-name()='ResourceSet']") {
      let name = try set.nodes(forXPath: "@Name").first?.stringValue
      for resource in set.children ?? [] {
        let children = (resource.children ?? []).compactMap { ($0 as? XMLElement)?.name }
        #expect(children.last == name)
        #expect(children.dropLast().allSatisfy { $0 == "Part" })
      }
    }
  }

  @Test func anImposedPlateIsASheetAndASide() throws {
    let ticket = try Reading([
      piece("A1F", role: .plate), piece("A1B", role: .plate, colour: "black"),
    ])
    let parts = "//*[local-name()='ResourceSet'][@Name='RunList']/*/*[local-name()='Part']"
    #expect(try ticket.values(parts + "/@SheetName") == ["A1", "A1"])
    #expect(try ticket.values(parts + "/@Side") == ["Front", "Back"])
    #expect(
      try ticket.values("//@Separation[../@Side='Back']") == ["Black"],
      "the back is black alone")
  }

  @Test func aWholeIssueIsNoSheet() throws {
    let ticket = try Reading([piece("1,2,3,4", role: .issue)])
    #expect(try ticket.values("//@SheetName").isEmpty)
    #expect(try ticket.values("//@NPage") == ["4"])
    #expect(try ticket.values("//@Separation") == ["Cyan", "Magenta", "Yellow", "Black"])
  }

  @Test("NMTOKEN: JobID and the keys of Part have neither space nor slash")
  func zonesOfAnyNameMakeTokens() throws {
    let ticket = try Reading([piece("1")], zone: "北城 A/甲&")
    #expect(try ticket.values("/*/@JobID") == ["2026-12-31-512-北城_A_甲_"])
    #expect(Set(try ticket.values("//@PartVersion")) == ["北城_A_甲_-A"])
  }

  @Test("URL: what RFC 3986 reserves is escaped, what is beyond ASCII may stay")
  func namesBecomeURLs() throws {
    var file = piece("1")
    file.name = "要闻 #1 100%?&.pdf"
    #expect(try Reading([file]).values("//@URL") == ["要闻%20%231%20100%25%3F%26.pdf"])
  }

  private func piece(
    _ slot: String, role: Piece.Role = .page, colour: String = "colour"
  ) -> Piece {
    Piece(
      id: 1, shipment: 1, role: role, slot: slot, name: "\(slot).pdf", version: "A", path: "",
      bytes: 1, sha256: "", colour: colour, state: .sent)
  }

  /// A ticket as whoever gets it reads it.
  private struct Reading {
    let document: XMLDocument
    let root: XMLElement

    init(_ text: String) throws {
      document = try XMLDocument(xmlString: text)
      root = try #require(document.rootElement())
    }

    init(_ files: [Piece], zone: String = "", due: String? = nil) throws {
      let shipment = Shipment(
        folder: "", publication: "格物周报", number: 512, date: "2026-12-31", zone: zone, due: due)
      try self.init(Ticket(shipment: shipment, files: files).text)
    }

    func values(_ path: String) throws -> [String] {
      try root.nodes(forXPath: path).compactMap(\.stringValue)
    }
  }

  @Test func aTicketIsCheckedWithTheUsersSchema() throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 1)
    try scratch.plant("ticket: xjdf", fileName: "a{version}{page}")
    // A schema that allows nothing but another root.
    let schema = """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Other"/></xs:schema>
      """
    try scratch.write(schema, to: "other.xsd")
    let outcome = try scratch.deliver("0512", "--xsd", "other.xsd")
    #expect(
      outcome.status == 1 && outcome.errors.contains("[delivery.ticket]"), "\(outcome.errors)")
    #expect(scratch.delivered == ["aA1.pdf"])
    let any = """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" \
      targetNamespace="http://www.CIP4.org/JDFSchema_2_0"><xs:element name="XJDF"/></xs:schema>
      """
    try scratch.write(any, to: "any.xsd")
    let good = try scratch.deliver("--xsd", "any.xsd")
    #expect(good.status == 0, "\(good.errors)")
    #expect(scratch.delivered == ["aA.xjdf", "aA1.pdf"])
  }
}
