import ArgumentParser

/// The tool that makes a site from a book's chapters.
@main
struct BookTool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book",
    abstract: "Builds a book of Markdown chapters with Swift cells that run.",
    discussion: """
      Examples:
        book build                        the book in this folder, into output/
        book build --mnist ~/mnist        the same, with all of MNIST
        book preview                      build, serve, and build again after each change
        book clean                        forget kept results and the built site
      """,
    subcommands: [BuildCommand.self, PreviewCommand.self, CleanCommand.self])
}
