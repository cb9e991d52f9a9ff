import FoundationEssentials
import Newspaper

/// The folders whose files an issue is made from.
struct WatchedFolders {
  private(set) var paths: Set<String> = []

  /// The issue's folder and the publication's with all below them, and the folders of what they
  /// name elsewhere.
  init(of issue: Issue?, at folder: String) {
    add(treeAt: folder)
    // An issue that was never read: its publication is most likely the folder above.
    guard let issue else {
      add(folder + "/..")
      return
    }
    add(treeAt: issue.publication.folder)
    add(issue.publication.fontFolder)
    for story in issue.stories.values.sorted(by: { $0.id < $1.id }) {
      add(folderOf: folder + "/" + story.id)
      for photo in story.photos { add(folderOf: photo.path) }
    }
  }

  private mutating func add(_ folder: String) {
    if paths.count < FileWatch.mostFolders { paths.insert(folder) }
  }

  private mutating func add(folderOf file: String) {
    guard let slash = file.lastIndex(of: "/") else { return }
    add(String(file[..<slash]))
  }

  private mutating func add(treeAt folder: String) {
    add(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      let kind = try? FileManager.default.attributesOfItem(atPath: path)[.type]
      if kind as? FileAttributeType == .typeDirectory { add(treeAt: path) }
    }
  }
}
