import FoundationEssentials
public import Newspaper
import Production

/// 前样: what a proof is compared with.
public enum EarlierProof: Hashable, Sendable {
  /// A folder that an earlier `forme proof` wrote.
  case folder(String)
  /// The latest version of each page that differs from it as it is now.
  case latest
  /// The version that was last signed at a stage.
  case signed(String)
  /// A version by the first digits of its digest.
  case digest(String)

  /// What somebody named: `last`, a stage of the publication, a folder of proofs, or digits of a
  /// digest; nil for anything else.
  public init?(_ name: String, of publication: Publication) {
    var isFolder = false
    let isThere = FileManager.default.fileExists(atPath: name, isDirectory: &isFolder)
    if name == "last" {
      self = .latest
    } else if publication.signing[name] != nil {
      self = .signed(name)
    } else if isThere, isFolder {
      self = .folder(name)
    } else if name.utf8.count >= 6, name.allSatisfy(\.isHexDigit), !isThere {
      self = .digest(name.lowercased())
    } else {
      return nil
    }
  }
}

/// A page as it was.
struct EarlierPage {
  var digest: PageDigest
  var stories: [StoryText]
  /// Its picture; nil when none was kept.
  var picture: [UInt8]?
  /// Dots an inch of the picture.
  var dpi: Int
}

extension EarlierProof {
  /// The pages as they were, by the pages as they are; those of which nothing is known are missing.
  ///
  /// A folder without a readable record is told in the report.
  func pages(
    for present: [(page: DeskPage, digest: PageDigest)], of issue: Issue, into report: inout Report
  ) async -> [DeskPage: EarlierPage] {
    if case .folder(let folder) = self {
      guard let record = ProofRecord.read(folder) else {
        report.add(
          Diagnostic(
            .error, "proof.earlier", subject: folder, "\(folder): holds no proof to compare with",
            explanation: "\(ProofRecord.name) is not there or not as it was written.",
            hints: ["name a folder that forme proof wrote", "make the earlier proof again"]))
        return [:]
      }
      let pairs = record.pages.map { entry in
        let path = "\(folder)/\(entry.page.fileName).png"
        let picture = FileManager.default.contents(atPath: path).map { [UInt8]($0) }
        return (
          entry.page,
          EarlierPage(
            digest: entry.digest, stories: entry.stories, picture: picture, dpi: record.dpi)
        )
      }
      return Dictionary(pairs) { first, _ in first }
    }
    do throws(DeskFault) {
      return try await kept(present, of: issue)
    } catch {
      report.add(error.diagnostic)
      return [:]
    }
  }

  private func kept(_ present: [(page: DeskPage, digest: PageDigest)], of issue: Issue)
    async throws(DeskFault) -> [DeskPage: EarlierPage]
  {
    guard let desk = try DeskStore.existing(folder: issue.folder) else { return [:] }
    var pages: [DeskPage: EarlierPage] = [:]
    for (page, digest) in present {
      guard let version = try await version(of: page, now: digest, in: desk) else { continue }
      pages[page] = EarlierPage(
        digest: version.digest, stories: try await desk.text(of: version),
        picture: desk.picture(of: version.digest), dpi: KeptProof.dpi)
    }
    return pages
  }

  private func version(of page: DeskPage, now digest: PageDigest, in desk: DeskStore)
    async throws(DeskFault) -> PageVersion?
  {
    let versions = try await desk.versions(of: page)
    switch self {
    case .folder: return nil
    case .latest: return versions.first { $0.digest != digest } ?? versions.first
    case .digest(let digits): return versions.first { $0.digest.text.hasPrefix(digits) }
    case .signed(let stage):
      let signature = try await desk.signatures(on: page).last {
        $0.stage == stage && $0.withdrawnBy == nil
      }
      return versions.first { $0.digest == signature?.digest }
    }
  }
}
