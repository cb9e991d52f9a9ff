import CSodium
import Newspaper

/// How one transport brings a piece to the plant, and finds out what became of one.
protocol Carrier {
  /// What became of a piece whose sending was broken off.
  func trace(_ piece: Piece, _ content: Content) throws(SendingFault) -> Trace

  /// Brings a piece to the plant under its name, which nothing may have there.
  ///
  /// `arrived` is called when all bytes lie at the plant under the name of a part, before they get
  /// their own; a transport without parts does not call it. Returns the printer's job.
  func send(
    _ piece: Piece, _ content: Content, arrived: () throws(SendingFault) -> Void
  ) throws(SendingFault) -> Int?

  /// What the plant did with pieces that were sent; none for those that it has not touched.
  func acknowledgements(of pieces: [Piece]) throws(SendingFault) -> [Acknowledgement]
}

/// What was found at the plant after a sending was broken off.
enum Trace {
  /// It is there, or was: the plant has taken it.
  case delivered(job: Int?)
  case missing
}

/// What the plant did with a piece.
struct Acknowledgement {
  enum Word {
    case taken
    case refused(String)
    /// It is there more than once, at these places.
    case doubled([String])
  }

  var piece: Piece
  var word: Word
}

/// Why a piece could not be sent.
enum SendingFault: Error {
  /// This piece cannot; others may.
  case piece(Diagnostic)
  /// Nothing can be sent at the moment.
  case line(Diagnostic)

  /// What to tell.
  var diagnostic: Diagnostic {
    switch self {
    case .piece(let diagnostic), .line(let diagnostic): diagnostic
    }
  }
}

/// Bytes with their sum.
struct Content {
  let bytes: [UInt8]
  let sha256: String

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    let digits = Array("0123456789abcdef".utf8)
    sha256 = String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

extension Piece {
  /// What it is called while its bytes are going over.
  var part: String { name + ".part" }

  func occupied(at place: String) -> SendingFault {
    .piece(
      Diagnostic(
        .error, "delivery.occupied", subject: name,
        "\(name) stands at \(place) already, with other bytes",
        explanation: "It is not by this ledger, and is left as it is.",
        hints: ["take it away, or send the file as another version with --resend"]))
  }
}
