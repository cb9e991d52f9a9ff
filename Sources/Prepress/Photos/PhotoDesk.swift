import CVips
public import Newspaper

/// Where photos are measured and converted for the page.
///
/// JPEG, PNG, TIFF, WebP and HEIC are read through libvips; the file is never trusted: its header
/// is checked before a pixel is decoded, and damaged data is a diagnostic, not a grey picture.
public final class PhotoDesk: Sendable {
  /// What the picture is for.
  public enum Purpose: String, Hashable, Sendable {
    /// CMYK or grey in the job's profile, ink limited.
    case press
    /// sRGB or grey.
    case screen
  }

  /// What a file's header says.
  public struct Probe: Hashable, Sendable {
    /// The upright size, after the camera's orientation.
    public var size: PixelSize
    /// 1 for grey, else 3 or 4; transparency not counted.
    public var components: Int
  }

  private let settings: PressSettings
  private let cache: PictureCache
  private let profileDigest: String

  /// Bytes on disk that pictures may take up unless told otherwise.
  public static let usualCache = 4 << 30

  /// Opens a desk; without a cache folder every picture is converted anew.
  ///
  /// A folder that has grown over `cacheLimit` bytes loses the pictures not used for longest.
  public init(
    settings: PressSettings = .newsprint, cacheFolder: String?, cacheLimit: Int = usualCache
  ) {
    // Here, before there are workers, as it reads and writes the environment.
    _ = startVips
    self.settings = settings
    cache = PictureCache(
      folder: cacheFolder.map { CacheFolder(path: $0, limit: cacheLimit) })
    profileDigest = Digest.sha256(settings.condition.profile)
  }

  /// Reads the header only: no pixel is decoded.
  public func probe(_ path: String) -> Result<Probe, Diagnostic> {
    PictureFile.open(path).map { file in
      Probe(size: file.size, components: file.components)
    }
  }

  /// Makes the crop of a photo ready to be attached to a page, at the size of its box.
  ///
  /// Nil when the photo cannot be printed at all; the report says why. A resolution too low for
  /// the press is reported, and the picture is made all the same for the proof.
  public func encode(
    _ picture: PlacedPicture, for purpose: Purpose, into report: inout Report
  ) -> EncodedPicture? {
    do throws(Diagnostic) {
      let file = try PictureFile.open(picture.path).get()
      for finding in file.findings { report.add(finding) }
      let job = try PictureJob(picture, file: file, purpose: purpose, settings: settings)
      if let finding = job.resolutionFinding(settings.resolutions) { report.add(finding) }
      let encoded = try cache.picture(for: job, profile: profileDigest) { () throws(Diagnostic) in
        try job.develop()
      }
      if encoded.cutOut != nil, purpose == .press, settings.standard == .x1a {
        throw PictureFile.fault(
          picture.path, "photo.transparent", "a cut-out, which PDF/X-1a cannot hold",
          hints: ["save it with its ground filled", "send the page as PDF/X-4"])
      }
      return encoded
    } catch {
      report.add(error)
      return nil
    }
  }
}
