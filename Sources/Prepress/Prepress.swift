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

import CNettle

/// SHA-256 of bytes, for manifests and caches.
public enum Digest {
  /// The digest as 64 lower-case hexadecimal digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    var sum = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    bytes.withUnsafeBufferPointer { buffer in
      // By the processor's own instructions: a bound issue is hashed in 6 ms, not in 40.
      var context = sha256_ctx()
      nettle_sha256_init(&context)
      nettle_sha256_update(&context, buffer.count, buffer.baseAddress)
      nettle_sha256_digest(&context, sum.count, &sum)
    }
    return String(
      decoding: sum.flatMap { [hexadecimal[Int($0 >> 4)], hexadecimal[Int($0 & 15)]] },
      as: UTF8.self)
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)

  /// The digest of a file's content; nil when it cannot be read.
  ///
  /// It is remembered under path, size, inode and times, in memory and in the cache folder.
  public static func sha256(ofFile path: String, cacheFolder: String?) -> String? {
    FileBytes.digest(of: path, memo: cacheFolder.map { CacheFolder(path: $0) })
  }
}
