import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Delivery

/// The structure of XJDF, as reference and CIP4's public samples have it; the schema is not ours to
/// pass on.
struct TicketTests {
  @Test func aTicketNamesFilesPlatesAndDeadline() throws {
    let scratch = try Scratch()
    try scratch.edition("0512-north", code: "north", pages: 2, date: "2099-01-01")
    try scratch.plant(
      "ticket: xjdf\nchecksums: \"{zone}{version}\"\ndeadline: 23:30",
      fileName: "{zone}{version}{page}")
    #expect(try scratch.deliver("0512-north").status == 0)
    #expect(
      scratch.delivered == ["northA.sha256", "northA.xjdf", "northA1.pdf", "northA2.pdf"])

    let document = try XMLDocument(contentsOf: URL(filePath: scratch("in/northA.xjdf")))
    let root = try #require(document.rootElement())
    #expect(root.name == "XJDF" && root.uri == "http://www.CIP4.org/JDFSchema_2_0")
    let parts = (root.children ?? []).compactMap { ($0 as? XMLElement)?.name }
    #expect(parts == ["AuditPool", "ProductList"] + Array(repeating: "ResourceSet", count: 3))
    func values(_ path: String) throws -> [String] {
      try root.nodes(forXPath: path).compactMap(\.stringValue)
    }
    #expect(try values("/*/@JobID") == ["2099-01-01-512-north"])
    #expect(try values("/*/@Types") == ["ImageSetting"])
    #expect(try values("//*[local-name()='NodeInfo']/@LastEnd") == ["2098-12-31T23:30:00"])
    #expect(try values("//*[local-name()='FileSpec']/@URL") == ["northA1.pdf", "northA2.pdf"])
    let sums = try scratch.text("in/northA.sha256").split(separator: "\n").map { $0.prefix(64) }
    #expect(try values("//*[local-name()='FileSpec']/@CheckSum") == sums.map(String.init))
    let plates = "//*[local-name()='ResourceSet'][@Name='ExposedMedia']/*/*[local-name()='Part']"
    #expect(
      try values(plates + "/@Separation") == ["Cyan", "Magenta", "Yellow", "Black", "Black"],
      "page 2 is black alone")
    #expect(Set(try values(plates + "/@PartVersion")) == ["north-A"])
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
