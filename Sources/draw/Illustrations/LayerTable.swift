public import Figures
public import NeuralNet

/// What each layer is and costs, with the totals of the network.
///
/// Parameters are those that training changes; the heading says so where a layer has others too.
public struct LayerTable: Tabular, Hashable {
  public var summary: NetworkSummary

  public init(_ summary: NetworkSummary) {
    self.summary = summary
  }

  public var table: DataTable {
    let hasFixed = summary.trainableParameters < summary.parameters
    let columns = [
      DataTable.Column("layer"), DataTable.Column("kind"),
      DataTable.Column("output", isNumeric: true),
      DataTable.Column(hasFixed ? "trainable parameters" : "parameters", isNumeric: true),
      DataTable.Column("connections", isNumeric: true),
      DataTable.Column("multiply-adds", isNumeric: true),
      DataTable.Column("receptive field", isNumeric: true),
    ]
    let rows = summary.layers.map { layer in
      [layer.name, ShapeText.crossed(layer.kind), ShapeText.maps(layer.outputShape)]
        + [layer.trainableParameters, layer.connections, layer.multiplyAdds].map(NumberText.grouped)
        + ["\(layer.receptiveField)\u{D7}\(layer.receptiveField)"]
    }
    let total =
      ["total", "", ""]
      + [summary.trainableParameters, summary.connections, summary.multiplyAdds]
      .map(NumberText.grouped)
      + [""]
    return DataTable(columns: columns, rows: rows + [total], hasTotal: true)
  }
}
