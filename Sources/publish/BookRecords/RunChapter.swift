public import Foundation

/// What running one chapter left behind.
public struct RunChapter: Sendable {
  public var result: ChapterResult
  /// The folder with the files that the result's figures name.
  public var figureFolder: URL

  public init(result: ChapterResult, figureFolder: URL) {
    self.result = result
    self.figureFolder = figureFolder
  }
}
