import Newspaper

/// A moment of universal time as PDF and XMP write it.
struct Moment: Hashable {
  let secondsSince1970: Int

  init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

  /// Reads `D:20261120080000+08'00'` or with `Z`; nil without a zone.
  init?(pdf text: String) {
    guard text.hasPrefix("D:") else { return nil }
    self.init(digits: text.dropFirst(2), zoneMark: "'")
  }

  /// Reads `2026-11-20T08:00:00+08:00` or with `Z`; nil without a zone.
  init?(iso text: String) {
    let parts = text.split(separator: "T")
    guard parts.count == 2 else { return nil }
    let date = parts[0].filter { $0 != "-" }
    let zone = parts[1].firstIndex { "Z+-".contains($0) } ?? parts[1].endIndex
    let clock = parts[1][..<zone].filter { $0 != ":" }.split(separator: ".")
    self.init(digits: (date + (clock.first ?? "") + parts[1][zone...])[...], zoneMark: ":")
  }

  /// Fourteen digits and a zone.
  private init?(digits text: Substring, zoneMark: Character) {
    let digits = text.prefix(14)
    let zone = text.dropFirst(14)
    guard digits.count == 14, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let offset = Self.offset(zone, zoneMark)
    else { return nil }
    let numbers = Array(digits)
    func number(_ range: Range<Int>) -> Int { Int(String(numbers[range])) ?? 0 }
    guard let date = CalendarDate(year: number(0..<4), month: number(4..<6), day: number(6..<8)),
      number(8..<10) < 24, number(10..<12) < 60, number(12..<14) < 61
    else { return nil }
    secondsSince1970 =
      (Self.days(to: date) * 24 + number(8..<10)) * 3600 + number(10..<12) * 60
      + number(12..<14) - offset
  }

  private static func offset(_ zone: Substring, _ mark: Character) -> Int? {
    guard let sign = zone.first else { return nil }
    if sign == "Z" { return 0 }
    let parts = zone.dropFirst().split(separator: mark)
    guard sign == "+" || sign == "-", parts.count == 2, let hours = Int(parts[0]),
      let minutes = Int(parts[1])
    else { return nil }
    return (sign == "+" ? 60 : -60) * (hours * 60 + minutes)
  }

  /// Days since 1970-01-01, counted in eras of 400 years that begin in March.
  ///
  /// Hinnant, days_from_civil and civil_from_days.
  private static func days(to date: CalendarDate) -> Int {
    let year = date.month <= 2 ? date.year - 1 : date.year
    let (era, yearOfEra) = (year / 400, year % 400)
    let dayOfYear = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private var date: (year: Int, month: Int, day: Int) {
    let shifted = Int((Double(secondsSince1970) / 86400).rounded(.down)) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  private var time: (hour: Int, minute: Int, second: Int) {
    let rest = (secondsSince1970 % 86400 + 86400) % 86400
    return (rest / 3600, rest / 60 % 60, rest % 60)
  }

  var pdf: String {
    "D:\(date.year.digits(4))\(date.month.digits(2))\(date.day.digits(2))"
      + "\(time.hour.digits(2))\(time.minute.digits(2))\(time.second.digits(2))Z"
  }

  var iso: String {
    "\(date.year.digits(4))-\(date.month.digits(2))-\(date.day.digits(2))"
      + "T\(time.hour.digits(2)):\(time.minute.digits(2)):\(time.second.digits(2))Z"
  }
}

extension Int {
  fileprivate func digits(_ count: Int) -> String {
    let text = String(self)
    return String(repeating: "0", count: Swift.max(0, count - text.count)) + text
  }
}
