import ArgumentParser
import CommandLineTools

/// The tool that makes a site from a book's chapters.
@main
struct BookTool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book",
    abstract: "Builds a book of Markdown chapters with Swift cells that run.",
    discussion: """
      Examples:
        book build                        the book in this folder, into output/
        book preview                      build, serve, and build again after each change
        book check                        look for mistakes without running anything
        book why fig-loss                 what changed since a cell's results were made
        book new my-book                  start another book
        book run 04-convolution.swift     run a chapter that was downloaded as Swift
        book clean                        forget kept results and the built site

      Exit status: 0 for success, 1 for a failure, 2 for a wrong command, 130 after Ctrl-C.
      """,
    subcommands: [
      BuildCommand.self, CheckCommand.self, PreviewCommand.self, WhyCommand.self,
      NewCommand.self, RunCommand.self, CleanCommand.self,
    ])

  static func main() async { await runTool() }
}
