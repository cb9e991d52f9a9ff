import Newspaper

extension Typefaces {
  /// Faces of Debian's fonts-noto-cjk, which the tests of this target use.
  static let noto = Typefaces(roles: [
    Role(name: "body", path: "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc#2"),
    Role(name: "hei", path: "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc#2"),
    Role(
      name: "latin", path: "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", fallback: ["body"]),
  ])
}
