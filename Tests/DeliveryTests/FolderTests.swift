import Foundation
import TestSupport
import Testing

/// A hot folder: names, order, what goes again and what does not.
struct FolderTests {
  private static let list = "checksums: \"{latinName}_{shortYear}{month}{day}_{zone}{version}\""

  @Test func eachFileOnceAndTheListLast() throws {
    let scratch = try Scratch()
    try scratch.edition("0512-north", code: "north")
    try scratch.plant(Self.list + "\nwords: {north: N}")
    let outcome = try scratch.deliver("0512-north")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      scratch.delivered == [
        "Gewu_261231_NA.sha256", "Gewu_261231_NA_01.pdf", "Gewu_261231_NA_02.pdf",
        "Gewu_261231_NA_03.pdf", "Gewu_261231_NA_04.pdf",
      ])
    #expect(
      outcome.errors.split(separator: "\n").last == "Gewu_261231_NA.sha256", "the list goes last")
    let check = try Tool.run(
      "sha256sum", ["--check", "--quiet", "Gewu_261231_NA.sha256"], in: scratch("in"))
    #expect(check.status == 0)

    let again = try scratch.deliver("0512-north")
    #expect(again.status == 0 && again.errors.isEmpty, "what was sent is not sent again")
    let empty = try scratch.deliver()
    #expect(empty.status == 0 && empty.errors.isEmpty)
  }

  @Test func whatThePlantHasTakenIsAcknowledgedAndNotSentAgain() throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 2)
    try scratch.plant()
    #expect(try scratch.deliver("0512").status == 0)
    #expect(
      try scratch.deliver("--status").output
        == "sent\tGewu_261231A_01.pdf\t\nsent\tGewu_261231A_02.pdf\t\n")
    try FileManager.default.removeItem(atPath: scratch("in/Gewu_261231A_01.pdf"))
    #expect(
      try scratch.deliver("--status").output
        == "acknowledged\tGewu_261231A_01.pdf\t\nsent\tGewu_261231A_02.pdf\t\n")
    #expect(try scratch.deliver("0512").status == 0)
    #expect(scratch.delivered == ["Gewu_261231A_02.pdf"])
    struct Status: Decodable {
      struct File: Decodable {
        var name: String
        var state: String
        var bytes: Int
      }
      var files: [File]
    }
    let json = try scratch.deliver("--status", "--json").output
    let status = try JSONDecoder().decode(Status.self, from: Data(json.utf8))
    #expect(status.files.map(\.state) == ["acknowledged", "sent"])
    #expect(status.files.allSatisfy { $0.bytes > 900 })
  }

  @Test func aChangedPageNeedsAWordAndGetsALetter() throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 3)
    try scratch.plant(Self.list)
    #expect(try scratch.deliver("0512").status == 0)
    let first = try scratch.bytes("in/Gewu_261231A_02.pdf")
    try scratch.edition("0512", pages: 3, changed: [2])
    let refused = try scratch.deliver("0512")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("delivery.changed"))
    #expect(refused.errors.contains("say --resend to send it as version B"), "\(refused.errors)")
    #expect(scratch.delivered.count == 4)

    #expect(try scratch.deliver("0512", "--resend").status == 0)
    #expect(
      scratch.delivered.filter { $0.contains("B") } == [
        "Gewu_261231B.sha256", "Gewu_261231B_02.pdf",
      ])
    #expect(try scratch.bytes("in/Gewu_261231A_02.pdf") == first, "a name keeps its bytes")
    #expect(try scratch.text("in/Gewu_261231B.sha256").split(separator: "\n").count == 1)
    #expect(try scratch.deliver("0512", "--resend").errors.isEmpty, "nothing has changed since")

    // The plant has lost page 3.
    #expect(try scratch.deliver("0512", "--resend", "--pages", "3").status == 0)
    #expect(scratch.delivered.contains("Gewu_261231B_03.pdf"))
    #expect(scratch.delivered.contains("Gewu_261231C.sha256"))
  }

  /// A late change: the edition has a later letter, so that changes are meant.
  @Test func anEditionOfALaterVersionSendsItsChangesByItself() throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 3)
    try scratch.plant()
    #expect(try scratch.deliver("0512").status == 0)
    try scratch.edition("0512", pages: 3, version: "C", changed: [1])
    #expect(try scratch.deliver("0512").status == 0)
    #expect(scratch.delivered.filter { !$0.contains("A_") } == ["Gewu_261231C_01.pdf"])
  }

  @Test func aPageThatWasHeldBackGoesLater() throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 2)
    try scratch.plant(Self.list)
    #expect(try scratch.deliver("0512").status == 0)
    try scratch.edition("0512", pages: 3)
    #expect(try scratch.deliver("0512").status == 0)
    #expect(
      try scratch.text("in/Gewu_261231B.sha256").hasSuffix("  Gewu_261231A_03.pdf\n"),
      "the second list has what went with it")
  }

  @Test func whatIsDueFirstGoesFirst() throws {
    let scratch = try Scratch()
    for code in ["east", "north", "west"] {
      try scratch.edition("0512-\(code)", code: code, pages: 1, date: "2099-03-01")
    }
    try scratch.plant("deadline: 01:30\ndeadlines: {west: \"23:10\", north: 00:15}")
    let outcome = try scratch.deliver("0512-east", "0512-north", "0512-west")
    #expect(
      outcome.errors == """
        Gewu_990301_westA_01.pdf
        Gewu_990301_northA_01.pdf
        Gewu_990301_eastA_01.pdf

        """)
    let status = try scratch.deliver("--status").output
    #expect(status.contains("Gewu_990301_westA_01.pdf\t2099-02-28T23:10\n"))
    #expect(status.contains("Gewu_990301_northA_01.pdf\t2099-03-01T00:15\n"))
  }

  @Test func whatIsLateIsTold() throws {
    let scratch = try Scratch()
    try scratch.edition("0001", pages: 2, date: "2020-01-01")
    try scratch.plant("deadline: 23:00")
    let outcome = try scratch.deliver("0001")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("0001: was due at 2019-12-31 23:00"), "\(outcome.errors)")
  }

  @Test(arguments: [
    ("{latinName}{version}", "delivery.name.taken"),
    ("{title}{version}_{page}", "delivery.name.characters"),
    ("{latinName}{section}_{page}", "delivery.name.characters"),
    (
      "{latinName}{date}{date}{date}{date}{date}{date}{date}{date}{date}{date}{page}",
      "delivery.name.length"
    ),
  ])
  func namesThatCannotBeSendNothing(template: String, code: String) throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 2)
    try scratch.plant(fileName: template)
    let outcome = try scratch.deliver("0512")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("error: "))
    #expect(outcome.errors.contains("[\(code)]"), "\(outcome.errors)")
    #expect(outcome.errors.contains("plant.yaml:3:"), "the template's place")
    #expect(scratch.delivered == [])
    #expect(try scratch.deliver("--status").output == "", "nothing of the edition is queued")
  }

  @Test func wordsAreThePlants() throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 2)
    try scratch.plant(
      "words: {要闻: A, 副刊: B, black: M, colour: P}",
      fileName: "GEW_{year}{month}{day}_{section}{page:3}_{page}{colour}{version}")
    #expect(try scratch.deliver("0512").status == 0)
    #expect(scratch.delivered == ["GEW_20261231_A001_1PA.pdf", "GEW_20261231_B002_2MA.pdf"])
  }

  @Test func aFileThatIsNotOursIsLeftAlone() throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 2)
    try scratch.plant(Self.list)
    try scratch.write("somebody else's", to: "in/Gewu_261231A_01.pdf")
    let outcome = try scratch.deliver("0512")
    #expect(outcome.status == 1 && outcome.errors.contains("delivery.occupied"))
    #expect(try scratch.text("in/Gewu_261231A_01.pdf") == "somebody else's")
    #expect(
      scratch.delivered == [
        "Gewu_261231A_01.pdf", "Gewu_261231A_01.pdf.part", "Gewu_261231A_02.pdf",
      ],
      "the rest goes, the list waits")
    try FileManager.default.removeItem(atPath: scratch("in/Gewu_261231A_01.pdf"))
    #expect(try scratch.deliver().status == 0)
    #expect(
      scratch.delivered == ["Gewu_261231A.sha256", "Gewu_261231A_01.pdf", "Gewu_261231A_02.pdf"])
  }

  @Test func aSourceThatChangedUnderUsIsNotSent() throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 2)
    try scratch.plant()
    try scratch.write("%PDF-1.6 half a pa", to: "0512/0512-p2.pdf")
    let outcome = try scratch.deliver("0512")
    #expect(outcome.status == 1 && outcome.errors.contains("delivery.source"))
    #expect(scratch.delivered == ["Gewu_261231A_01.pdf"])
    try scratch.edition("0512", pages: 2, changed: [2])
    #expect(try scratch.deliver("0512").status == 0, "it never went, so that A is still free")
    #expect(try scratch.bytes("in/Gewu_261231A_02.pdf") == scratch.bytes("0512/0512-p2.pdf"))
  }

  @Test func aFolderThatIsAwayIsTriedAgainLater() throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 2)
    try scratch.plant()
    try FileManager.default.removeItem(atPath: scratch("in"))
    let outcome = try scratch.deliver("0512")
    #expect(outcome.status == 75 && outcome.errors.contains("delivery.folder"))
    try FileManager.default.createDirectory(
      atPath: scratch("in"), withIntermediateDirectories: false)
    #expect(try scratch.deliver().status == 0)
    #expect(scratch.delivered == ["Gewu_261231A_01.pdf", "Gewu_261231A_02.pdf"])
  }

  @Test(arguments: [
    ("name: x", "name: x", "key.missing", 65),
    ("kind: folder", "kind: pigeon", "value.choice", 65),
    ("{page}", "{pgae}", "fileName.field", 65),
    ("deadline: 23:00", "deadline: 25:00", "plant.deadline", 65),
    ("path: in", "user: me", "key.unknown", 65),
  ])
  func aPlantThatCannotBeReadIsToldByItsPlace(
    old: String, new: String, code: String, status: Int32
  ) throws {
    let scratch = try Scratch()
    try scratch.edition("0512", pages: 1)
    try scratch.plant("deadline: 23:00", fileName: "a{page}")
    let text = try scratch.text("plant.yaml")
    try scratch.write(
      code == "key.missing"
        ? text.replacing("name: 云泽印务\n", with: "") : text.replacing(old, with: new),
      to: "plant.yaml")
    let outcome = try scratch.deliver("0512")
    #expect(outcome.status == status)
    #expect(outcome.errors.contains("[\(code)]"), "\(outcome.errors)")
    #expect(outcome.errors.contains("plant.yaml:"))
  }

  @Test func aFolderWithoutManifestIsNoEdition() throws {
    let scratch = try Scratch()
    try scratch.plant()
    try scratch.write("{}", to: "broken/manifest.json")
    for folder in ["in", "broken", "nowhere"] {
      let outcome = try scratch.deliver(folder)
      #expect(outcome.status == 1 && outcome.errors.contains("[delivery.manifest]"))
    }
  }
}
