import CVips
import Newspaper

/// Converted pictures on disk, known by the content they were made from.
///
/// A file is written beside its place and renamed into it, so that two workers or a crash never
/// leave half a picture; whatever cannot be read or written is simply made anew.
struct PictureCache: Sendable {
  let folder: String?

  /// The picture of a job, from the cache where it is; the profile is known by its digest.
  func picture(
    for job: PictureJob, profile: String, otherwise develop: () throws(Diagnostic) -> EncodedPicture
  ) throws(Diagnostic) -> EncodedPicture {
    guard let folder, let content = FileBytes.digest(of: job.file.path, memo: folder) else {
      return try develop()
    }
    let name = Digest.sha256(Array("\(content) \(job.parameters) \(profile)".utf8))
    let path = "\(folder)/\(name).jpg"
    if let jpeg = FileBytes.read(path), let found = BaselineJPEG.frame(of: jpeg) {
      return EncodedPicture(jpeg: jpeg, size: found.size, components: found.components)
    }
    let picture = try develop()
    FileBytes.write(picture.jpeg, to: path)
    return picture
  }
}
