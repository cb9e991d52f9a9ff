import ArgumentParser
import Newspaper
import Production
import Proofing

/// Who may come to the proof desk.
struct Roster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists who may come to the proof desk, enters somebody or strikes somebody out.",
    discussion: """
      One roster serves all issues of a publication. The password of who is entered is read from \
      standard input and kept as a hash.
      """)

  @Argument(help: "The publication's folder.") var publication: String
  @Option(name: .long, help: "Enter this name, or give it new roles and a new password.")
  var enter: String?
  @Option(name: .long, help: "Roles, such as 校对,编辑; stages of signing name them.")
  var roles: String?
  @Option(name: .long, help: "Strike this name out; signatures stay.") var strike: String?
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard enter == nil || strike == nil else {
      throw ValidationError("enter somebody or strike somebody out, not both")
    }
    guard roles == nil || enter != nil else { throw ValidationError("--roles goes with --enter") }
  }

  func run() async throws {
    var report = Report()
    do throws(DeskFault) {
      try await obey()
    } catch {
      report.add(error.diagnostic)
    }
    Console.print(report, as: common.format)
    try Console.exit(for: report)
  }

  private func obey() async throws(DeskFault) {
    if let enter {
      let member = Member(enter, roles: roles?.split(separator: ",").map(String.init) ?? [])
      let roster = try Proofing.Roster(folder: publication)
      try await roster.enter(member, password: Console.password(of: enter))
      return
    }
    guard let roster = try Proofing.Roster.existing(folder: publication) else {
      Console.say("\(publication) has no roster yet", unless: common.json)
      return
    }
    if let strike {
      try await roster.strike(strike)
    } else {
      for member in try await roster.members() {
        print(member.name, member.roles.joined(separator: ","), separator: "\t")
      }
    }
  }
}
