import CVips
import Newspaper

/// Converted pictures on disk, known by the content they were made from.
///
/// A file is written beside its place and renamed into it, so that two workers or a crash never
/// leave half a picture; whatever cannot be read or written is simply made anew.
struct PictureCache: Sendable {
  let folder: CacheFolder?

  /// The picture of a job, from the cache where it is; the profile is known by its digest.
  func picture(
    for job: PictureJob, profile: String, otherwise develop: () throws(Diagnostic) -> EncodedPicture
  ) throws(Diagnostic) -> EncodedPicture {
    guard let folder, let content = FileBytes.digest(of: job.file.path, memo: folder) else {
      return try develop()
    }
    let name = Digest.sha256(Array("\(content) \(job.parameters) \(profile)".utf8))
    if let found = folder.read("\(name).picture").flatMap(CachedPicture.picture) { return found }
    let picture = try develop()
    folder.write(CachedPicture.file(of: picture), to: "\(name).picture")
    return picture
  }
}

/// A picture as it lies in the cache: the JPEG, the opacities of a cut-out, and behind them their
/// lengths and a checksum of all that.
private enum CachedPicture {
  private static let trailer = 24

  static func file(of picture: EncodedPicture) -> [UInt8] {
    var file = picture.jpeg + (picture.cutOut ?? [])
    append(UInt64(picture.jpeg.count), to: &file)
    append(UInt64(picture.cutOut?.count ?? 0), to: &file)
    append(checksum(file[...]), to: &file)
    return file
  }

  /// Nil for a file that is not as it was written.
  static func picture(_ file: [UInt8]) -> EncodedPicture? {
    let end = file.count - trailer
    guard end > 0, number(file, end + 16) == checksum(file[..<(end + 16)]) else { return nil }
    let (jpegCount, cutOutCount) = (number(file, end), number(file, end + 8))
    guard jpegCount <= end, cutOutCount == UInt64(end) - jpegCount else { return nil }
    let jpeg = Array(file[..<Int(jpegCount)])
    guard let frame = BaselineJPEG.frame(of: jpeg) else { return nil }
    return EncodedPicture(
      jpeg: jpeg, size: frame.size, components: frame.components,
      cutOut: cutOutCount == 0 ? nil : Array(file[Int(jpegCount)..<end]))
  }

  private static func append(_ number: UInt64, to file: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { file += $0 }
  }

  private static func number(_ file: [UInt8], _ start: Int) -> UInt64 {
    file[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Each step can be undone, so that no single damaged word goes unnoticed (the idea of FNV-1a,
  /// eight bytes at a time: the pictures of an issue are checked in some milliseconds).
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { buffer in
      var sum: UInt64 = 0xCBF2_9CE4_8422_2325
      let words = buffer.count / 8
      for word in 0..<words {
        sum ^= buffer.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self).littleEndian
        sum = (sum &* 0x0000_0100_0000_01B3) ^ (sum >> 47)
      }
      for byte in buffer[(words * 8)...] { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      return sum
    }
  }
}
