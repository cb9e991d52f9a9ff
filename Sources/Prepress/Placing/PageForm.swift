extension PDFObject {
  /// A page as an object that another file can paint, with its own colours, inks and fonts.
  ///
  /// It is cut to the box, and stays no group of its own: its black overprints as it does on its
  /// own page. Its file must live until the other is written.
  func form(showing box: PDFBox, in target: PDFFile) -> PDFObject? {
    guard let content = pageContent else { return nil }
    let form = file.stream(content, "<< /Type /XObject /Subtype /Form /FormType 1 >>")
    form["/BBox"] = box.array(in: file)
    form["/Resources"] = self["/Resources"]
    return PDFObject(target, foreign: form)
  }

  /// Adds operators to a page, above what it paints and in the state a page begins with.
  func overpaint(_ operators: String) {
    guard !operators.isEmpty, let content = pageContent else { return }
    let wrapped = Array("q\n".utf8) + content + Array("\nQ\n\(operators)".utf8)
    self["/Contents"] = file.shared(file.stream(wrapped))
  }
}
