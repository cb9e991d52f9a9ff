import Newspaper

/// A printer or a print queue that speaks IPP.
///
/// Queues print at least once: a queue that is killed prints what was on its way a second time. So
/// every job carries its key as its name, the printer is asked for it before anything is sent
/// again, and what the presses behind a queue got twice is told by name.
struct PrinterCarrier: Carrier {
  let printer: Plant.Printer

  init(_ printer: Plant.Printer) { self.printer = printer }

  func trace(_ piece: Piece, _ content: Content) throws(SendingFault) -> Trace {
    let found = try jobs(at: printer.address).first { job in
      job.name == key(of: piece, content.sha256) && !job.isStopped
    }
    return found.map { .delivered(job: $0.number) } ?? .missing
  }

  func send(
    _ piece: Piece, _ content: Content, arrived: () throws(SendingFault) -> Void
  ) throws(SendingFault) -> Int? {
    do throws(PrinterFault) {
      return try PrinterLine(printer.address).print(
        content.bytes, named: key(of: piece, content.sha256), options: printer.options)
    } catch {
      throw fault(error, printer.address)
    }
  }

  func acknowledgements(of pieces: [Piece]) throws(SendingFault) -> [Acknowledgement] {
    let queue = try jobs(at: printer.address)
    var presses: [(address: String, jobs: [PrinterJob])] = []
    for address in printer.presses { presses.append((address, try jobs(at: address))) }
    if presses.isEmpty { presses = [(printer.address, queue)] }
    return pieces.flatMap { piece -> [Acknowledgement] in
      let key = key(of: piece, piece.sha256)
      var words: [Acknowledgement] = []
      let there = presses.flatMap { press in
        press.jobs.filter { $0.name == key && !$0.isStopped }
          .map { "job \($0.number) at \(press.address)" }
      }
      if there.count > 1 { words.append(Acknowledgement(piece: piece, word: .doubled(there))) }
      let mine = queue.filter { $0.name == key }
      if mine.contains(where: { $0.state == .completed }) {
        words.append(Acknowledgement(piece: piece, word: .taken))
      } else if let last = mine.last, mine.allSatisfy(\.isStopped) {
        words.append(
          Acknowledgement(
            piece: piece,
            word: .refused("job \(last.number) was \(last.state) by \(printer.address)")))
      }
      return words
    }
  }

  /// The name of a job: what it is, and which bytes.
  private func key(of piece: Piece, _ sha256: String) -> String {
    "\(piece.name) \(sha256.prefix(12))"
  }

  private func jobs(at address: String) throws(SendingFault) -> [PrinterJob] {
    do throws(PrinterFault) { return try PrinterLine(address).jobs() } catch {
      throw fault(error, address)
    }
  }

  private func fault(_ fault: PrinterFault, _ address: String) -> SendingFault {
    .line(
      Diagnostic(
        .error, "delivery.ipp", subject: address, "\(address): \(fault.reason)",
        hints: [
          "see that the printer is on and takes jobs",
          "then run the same command again: it asks what has come before it sends anything",
        ]))
  }
}
