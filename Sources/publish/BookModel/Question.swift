/// A question to readers, with answers to choose from.
///
/// In Markdown it is a paragraph that ends with a label, and the list of tasks behind it, in which
/// the right answer is ticked. The first paragraph of an answer is what readers choose from; what
/// follows in it, cells too, says why it is right or wrong and is folded on the page.
public struct Question: Sendable, Hashable {
  public struct Answer: Sendable, Hashable {
    public var content: [Inline]
    public var isRight: Bool
    /// Why it is right or wrong.
    public var explanation: [Block]

    public init(content: [Inline], isRight: Bool, explanation: [Block]) {
      self.content = content
      self.isRight = isRight
      self.explanation = explanation
    }
  }

  public var content: [Inline]
  public var label: String
  public var answers: [Answer]

  public init(content: [Inline], label: String, answers: [Answer] = []) {
    self.content = content
    self.label = label
    self.answers = answers
  }
}

extension Question {
  /// A question whose answers may be in the next list.
  ///
  /// - Returns: `nil` if the paragraph does not end with the label of a question.
  init?(paragraph content: [Inline]) {
    var content = content
    guard let label = content.removeTrailingLabel(),
      LabelTarget.Kind(label: label) == .question
    else { return nil }
    self.init(content: content, label: label)
  }

  /// Takes the answers from the list behind the question.
  ///
  /// - Returns: Whether the list has answers.
  mutating func takeAnswers(from list: List) -> Bool {
    guard list.items.contains(where: { $0.isDone != nil }) else { return false }
    answers = list.items.map { item in
      guard case .paragraph(let content)? = item.blocks.first else {
        return Answer(content: [], isRight: item.isDone ?? false, explanation: item.blocks)
      }
      return Answer(
        content: content, isRight: item.isDone ?? false,
        explanation: Array(item.blocks.dropFirst()))
    }
    return true
  }

  /// What is wrong with the question, and what to do.
  var problem: (message: String, hint: String)? {
    let right = answers.count { $0.isRight }
    if answers.isEmpty {
      return (
        "the question `\(label)` has no answers",
        "it is followed by a list such as `- [ ] sixteen` and `- [x] sixty`"
      )
    }
    if right != 1 || answers.count < 2 {
      return (
        "a question has one right answer and some wrong ones, found \(right) right "
          + "of \(answers.count)", "tick the right one: `- [x] sixty`"
      )
    }
    if let index = answers.firstIndex(where: { $0.content.isEmpty }) {
      return ("answer \(index + 1) of `\(label)` has no words", "it begins with a line of text")
    }
    if let index = answers.firstIndex(where: { !$0.isRight && $0.explanation.isEmpty }) {
      return (
        "answer \(index + 1) of `\(label)` does not say why it is wrong",
        "write it below the answer, indented: words, or a cell that shows it"
      )
    }
    return nil
  }
}
