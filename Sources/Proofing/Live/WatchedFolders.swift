import Glibc
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
    for name in Self.folders(in: folder) where !name.hasPrefix(".") {
      add(treeAt: "\(folder)/\(name)")
    }
  }

  /// The names of the folders in a folder, in order; links are not followed.
  private static func folders(in folder: String) -> [String] {
    guard let list = opendir(folder) else { return [] }
    defer { closedir(list) }
    var names: [String] = []
    while let entry = readdir(list) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      var kind = Int(entry.pointee.d_type)
      if kind == Int(DT_UNKNOWN) {
        var status = stat()
        guard lstat("\(folder)/\(name)", &status) == 0 else { continue }
        kind = status.st_mode & S_IFMT == S_IFDIR ? Int(DT_DIR) : Int(DT_REG)
      }
      if kind == Int(DT_DIR), name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
