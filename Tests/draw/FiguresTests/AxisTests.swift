import Figures
import Testing

@Suite("Axes and their ticks")
struct AxisTests {
  /// The y axis's labels from bottom to top.
  private func yLabels(of plot: Plot) -> [String] {
    let texts = plot.drawing().texts.filter { $0.anchor == .end && $0.rotation == 0 }
    return texts.filter { $0.position.x < plot.width / 2 }
      .sorted { $0.position.y > $1.position.y }.map(\.string)
  }

  private func plot(_ values: [Double], axis: Axis = Axis("y")) -> Plot {
    Plot(
      title: "", x: Axis("x"), y: axis,
      marks: [Line(x: Array(values.indices), y: values)], height: 276)
  }

  @Test(
    "Ticks are multiples of 1, 2 or 5 around the data",
    arguments: [
      ([0.0, 1.0], ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
      ([0.0, 2.31], ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
      ([-3.0, 4.0], ["\u{2212}4", "\u{2212}2", "0", "2", "4"]),
      ([0.0, 122_304], ["0", "50,000", "100,000", "150,000"]),
      ([97.81, 99.02], ["97.5", "98.0", "98.5", "99.0", "99.5"]),
      ([5.0], ["4.4", "4.6", "4.8", "5.0", "5.2", "5.4", "5.6"]),
      ([0.0, 0.0], ["\u{2212}1.0", "\u{2212}0.5", "0.0", "0.5", "1.0"]),
      (
        [0.0, 3e-6],
        [
          "0", "1\u{D7}10\u{207B}\u{2076}", "2\u{D7}10\u{207B}\u{2076}",
          "3\u{D7}10\u{207B}\u{2076}",
        ]
      ),
      (
        [0.0, 2e9],
        ["0.0", "0.5", "1.0", "1.5", "2.0"].map { $0 == "0.0" ? "0" : $0 + "\u{D7}10\u{2079}" }
      ),
    ])
  func linearTicks(values: [Double], expected: [String]) {
    #expect(yLabels(of: plot(values)) == expected)
  }

  @Test(
    "A logarithmic axis has powers of ten, and parts of them where there is room",
    arguments: [
      ([0.01, 1.0], ["0.01", "0.03", "0.1", "0.3", "1"]), ([1.0, 9], ["1", "2", "5"]),
      ([0.5, 60_000], ["1", "10", "100", "1,000", "10,000"]),
      (
        [1e-12, 1],
        ["10\u{207B}\u{B9}\u{B2}", "10\u{207B}\u{2079}", "10\u{207B}\u{2076}", "0.001", "1"]
      ),
    ])
  func logarithmicTicks(values: [Double], expected: [String]) {
    #expect(yLabels(of: plot(values, axis: Axis("y", kind: .logarithmic))) == expected)
  }

  @Test("An axis of whole numbers has no ticks between them", arguments: [1, 2, 3, 7])
  func wholeTicks(epochs: Int) {
    let plot = Plot(
      title: "", x: Axis("epoch", isWhole: true), y: Axis("y"),
      marks: [Line(x: Array(1...epochs), y: Array(1...epochs))])
    let labels = plot.drawing().texts.filter { $0.anchor == .middle }.map(\.string)
    #expect(!labels.isEmpty)
    #expect(labels.allSatisfy { Int($0) != nil })
  }

  @Test(
    "An axis of epochs names the first and the last, and neither stands on the frame's edge",
    arguments: [2, 3, 10, 15, 20, 200])
  func firstAndLastEpoch(epochs: Int) {
    let plot = Plot(
      title: "", x: Axis("epoch", isWhole: true), y: Axis("y"),
      marks: [Line(x: Array(1...epochs), y: Array(1...epochs))])
    let drawing = plot.drawing()
    #expect(drawing.layoutProblems == [])
    let labels = drawing.texts.filter { $0.anchor == .middle }
    #expect(labels.contains { $0.string == "1" } && labels.contains { $0.string == "\(epochs)" })
    let frames = drawing.commands.compactMap { command -> Rectangle? in
      if case .clip(let frame, _) = command { frame.inset(by: 5) } else { nil }
    }
    for label in labels {
      #expect(frames.allSatisfy { $0.x < label.position.x && label.position.x < $0.maxX })
    }
  }

  @Test("Narrow plots keep at least two ticks", arguments: [240.0, 260, 300, 360, 720])
  func narrow(width: Double) {
    let plot = Plot(
      title: "", x: Axis("batch"), y: Axis(""), marks: [Line(x: [1, 4], y: [1, 2])], width: width)
    let labels = plot.drawing().texts.filter { $0.anchor == .middle }
    #expect(labels.count >= 2)
    #expect(plot.drawing().layoutProblems == [])
  }

  @Test("A given range is kept")
  func givenRange() {
    let labels = yLabels(of: plot([0.2, 0.3], axis: Axis("y", range: 0...1)))
    #expect(labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
  }

  @Test("Units stand behind the label")
  func title() {
    #expect(Axis("time", unit: "s").title == "time (s)")
    #expect(Axis("loss").title == "loss")
    #expect(Axis("", unit: "s").title == "s")
  }

  @Test(
    "A scale gives numbers their places",
    arguments: [
      (Axis.Kind.linear, 5.0, 50.0), (.linear, 0, 0), (.linear, 1e9, 200),
      (.linear, -.infinity, nil),
      (.linear, .nan, nil), (.logarithmic, 1, 0), (.logarithmic, 10, 100), (.logarithmic, 0, nil),
      (.logarithmic, -1, nil),
    ] as [(Axis.Kind, Double, Double?)])
  func positions(kind: Axis.Kind, value: Double, expected: Double?) {
    let scale = AxisScale(
      kind: kind, domain: (kind == .linear ? 0 : 1)...10, start: 0, end: 100)
    #expect(scale.position(of: value) == expected)
  }
}
