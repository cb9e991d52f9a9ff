import FoundationEssentials
import Glibc

/// Breakdowns that tests ask for: `FORME_TRIAL=crash:7`, the number being the first page of a unit;
/// several stand with commas between, and `slow:*` means all.
enum Trial {
  static func breakDown(at unit: WorkOrder.Unit) throws(Workbench.Stop) {
    guard let wishes = ProcessInfo.processInfo.environment["FORME_TRIAL"],
      case .pages(let first, _) = unit.task
    else { return }
    for wish in wishes.split(separator: ",") {
      let parts = wish.split(separator: ":")
      guard parts.count == 2, parts[1] == "*" || parts[1] == "\(first)" else { continue }
      switch parts[0] {
      case "crash": abort()
      case "hang": while true { sleep(1000) }
      case "hunger":
        // Until the limit of memory is met.
        var hoard: [[UInt8]] = []
        while true { hoard.append([UInt8](repeating: 1, count: 64 << 20)) }
      case "slow": usleep(200_000)
      case "slower": sleep(2)
      // Until whoever watches takes the file away.
      case "hold": while unsafe access("hold-\(first)", F_OK) == 0 { usleep(20_000) }
      case "flaky":
        if unit.attempt <= 2 { throw Workbench.Stop(ending: .again, cause: "on trial") }
      default: break
      }
    }
  }
}
