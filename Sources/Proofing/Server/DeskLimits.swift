/// How much a caller may ask of the proof desk, and how long it may take.
///
/// FlyingFox bounds none of these; the porter does, before a request is looked at.
struct DeskLimits: Sendable {
  /// Bytes of the request line and all headers.
  var head = 16_384
  /// Bytes of a request's body; the longest story is a tenth of it.
  var body = 1_048_576
  /// Connections at once, of all callers.
  var connections = 512
  /// Connections at once from one address that is not this machine's.
  var connectionsOfAnAddress = 128
  /// For a head or a body to come in, once it has begun.
  var reading = Duration.seconds(10)
  /// For a connection that asks for nothing.
  var idle = Duration.seconds(75)
  /// For a caller to take what it asked for, or one event.
  var writing = Duration.seconds(20)
  /// For a caller that was refused to hear so.
  var farewell = Duration.seconds(1)
  /// An event stream says something so often, so that callers who went away are noticed.
  var heartbeat = Duration.seconds(15)
  /// Whoever listens is looked for on the roster so often.
  var rollCall = Duration.seconds(2)

  /// Requests an address may make at once, and so many more each second.
  var requests = Allowance.Terms(atOnce: 3000, eachSecond: 600)
  /// The same for requests that change something.
  var writes = Allowance.Terms(atOnce: 60, eachSecond: 10)
  /// The same for passwords and tokens.
  var attempts = Allowance.Terms(atOnce: 8, eachSecond: 0.1)
}

/// What an address may still ask for: it fills up again with time.
struct Allowance: Sendable {
  struct Terms: Sendable {
    var atOnce: Double
    var eachSecond: Double
  }

  private var left: Double
  private var asOf: ContinuousClock.Instant

  init(_ terms: Terms, now: ContinuousClock.Instant) {
    left = terms.atOnce
    asOf = now
  }

  /// Takes one; false when nothing is left.
  mutating func take(_ terms: Terms, now: ContinuousClock.Instant) -> Bool {
    let passed = max(0, (now - asOf) / .seconds(1))
    left = min(terms.atOnce, left + passed * terms.eachSecond)
    asOf = now
    guard left >= 1 else { return false }
    left -= 1
    return true
  }
}
