/// A photo in its box.
public struct PlacedPicture: Hashable, Sendable {
  /// The file as it can be opened.
  public var path: String
  /// The box on the page.
  public var frame: Rect
  /// The part of the upright picture that fills the box.
  public var crop: PixelRect
  /// Words for readers who cannot see it.
  public var alternateText: String

  /// Places the crop of a photo into a box.
  public init(path: String, frame: Rect, crop: PixelRect, alternateText: String) {
    self.path = path
    self.frame = frame
    self.crop = crop
    self.alternateText = alternateText
  }

  /// Pixels an inch at this size.
  public var resolution: Double {
    Double(crop.width) / (frame.width.points / 72)
  }
}

/// A part of a picture in pixels of its upright orientation.
public struct PixelRect: Hashable, Sendable {
  /// From the left.
  public var x: Int
  /// From the top.
  public var y: Int
  /// Across.
  public var width: Int
  /// Down.
  public var height: Int

  /// Makes a pixel rectangle.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}

/// A picture ready to be attached to a page: a baseline JPEG of 1, 3 or 4 components.
///
/// It holds just the crop of its `PlacedPicture`, upright, and fills the box.
public struct EncodedPicture: Hashable, Sendable {
  /// The baseline JPEG.
  public var jpeg: [UInt8]
  /// Pixels across and down.
  public var size: PixelSize
  /// 1 grey (printed in black), 3 RGB (screen only), 4 CMYK in true polarity without Adobe marker.
  public var components: Int
  /// 退底: how much of each pixel covers what lies below, row by row, 0 for nothing; nil for a
  /// picture that covers all of its box.
  public var cutOut: [UInt8]?

  /// Makes an encoded picture.
  public init(jpeg: [UInt8], size: PixelSize, components: Int, cutOut: [UInt8]? = nil) {
    self.jpeg = jpeg
    self.size = size
    self.components = components
    self.cutOut = cutOut
  }
}

/// Vector art in its box.
public struct PlacedArt: Hashable, Sendable {
  /// Where the art comes from.
  public enum Source: Hashable, Sendable {
    /// An SVG file whose colours are screen colours of declared inks (or tints of them).
    case svg(path: String)
    /// A QR code in one ink.
    case qr(text: String, Paint)
    /// An EAN-13 bar code with an optional add-on of 2 or 5 digits.
    case ean13(digits: String, addOn: String?, Paint)
  }

  /// Where the art comes from.
  public var source: Source
  /// The art is fitted into this box, centred, its proportions kept.
  public var frame: Rect
  /// Words for readers who cannot see it.
  public var alternateText: String

  /// Places art.
  public init(source: Source, frame: Rect, alternateText: String) {
    self.source = source
    self.frame = frame
    self.alternateText = alternateText
  }
}

/// A page of another PDF in its box.
public struct PlacedPage: Hashable, Sendable {
  /// The file as it can be opened.
  public var path: String
  /// The page's number.
  public var page: Int
  /// The trimmed page fills this box.
  public var frame: Rect
  /// The part of the box that is printed, where it is not all of it.
  public var clip: Rect?

  /// What is printed of the box.
  public var printed: Rect { clip ?? frame }

  /// Places a page.
  public init(path: String, page: Int, frame: Rect) {
    self.path = path
    self.page = page
    self.frame = frame
  }
}
