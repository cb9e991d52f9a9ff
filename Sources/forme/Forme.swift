import ArgumentParser
import Production

@main
struct Forme: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forme",
    abstract: "Lays out and prints newspapers.",
    discussion: """
      ISSUE is the folder that holds issue.yaml. Exit codes: 0 done, 1 something must not go to \
      press, 64 wrong usage, 65 input that cannot be read, 75 nothing but what may be gone in a \
      while: try again.
      """,
    version: formeVersion,
    subcommands: [
      Render.self, Proof.self, Sign.self, Log.self, Roster.self, Check.self, Press.self,
      Impose.self, Deliver.self, Watch.self, Plan.self,
      Layouts.self, Compose.self, Dump.self, Fonts.self, Schema.self, New.self,
    ])
}
