import FoundationEssentials

/// Where Forme itself lies: the folder with Layouts/ and Fonts/.
enum Installation {
  /// FORME_HOME, else the nearest folder above the program, else the current one, that holds
  /// Layouts/.
  static var folder: String {
    if let home = ProcessInfo.processInfo.environment["FORME_HOME"], !home.isEmpty { return home }
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    var place = URL(filePath: program ?? "/")
    while place.pathComponents.count > 1 {
      place = place.deletingLastPathComponent()
      let layouts = place.appending(path: "Layouts").path
      if FileManager.default.fileExists(atPath: layouts) { return place.path }
    }
    return "."
  }

  static var layouts: String { "\(folder)/Layouts" }
}
