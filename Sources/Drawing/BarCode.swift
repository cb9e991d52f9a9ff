import CZint
import Newspaper

/// The modules of a code as zint encodes it, dark runs merged along each row.
struct BarCode {
  /// Why there is no code.
  struct Fault: Error {
    let words: String
  }

  /// Dark modules side by side.
  struct Run {
    let row: Int
    let columns: Range<Int>
  }

  let columns: Int
  let rows: Int
  let runs: [Run]

  /// A QR code that bears the loss of 15 % of its modules.
  init(qr text: String) throws(Fault) {
    try self.init(BARCODE_QRCODE, text, correction: 2)
  }

  /// An EAN-13 code; `addOn` stands seven modules to the right.
  init(ean13 digits: String, addOn: String?) throws(Fault) {
    let all = [digits] + (addOn.map { [$0] } ?? [])
    guard all.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      digits.count == 13, [nil, 2, 5].contains(addOn?.count)
    else { throw Fault(words: "13 digits and an add-on of 2 or 5 are needed") }
    try self.init(BARCODE_EANX, all.joined(separator: "+"), correction: nil)
  }

  private init(_ symbology: Int32, _ text: String, correction: Int32?) throws(Fault) {
    guard let symbol = ZBarcode_Create() else { throw Fault(words: "out of memory") }
    defer { ZBarcode_Delete(symbol) }
    symbol.pointee.symbology = symbology
    symbol.pointee.input_mode = UNICODE_MODE
    if let correction { symbol.pointee.option_1 = correction }
    guard !text.isEmpty, ZBarcode_Encode(symbol, text, Int32(text.utf8.count)) < ZINT_ERROR else {
      throw Fault(
        words: forme_zint_fault(symbol).map { String(cString: $0) } ?? "nothing to encode")
    }
    rows = Int(symbol.pointee.rows)
    columns = Int(symbol.pointee.width)
    var runs: [Run] = []
    for row in 0..<rows {
      var start: Int?
      for column in 0...columns {
        let dark =
          column < columns && forme_zint_module(symbol, Int32(row), Int32(column)) != 0
        if dark {
          start = start ?? column
        } else if let first = start {
          runs.append(Run(row: row, columns: first..<column))
          start = nil
        }
      }
    }
    self.runs = runs
  }
}
