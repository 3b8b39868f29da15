public import Foundation

/// What running one chapter left behind.
public struct RunChapter: Sendable {
  public var result: ChapterResult
  /// The folder with the files that the result's figures name.
  public var figureFolder: URL
  /// The files of the book that it read, by their paths from the book's folder.
  public var filesRead: [String]

  public init(result: ChapterResult, figureFolder: URL, filesRead: [String] = []) {
    self.result = result
    self.figureFolder = figureFolder
    self.filesRead = filesRead
  }
}
