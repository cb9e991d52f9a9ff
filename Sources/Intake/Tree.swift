import Newspaper
import Yams

/// A YAML value as it was written, every part with its place.
struct Tree: Sendable {
  indirect enum Content: Sendable {
    /// A key without a value, or `~`.
    case nothing
    /// `plain` tells unquoted text: only that can be a number.
    case scalar(String, plain: Bool)
    case list([Tree])
    case mapping([Member])
  }

  /// A key and its value.
  struct Member: Sendable {
    var key: Located<String>
    var value: Tree
  }

  var content: Content
  var at: SourceRange

  /// The members of a mapping; none for anything else.
  var members: [Member] {
    if case .mapping(let members) = content { members } else { [] }
  }

  /// The value of a key in a mapping.
  subscript(key: String) -> Tree? { members.first { $0.key.value == key }?.value }

  /// What was written, in words for "found …".
  var words: String {
    switch content {
    case .nothing: "nothing"
    case .scalar(let text, _):
      text.contains("\n") || text.count > 24 ? "“\(text.prefix(20))…”" : "“\(text)”"
    case .list: "a list"
    case .mapping: "keys with values"
    }
  }

  /// This mapping with the members of another put over it; mappings inside are merged `depth` deep.
  func merged(with other: Tree, depth: Int) -> Tree {
    guard case .mapping(var members) = content, case .mapping(let changes) = other.content else {
      return other
    }
    for change in changes {
      if let index = members.firstIndex(where: { $0.key.value == change.key.value }) {
        members[index].value =
          depth > 0
          ? members[index].value.merged(with: change.value, depth: depth - 1) : change.value
      } else {
        members.append(change)
      }
    }
    return Tree(content: .mapping(members), at: at)
  }
}

extension Tree {
  /// The most values a file may hold with its aliases followed, so that a file of a few lines
  /// cannot grow without end.
  static let mostNodes = 100_000

  /// Reads YAML text that starts `offset` lines down its file; nil when it does not parse or holds
  /// nothing.
  init?(yaml text: String, file: String, offset: Int = 0, report: inout Report) {
    let place = { (line: Int, column: Int) in
      SourceRange(file: file, line: line + offset, column: column)
    }
    if let line = YamlGuard.lineNestedTooDeep(text) {
      report.add(
        Diagnostic(
          .error, "yaml.depth", subject: file, at: place(line, 1), "nested too deep",
          hints: ["write it with fewer levels"]))
      return nil
    }
    if let line = YamlGuard.lineOfOneAliasTooMany(text) {
      report.add(
        Diagnostic(
          .error, "yaml.aliases", subject: file, at: place(line, 1),
          "more than \(YamlGuard.mostAliases) *aliases", hints: ["write the values out"]))
      return nil
    }
    do {
      guard let node = try Yams.compose(yaml: text, .basic, .default, .utf8) else { return nil }
      var budget = Self.mostNodes
      guard let tree = Tree(node, place: place, budget: &budget) else {
        report.add(
          Diagnostic(
            .error, "yaml.size", subject: file, at: place(1, 1),
            "more than \(Self.mostNodes) values, aliases counted",
            hints: ["write the values out instead of *aliases"]))
        return nil
      }
      self = tree
    } catch let error as YamlError {
      report.add(error.diagnostics(text: text, file: file, place: place))
      return nil
    } catch {
      report.add(
        Diagnostic(.error, "yaml.syntax", subject: file, at: place(1, 1), "YAML does not parse"))
      return nil
    }
  }

  private init?(_ node: Node, place: (Int, Int) -> SourceRange, budget: inout Int) {
    budget -= 1
    guard budget > 0 else { return nil }
    at = place(node.mark?.line ?? 1, node.mark?.column ?? 1)
    switch node {
    case .scalar(let scalar):
      let plain = scalar.style == .plain || scalar.style == .any
      if plain, ["", "~", "null"].contains(scalar.string) {
        content = .nothing
      } else {
        content = .scalar(scalar.string, plain: plain)
        let width = scalar.string.unicodeScalars.count + (plain ? 0 : 2)
        if !scalar.string.contains("\n") { at.endColumn = at.column + width }
      }
    case .sequence(let sequence):
      var list: [Tree] = []
      for item in sequence {
        guard let tree = Tree(item, place: place, budget: &budget) else { return nil }
        list.append(tree)
      }
      content = .list(list)
    case .mapping(let mapping):
      var members: [Member] = []
      for (keyNode, valueNode) in mapping {
        guard let key = Tree(keyNode, place: place, budget: &budget),
          let value = Tree(valueNode, place: place, budget: &budget)
        else { return nil }
        members.append(
          Member(key: Located(keyNode.scalar?.string ?? "?", at: key.at), value: value))
      }
      content = .mapping(members)
    case .alias:
      content = .nothing
    }
  }
}
