/// 链接: where words or a code lead on a screen; paper shows nothing of it.
public enum Link: Hashable, Sendable {
  /// An address: http, https, mailto, or tel for the hotline.
  case address(String)
  /// A slot of the same issue: where a story goes on, or begins.
  case slot(JumpTarget)
}

extension Link: CustomStringConvertible {
  /// The address, or page and slot as in `issue.yaml`.
  public var description: String {
    switch self {
    case .address(let address): address
    case .slot(let target): "\(target.page)/\(target.slot)"
    }
  }
}

extension Link {
  /// How an address may begin that a story or a code leads to.
  public static let schemes = ["https://", "http://", "mailto:"]
}
