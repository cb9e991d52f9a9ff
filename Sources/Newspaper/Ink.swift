/// What an ink is made of on the plates.
public enum InkRecipe: Hashable, Sendable {
  /// A mix of the four process inks, each 0 to 100 percent.
  case process(cyan: Int, magenta: Int, yellow: Int, black: Int)
  /// An ink of its own, with the process mix that stands for it where it is not printed.
  case spot(cyan: Int, magenta: Int, yellow: Int, black: Int)
  /// Bare paper: the area is knocked out of everything below it.
  case paper
}

/// The inks a publication declares, by name, in the order of declaration.
///
/// Type, rules and tints name an ink; no colour is ever computed for them.
public struct InkTable: Hashable, Sendable {
  /// One declared ink.
  public struct Entry: Hashable, Sendable {
    /// The name it is called by.
    public var name: String
    /// What it is made of.
    public var recipe: InkRecipe
    /// How a screen shows it at full strength; art drawn in this colour is printed in this ink.
    public var screen: ScreenColour

    /// Declares an ink; without a screen colour it gets the plain mix of its recipe.
    public init(_ name: String, _ recipe: InkRecipe, screen: ScreenColour? = nil) {
      self.name = name
      self.recipe = recipe
      self.screen = screen ?? ScreenColour(approximating: recipe)
    }
  }

  /// The inks in the order of declaration.
  public private(set) var entries: [Entry]

  /// Black and paper, which every publication has.
  public static let standard = InkTable([
    Entry("black", .process(cyan: 0, magenta: 0, yellow: 0, black: 100)),
    Entry("paper", .paper),
  ])

  /// Makes a table; a later entry of the same name replaces the earlier one.
  public init(_ entries: [Entry]) {
    self.entries = []
    for entry in entries { declare(entry) }
  }

  /// Adds an ink, or changes the recipe of the one with this name.
  public mutating func declare(_ entry: Entry) {
    if let index = entries.firstIndex(where: { $0.name == entry.name }) {
      entries[index] = entry
    } else {
      entries.append(entry)
    }
  }

  /// What a screen shows for a paint: the ink's colour thinned towards white.
  ///
  /// Nil for an ink that is not declared.
  public func screenColour(of paint: Paint) -> ScreenColour? {
    entries.first { $0.name == paint.ink }?.screen.thinned(to: paint.tint)
  }

  /// The recipe of a declared ink, nil for an unknown name.
  public subscript(name: String) -> InkRecipe? {
    entries.first { $0.name == name }?.recipe
  }
}

/// A declared ink at full strength or as a tint.
public struct Paint: Hashable, Sendable {
  /// The ink's name in the publication's table.
  public var ink: String
  /// Strength in percent, 1 to 100.
  public var tint: Int

  /// Makes a paint.
  public init(_ ink: String, tint: Int = 100) {
    self.ink = ink
    self.tint = tint
  }

  /// Black at full strength.
  public static let black = Paint("black")
  /// Bare paper.
  public static let paper = Paint("paper")
  /// No ink at all: what has it is left out, and what lies below stays as it is.
  public static let unprinted = Paint("none")
  /// The ink of crop and register marks, which is on every plate; nothing else may have it.
  public static let registration = "registration"
}

extension Paint: CustomStringConvertible {
  /// The ink's name, with its strength where it is a tint.
  public var description: String { tint == 100 ? ink : "\(ink) \(tint)%" }
}

/// An sRGB colour for screens, 0 to 255 a channel.
public struct ScreenColour: Hashable, Sendable {
  /// 0 to 255.
  public var red: Int
  /// 0 to 255.
  public var green: Int
  /// 0 to 255.
  public var blue: Int

  /// Makes a colour.
  public init(red: Int, green: Int, blue: Int) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The plain mix of a recipe on white paper.
  init(approximating recipe: InkRecipe) {
    switch recipe {
    case .paper: self.init(red: 255, green: 255, blue: 255)
    case .process(let c, let m, let y, let k), .spot(let c, let m, let y, let k):
      func channel(_ ink: Int) -> Int { (255 * (100 - ink) * (100 - k) + 5000) / 10000 }
      self.init(red: channel(c), green: channel(m), blue: channel(y))
    }
  }

  /// The colour mixed with white, `tint` percent of it left.
  public func thinned(to tint: Int) -> ScreenColour {
    func channel(_ value: Int) -> Int { 255 - ((255 - value) * tint + 50) / 100 }
    return ScreenColour(red: channel(red), green: channel(green), blue: channel(blue))
  }
}
