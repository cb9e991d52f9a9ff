/// 印厂: where finished files go, how they are called there, and when they must be there.
///
/// Written in `plant.yaml`.
public struct Plant: Hashable, Sendable {
  /// How files reach the plant.
  public enum Transport: Hashable, Sendable {
    /// A folder that the plant's workflow watches.
    case folder(path: String)
    /// The same at the other end of a line.
    case sftp(Account)
    /// A printer, or a queue before some.
    case ipp(Printer)
  }

  /// An account on the plant's machine.
  public struct Account: Hashable, Sendable {
    /// The machine.
    public var host: String
    /// Where sshd listens.
    public var port: Int
    /// Who we are there.
    public var user: String
    /// The hot folder there; empty for the one that the account begins in.
    public var folder: String
    /// The private key; nil for those that ssh finds by itself.
    public var key: String?
    /// The file that knows the machine's own key; nil for the user's.
    public var knownHosts: String?

    /// Names an account.
    public init(host: String, port: Int = 22, user: String, folder: String = "") {
      self.host = host
      self.port = port
      self.user = user
      self.folder = folder
    }
  }

  /// A printer that speaks IPP.
  public struct Printer: Hashable, Sendable {
    /// `ipp://host:631/printers/name`.
    public var address: String
    /// The printers behind a queue, which are asked whether anything came twice.
    public var presses: [String]
    /// `media`, `sides`, `copies` and so on, as IPP writes them.
    public var options: [Option]

    /// Something asked of the printer with every file.
    public struct Option: Hashable, Sendable {
      /// As IPP registers it: `media`, `sides`.
      public var name: String
      /// As IPP writes it: `two-sided-long-edge`.
      public var value: String

      /// Asks for something.
      public init(name: String, value: String) {
        self.name = name
        self.value = value
      }
    }

    /// Names a printer.
    public init(address: String, presses: [String] = [], options: [Option] = []) {
      self.address = address
      self.presses = presses
      self.options = options
    }
  }

  /// Which files of an edition the plant takes.
  public enum Wanted: String, Hashable, Sendable, CaseIterable {
    /// One a page.
    case pages
    /// All pages in one.
    case issue
    /// One a side of a sheet, imposed.
    case plates
  }

  /// What goes with the files so that machines know what to do with them.
  public enum Ticket: String, Hashable, Sendable, CaseIterable {
    case none
    /// CIP4's Exchange Job Definition Format.
    case xjdf
  }

  /// A time of the day; from noon on it is that of the day before the date of issue.
  public struct ClockTime: Hashable, Sendable {
    /// 0 to 23.
    public var hour: Int
    /// 0 to 59.
    public var minute: Int

    /// Nil for what no clock shows.
    public init?(hour: Int, minute: Int) {
      guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
      self.hour = hour
      self.minute = minute
    }
  }

  /// What the plant is called.
  public var name: String
  /// How files get there.
  public var transport: Transport
  /// Which files it takes.
  public var wanted: Wanted
  /// How files are called at the plant, without `.pdf`.
  public var fileName: FileNameTemplate
  /// How the list of checksums is called, without `.sha256`; nil: none is sent.
  public var checksums: FileNameTemplate?
  /// The job ticket that goes with them.
  public var ticket: Ticket
  /// 截稿 of an edition by its code; the key "" is that of all others.
  public var deadlines: [String: ClockTime]
  /// What the plant calls what we call otherwise: sections, zones, `black`, `colour`.
  public var words: [String: String]
  /// Which characters a name may have.
  public var characters: Characters
  /// The most characters of a name, with its ending.
  public var longestName: Int
  /// The SQLite file that remembers what was delivered.
  public var ledger: String

  /// The characters that a plant's machines take in names.
  public enum Characters: String, Hashable, Sendable, CaseIterable {
    /// Letters, digits, and `-`, `_`, `.`.
    case ascii
    /// All that a file name can hold.
    case any
  }

  /// Describes a plant.
  public init(
    name: String, transport: Transport, fileName: FileNameTemplate, ledger: String
  ) {
    self.name = name
    self.transport = transport
    self.fileName = fileName
    self.ledger = ledger
    wanted = .pages
    checksums = nil
    ticket = .none
    deadlines = [:]
    words = [:]
    characters = .ascii
    longestName = 100
  }
}
