import ArgumentParser
import FoundationEssentials
import Newspaper
import Production
import Proofing

/// Signing pages, and how far they have come.
struct Sign: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Signs pages as they are now, or tells how they stand.",
    discussion: """
      Without STAGE it prints for each page which stages are signed. A signature holds for what the \
      page shows; when the page changes, it falls away. Where the publication has a roster, the \
      password is read from standard input.
      """)

  @Argument(help: "The issue's folder.") var issue: String
  @Argument(help: "The stage to sign, such as 终审.") var stage: String?
  @Option(name: .long, help: "Only these pages, such as 1-4,7.") var pages: PageList?
  @Option(name: .long, help: "The edition's code or name (default: the first).")
  var edition: String?
  @Option(name: .customLong("as"), help: "Who signs.") var name: String?
  @Option(name: .long, help: "In which role; the roster knows it where there is one.")
  var role: String?
  @Flag(name: .long, help: "Take the signature back instead.") var withdraw = false
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (stage == nil) == (name == nil) else {
      throw ValidationError("to sign, name a stage and say who signs: 终审 --as NAME")
    }
    guard stage == nil || pages != nil else {
      throw ValidationError("say which pages are signed, such as --pages 1-4")
    }
    guard !withdraw || stage != nil else { throw ValidationError("--withdraw needs a stage") }
  }

  func run() async throws {
    let (builder, reading) = IssueBuilder.open(issue)
    guard let builder else {
      Console.print(reading, as: common.format)
      return try Console.exit(for: reading, opened: false)
    }
    let edition = try EditionChoice.editions(named: edition, of: builder.issue)[0]
    let chosen = try pages?.checked(against: builder.issue)
    let round = SigningRound(builder: builder, edition: edition, pages: chosen)
    var report = Report()
    do throws(DeskFault) {
      if let stage, let name {
        let member = try await member(named: name, of: builder.issue.publication)
        report =
          try await withdraw
          ? round.withdraw(stage, by: member) : round.sign(stage, by: member)
      } else {
        print(try await round.state(), terminator: "")
      }
    } catch {
      report.add(error.diagnostic)
    }
    Console.print(report, as: common.format)
    try Console.exit(for: report)
  }

  /// Who signs: a member of the roster who knows the password; without a roster, who says so.
  private func member(named name: String, of publication: Publication) async throws(DeskFault)
    -> Member
  {
    guard let roster = try Proofing.Roster.existing(folder: publication.folder) else {
      return Member(name, roles: role.map { [$0] } ?? [])
    }
    return try await roster.admit(name, password: Console.password(of: name))
  }
}
