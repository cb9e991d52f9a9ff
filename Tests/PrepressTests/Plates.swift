import Foundation

/// A page's plates as Ghostscript separates them, one pixel a point.
struct Plates {
  private let bench: Bench
  private let folder: String

  init(_ bench: Bench, _ pdf: [UInt8]) throws {
    self.bench = bench
    let file = try bench.write("plates.pdf", pdf)
    folder = bench.path("plates")
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    try bench.run(
      "/usr/bin/gs",
      [
        "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72", "-dFirstPage=1",
        "-dLastPage=1", "-sOutputFile=\(folder)/p.tif", file,
      ])
  }

  /// Least and most ink in percent on a plate, in a rectangle from the upper left corner.
  func range(
    _ plate: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int
  ) throws -> ClosedRange<Int> {
    let raw = bench.path("plate.gray")
    try bench.run(
      "/usr/bin/convert",
      [
        "\(folder)/p(\(plate)).tif", "-crop", "\(width)x\(height)+\(x)+\(y)", "+repage", "-depth",
        "8", "gray:\(raw)",
      ])
    let inks = try bench.read(raw).map { Int((100 - Double($0) / 2.55).rounded()) }
    return (inks.min() ?? 0)...(inks.max() ?? 0)
  }
}
