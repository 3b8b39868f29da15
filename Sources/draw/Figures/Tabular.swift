/// Something that can be shown as a table.
public protocol Tabular: Sendable {
  var table: DataTable { get }
}

extension DataTable: Tabular {
  public var table: DataTable { self }
}
