import Newspaper

extension LiveIssue {
  /// A file that the desk may change, as it is now; nil when the issue has no such file.
  public func source(_ file: String) async -> SourceFile? { nil }

  /// Writes an edit into its file; the change then arrives as any other.
  public func edit(_ edit: SourceEdit) async throws(EditRefusal) -> EditReceipt {
    throw .unknown(edit.file)
  }

  /// Takes the last edit back.
  public func undo() async throws(EditRefusal) -> EditReceipt { throw .nothing }

  /// Makes the last edit again that was taken back.
  public func redo() async throws(EditRefusal) -> EditReceipt { throw .nothing }
}
