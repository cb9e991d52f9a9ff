import Testing

@testable import Delivery

struct VersionTests {
  @Test func lettersGoOnAfterZ() {
    #expect(
      ["A", "Y", "Z", "AZ", "ZZ"].map { VersionLetter($0).next.text }
        == ["B", "Z", "AA", "BA", "AAA"])
    #expect(VersionLetter("Z") < VersionLetter("AA") && VersionLetter("A") < VersionLetter("B"))
  }
}
