public import BookModel
public import CellRecords
public import Foundation
public struct SiteRenderer {
  public init(book: Book) {}
  public func render(_ o: [(ChapterResult, URL)], into: URL) throws -> [Diagnostic] { [] }
}
