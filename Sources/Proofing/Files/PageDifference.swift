import Makeup
import Newspaper
import Production

/// What became of a page since an earlier proof.
enum PageDifference {
  /// The earlier proof has no such page.
  case new
  case same
  /// `picture` is nil where no picture was kept.
  case changed(from: PageDigest, TextComparison, picture: PictureComparison?)

  /// Compares a page with what it was; `picture` is drawn at the earlier one's resolution.
  init(_ earlier: EarlierPage?, _ now: KeptProof) {
    guard let earlier else {
      self = .new
      return
    }
    guard earlier.digest != now.digest else {
      self = .same
      return
    }
    let picture = earlier.picture.flatMap { old in
      now.picture.flatMap { PictureComparison(old, $0) }
    }
    self = .changed(
      from: earlier.digest, TextComparison(earlier.stories, now.stories), picture: picture)
  }
}
