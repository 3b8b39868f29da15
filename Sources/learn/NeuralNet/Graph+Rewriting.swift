extension Graph {
  /// The same computation with fewer nodes: a convolution, ReLU and 2x2 max-pooling in a row become
  /// one, and so do branches of such rows with their sum.
  ///
  /// A new node has the name of the last that it stands for; what the others computed is no value
  /// any more.
  var rewritten: Graph {
    var rewritten = self
    rewritten.nodes = []
    // For each value of this graph its number in the new one, if it still is a value.
    var numbers: [Int?] = [0]
    while numbers.count <= nodes.count {
      let start = numbers.count - 1
      var (node, length) = (nodes[start], 1)
      if let (convolution, branches) = pooledConvolutions(from: start) {
        length = branches == 1 ? 3 : 3 * branches + 1
        let last = nodes[start + length - 1]
        (node.name, node.shape) = (last.name, last.shape)
        node.step = .pooledConvolution(convolution, branches: branches)
        node.parameters = node.parameters.lowerBound..<last.parameters.upperBound
      }
      node.inputs = node.inputs.compactMap { numbers[$0] }
      rewritten.nodes.append(node)
      numbers += [Int?](repeating: nil, count: length - 1) + [rewritten.nodes.count]
    }
    return rewritten
  }

  /// The convolution that begins at a node, if ReLU and 2x2 max-pooling follow, and of how many
  /// branches with a common sum it is the first: 1 if it cannot be taken together with others.
  private func pooledConvolutions(from start: Int) -> (convolution: Conv2D, branches: Int)? {
    guard let first = pooledConvolution(at: start) else { return nil }
    var branches = 1
    while let next = pooledConvolution(at: start + 3 * branches), next.maps == first.maps,
      next.kernel == first.kernel, next.table == first.table,
      nodes[start + 3 * branches].inputs == nodes[start].inputs
    {
      branches += 1
    }
    let (sum, ends) = (start + 3 * branches, (1...branches).map { start + 3 * $0 })
    guard first.maps % 8 == 0, nodes.indices.contains(sum), case .sum = nodes[sum].step,
      nodes[sum].inputs == ends, ends.allSatisfy({ readers(ofValue: $0) == [sum] })
    else { return (first, 1) }
    return (first, branches)
  }

  /// The convolution that a node is, if ReLU and 2x2 max-pooling follow and nothing else reads
  /// what lies between them.
  private func pooledConvolution(at index: Int) -> Conv2D? {
    guard index + 2 < nodes.count,
      case .layer(let convolution as Conv2D) = nodes[index].step,
      case .layer(is ReLU) = nodes[index + 1].step,
      case .layer(let pooling as MaxPool2D) = nodes[index + 2].step, pooling.window == 2,
      readers(ofValue: index + 1) == [index + 1], readers(ofValue: index + 2) == [index + 2]
    else { return nil }
    return convolution
  }

  /// The nodes that read a value.
  private func readers(ofValue value: Int) -> [Int] {
    nodes.indices.filter { nodes[$0].inputs.contains(value) }
  }
}
