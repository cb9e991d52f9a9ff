/// How a run is made on a cluster.
public struct ClusterOrder: Codable, Sendable {
  /// The partition for all that is not late; nil: the cluster's default.
  public var partition: String?
  /// The partition that pushes others off their places; nil: late pages only go to the head of the
  /// queue.
  public var latePartition: String?
  /// Seconds of work, by past timings, that one task of the cluster is given.
  public var chunkSeconds: Double = 40
  /// Megabytes of memory that a task asks for.
  public var taskMemory: Int = 1024
  /// A folder on local disk for the journal while a run is at work; nil: the temporary folder.
  public var journal: String?

  /// Makes an order for the cluster's default partition.
  public init() {}
}
