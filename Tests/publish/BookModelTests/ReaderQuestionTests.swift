import BookModel
import Testing

@Suite("Questions to readers")
struct ReaderQuestionTests {
  @Test("A question has answers, each with what explains it, and a number")
  func parts() throws {
    let (book, diagnostics) = try SmallBook(
      chapter: """
        # T

        How *many*? See @qst-many. {#qst-many}

        - [ ] sixteen

          Because:

          ```swift
          print(16)
          ```
        - [x] sixty

        * [ ] an ordinary task

        What else? {#qst-else}

        1. [x] this
        2. [ ] that

           ## Why
        """
    ).load()
    #expect(diagnostics.isEmpty, "\(diagnostics)")
    let chapter = book.chapters[0]
    let questions = chapter.blocks.compactMap { block in
      if case .question(let question) = block { question } else { nil }
    }
    try #require(questions.count == 2)
    #expect(questions[0].content.first == .text("How "))
    #expect(questions[0].content.last == .text("."))
    #expect(questions[0].answers.map(\.content) == [[.text("sixteen")], [.text("sixty")]])
    #expect(questions[0].answers.map(\.isRight) == [false, true])
    #expect(
      questions[0].answers.map(\.explanation) == [
        [.paragraph([.text("Because:")]), .cell(CellPlace(index: 0, caption: []))], [],
      ])
    #expect(questions[1].answers.map(\.isRight) == [true, false])
    guard case .heading(let heading)? = questions[1].answers[1].explanation.first else {
      Issue.record("no heading")
      return
    }
    #expect(heading.anchor == "why")
    #expect(book.targets["qst-many"]?.name(in: .init(for: .english)) == "Question 1.1")
    #expect(book.targets["qst-else"]?.name(in: .init(for: .english)) == "Question 1.2")
  }

  @Test(
    "What a question lacks is shown at its place",
    arguments: [
      (
        "",
        """
        error: the question `qst-a` has no answers
        How many? {#qst-a}
        ^
        hint: it is followed by a list such as `- [ ] sixteen` and `- [x] sixty`
        """
      ),
      (
        "- sixteen\n- sixty",
        """
        error: the question `qst-a` has no answers
        How many? {#qst-a}
        ^
        hint: it is followed by a list such as `- [ ] sixteen` and `- [x] sixty`
        """
      ),
      (
        "- [x] sixteen\n- [x] sixty",
        """
        error: a question has one right answer and some wrong ones, found 2 right of 2
        How many? {#qst-a}
        ^
        hint: tick the right one: `- [x] sixty`
        """
      ),
      (
        "- [ ] sixteen\n\n  No.",
        """
        error: a question has one right answer and some wrong ones, found 0 right of 1
        How many? {#qst-a}
        ^
        hint: tick the right one: `- [x] sixty`
        """
      ),
      (
        "- [x] sixty\n- [ ] sixteen",
        """
        error: answer 2 of `qst-a` does not say why it is wrong
        How many? {#qst-a}
        ^
        hint: write it below the answer, indented: words, or a cell that shows it
        """
      ),
      (
        "- [x] sixty\n- ```swift\n  print(1)\n  ```",
        """
        error: answer 2 of `qst-a` has no words
        How many? {#qst-a}
        ^
        hint: it begins with a line of text
        """
      ),
    ])
  func problems(answers: String, problem: String) throws {
    let book = try SmallBook(chapter: "# T\n\nHow many? {#qst-a}\n\n\(answers)\n")
    #expect(book.problems() == "chapters/a.md:3:1: " + problem)
  }

  @Test("A label names one question")
  func labels() throws {
    let question = "How many? {#qst-a}\n\n- [x] 60\n- [ ] 16\n\n  No.\n\n"
    let book = try SmallBook(chapter: "# T\n\n\(question)\(question)@qst-b\n")
    #expect(
      book.problems() == """
        chapters/a.md:10:11: error: the label `qst-a` is taken
        How many? {#qst-a}
                  ^
        hint: it first stands at chapters/a.md:3:11
        chapters/a.md:17:1: error: no question has the label `qst-b`
        @qst-b
        ^
        hint: did you mean `@qst-a`?
        """)
  }
}
