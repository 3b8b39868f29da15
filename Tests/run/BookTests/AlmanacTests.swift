import Foundation
import ProgramTesting
import Testing

/// A book that has nothing to do with networks, with one of everything that authors can write.
@Suite("A book about the calendar", .onOwnThreads)
struct AlmanacTests {
  @Test("It builds for instructors and for students, and nothing runs for the second")
  func builds() throws {
    let book = try BookProgram()
    let source = try #require(Bundle.module.url(forResource: "Almanac", withExtension: nil))
    try FileManager.default.copyItem(at: source, to: book.folder.appending(path: "almanac"))
    let build = try book("build", "almanac", "--quiet")
    #expect(build.messages == "")
    #expect(build.status == 0)
    let students = try book(
      "build", "almanac", "--edition", "student", "--output", "handout")
    #expect(students.messages == "Wrote handout/index.html in T s.\n")

    for site in ["almanac/output", "handout"] {
      #expect(try SitePages(in: book.folder.appending(path: site)).problems() == [])
    }

    let years = try book.text("almanac/output/01-years.html")
    #expect(years.contains("<h1 id=\"sec-years\">Years</h1>"))
    #expect(years.contains("In 400 years there are 97 leap years"))
    #expect(years.contains("<div class=\"equation\" id=\"eq-mean\">"))
    #expect(years.contains("365.2425"))
    #expect(years.contains("<p>This does not compile.</p>"))
    #expect(
      years.contains(
        "error: cannot convert value of type 'String' to expected argument type 'Int'\n"))

    let weeks = try book.text("almanac/output/02-weeks.html")
    for text in [
      "<a class=\"reference\" href=\"01-years.html#sec-rule\">Section&nbsp;1.1</a>",
      "<a class=\"reference\" href=\"01-years.html#sec-years\">Chapter&nbsp;1</a>",
      "<a class=\"reference\" href=\"#fig-years-b\">Figure&nbsp;2.1b</a>",
      "<span class=\"number\">Table 2.1</span> Two weekdays in 2024.",
      "<td>Monday</td><td class=\"right\">53</td>", "<samp>and more\n</samp>",
      "<td>leap</td><td>true</td>", "<p>1 &lt; 2 &amp; so on.</p>",
      "<span class=\"number\">(b)</span> The last four: #97 to #100",
      "<samp>day 1\n</samp>", "error: no weekday has the number 8\n",
      "<p>The code to start from fails this check.</p>", "<p>The check refuses it.</p>",
      "<summary>A solution of “weeks”</summary>",
      "<div class=\"output passed\"><p>Passed.</p></div>",
      "<section class=\"question\" id=\"qst-weekdays\" aria-label=\"Question 2.1\">",
      "<details class=\"answer yes\">\n<summary>two, as 366 is 52 times 7 and <em>two</em> more</summary>",
      "<a class=\"reference\" href=\"#qst-weekdays\">Question&nbsp;2.1</a>",
    ] { #expect(weeks.contains(text), "\(text)") }
    #expect(weeks.contains("/ <span class=\"number\">7</span>"))
    let handout = try book.text("handout/02-weeks.html")
    #expect(!handout.contains("/ <span class=\"number\">7</span>"))
    #expect(try !book.text("handout/downloads/02-weeks.swift").contains("/ 7"))
    #expect(try book.text("almanac/output/downloads/02-weeks.swift").contains("/ 7"))
  }
}
