public import Newspaper

extension Intake {
  /// Reads all layouts of a Layouts folder, by name, with the style sheet called newspaper.
  ///
  /// Sheets and styles that are not there are taken from the installation's folder.
  public static func layouts(at folder: String, installed: String) -> (
    layouts: [PageLayout], styles: StyleSheet, report: Report
  ) {
    var reading = Reading()
    let place = FilePath(name: folder, path: folder)
    var shelf = LayoutShelf(folders: [place, FilePath(name: installed, path: installed)])
    var styles = StyleSheet(text: [:], heads: [])
    let name = Located<String>("newspaper")
    if let tree = shelf.tree(name, .styles, reading: &reading)?.tree,
      let checked = reading.check(tree, as: StyleFile.record)
    {
      styles = StyleFile.styleSheet(checked, reading: &reading)
    }
    let layouts = reading.disk.names(in: place).filter { $0.hasSuffix(".yaml") }.compactMap {
      file in
      shelf.layout(
        Located(String(file.dropLast(5))), changes: nil, styles: styles, reading: &reading)
    }
    return (layouts, styles, reading.report)
  }
}
