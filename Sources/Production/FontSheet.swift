import Drawing
import Newspaper

extension FontSheet {
  static func rows(of typefaces: Typefaces, into report: inout Report) -> [Row] {
    let library = FontLibrary(typefaces: typefaces, report: &report)
    return typefaces.roles.map { role in
      let coverage = library.coverage(of: role.name)
      return Row(
        role: role.name, title: role.title ?? "",
        file: role.path.split(separator: "/").last.map(String.init) ?? role.path,
        characters: coverage?.characters ?? 0, hanzi: coverage?.hanzi ?? 0,
        licence: role.licence ?? "")
    }
  }
}
