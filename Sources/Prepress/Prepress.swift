// Prepress: what turns a drawn page into one that can go on a plate.
//
// What goes in and comes out:
// - PressSettings.newsprint, OutputCondition.check: the limits of a press, and its profile's faults
// - PhotoDesk: a photo file in, its size or a JPEG in the press's colours out
// - PressPDF, PressJob, SlugLine: drawn pages in keyed colours and advertisers' PDF pages in,
//   PDF/X-4 (or X-1a) out; finished pages in, a bound issue out
// - ScreenPDF, ScreenJob: drawn pages in screen colours in; a tagged PDF with links, outline and
//   page labels out
// - Preflight: any PDF or an advertisement in, a report of what a press cannot print out
// - Separations: a finished page in, a picture of each plate and of all together out
// - Raster: a PNG in, its pixels out, and the other way
// - Digest: bytes in, their SHA-256 out
//
// What it never does: know a story, choose a crop, move anything on the page.

import CVips

/// SHA-256 of bytes, for manifests and caches.
public enum Digest {
  /// The digest as 64 lower-case hexadecimal digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer { buffer in
      let sum = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, buffer.baseAddress, gsize(buffer.count))
      guard let sum else { return "" }
      defer { g_free(sum) }
      return String(cString: sum)
    }
  }

  /// The digest of a file's content; nil when it cannot be read.
  ///
  /// It is remembered under path, size, inode and times, in memory and in the cache folder.
  public static func sha256(ofFile path: String, cacheFolder: String?) -> String? {
    FileBytes.digest(of: path, memo: cacheFolder)
  }
}
