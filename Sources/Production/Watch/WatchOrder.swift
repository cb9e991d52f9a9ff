public import Newspaper

/// What a watch folder is and what becomes of the issues in it.
public struct WatchOrder: Sendable {
  /// The folder into which issues are dropped.
  public var folder: String
  /// The folder that edition folders are written to.
  public var output: String
  /// How an issue is known to be complete.
  public var sign: Sign
  /// How issues are made; it names none.
  public var run: RunOrder
  /// Codes of faults that may be gone in a while: what ended with no other is tried again.
  public var passing: Set<String>
  /// Seconds between two looks.
  public var interval = 1.0

  /// 齐稿标志: how an issue is known to be complete.
  public enum Sign: Hashable, Sendable {
    /// A file of this name lies in it.
    case marker(String)
    /// Names, sizes and times of its files have stayed the same for so many seconds.
    case quiet(Double)
  }

  /// Makes an order.
  public init(
    folder: String, output: String, sign: Sign, run: RunOrder, passing: Set<String>
  ) {
    self.folder = folder
    self.output = output
    self.sign = sign
    self.run = run
    self.passing = passing
  }

  /// The order of a run that makes one issue: what is complete keeps its letter.
  func run(_ issue: String) -> RunOrder {
    var order = run
    order.issues = [issue]
    order.versioning = .onceComplete
    return order
  }
}

/// How far a dropped issue has come.
public enum DropState: String, Codable, Sendable, CaseIterable {
  /// Complete, and waiting for its turn.
  case received
  /// Its pages are being made.
  case making
  /// Its editions are on their way to the plant.
  case delivering
  /// All of it was made, and has gone where it is to go.
  case done
  /// Something is wrong with it: see its report.
  case refused
  /// Its folder was taken away before it was done.
  case gone

  /// In Chinese.
  public var word: String {
    switch self {
    case .received: "收到"
    case .making: "排版"
    case .delivering: "传版"
    case .done: "交付"
    case .refused: "退回"
    case .gone: "撤走"
    }
  }

  var isEnd: Bool {
    switch self {
    case .received, .making, .delivering: false
    case .done, .refused, .gone: true
    }
  }
}

/// What happens in a watch folder, as it happens.
public enum WatchEvent: Sendable {
  /// An issue came into another state; why, where that is not plain.
  case state(name: String, DropState, cause: String?, due: Deadline?)
  /// How many issues are in which state.
  case census([DropState: Int])
  /// What the run of the issue at work tells.
  case press(PressEvent)
  /// Something is wrong with the folder itself.
  case finding(Diagnostic)
}

/// What came of delivering editions.
public struct DropDelivery: Sendable {
  /// Files that went now.
  public var sent: Int
  /// Files that the plant had from before.
  public var known: Int
  /// All that went wrong.
  public var report: Report

  /// Tells what came of a delivery.
  public init(sent: Int, known: Int, report: Report) {
    self.sent = sent
    self.known = known
    self.report = report
  }
}
