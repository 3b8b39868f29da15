import Figures
import Testing

@Suite("Drawing")
struct DrawingTests {
  @Test("The text form has a line for each command")
  func description() {
    var drawing = Drawing(title: "small", size: Size(width: 40, height: 20.5))
    drawing.fill(
      .rectangle(Rectangle(x: 1, y: 2, width: 3, height: 4)), .tint(.accent(2), 0.25),
      stroke: Stroke(.grid, width: 0.5, dash: [2, 1]))
    drawing.write(
      Text("a", at: Point(x: 1.234, y: -0.001), weight: .bold, anchor: .end, rotation: -90))
    drawing.clip(to: Rectangle(x: 0, y: 0, width: 10, height: 10)) { inner in
      inner.image(
        SampleGrid(width: 2, height: 1, levels: [0, 255]), scale: .diverging,
        frame: Rectangle(x: 0, y: 0, width: 8, height: 4))
    }
    #expect(
      drawing.description == """
        drawing "small" 40x20.5
        path fill=tint(accent2 0.25) stroke=grid width=0.5 dash=2,1 M 1,2 L 4,2 L 4,6 L 1,6 Z
        text "a" at 1.23,0 end size=14 color=ink bold rotation=-90
        clip 0,0 10x10
          image 2x1 diverging at 0,0 8x4 0 255

        """)
  }

  @Test("Many levels are told apart by their hash")
  func hashedLevels() {
    func text(_ last: UInt8) -> String {
      var drawing = Drawing(title: "", size: Size(width: 9, height: 9))
      let levels = [UInt8](repeating: 7, count: 80) + [last]
      drawing.image(
        SampleGrid(width: 9, height: 9, levels: levels), scale: .gray,
        frame: Rectangle(x: 0, y: 0, width: 9, height: 9))
      return drawing.description
    }
    #expect(text(1) == text(1))
    #expect(text(1) != text(2))
  }

  @Test("Values become levels: bounds, beyond, not a number")
  func sampleLevels() {
    let samples = SampleGrid(
      width: 3, height: 2, values: [-1, 0, 1, -9, .infinity, .nan], range: -1...1)
    #expect(samples.levels == [0, 128, 255, 0, 255, 128])
  }

  @Test("A grid refuses the wrong number of levels")
  func wrongCount() async {
    await #expect(processExitsWith: .failure) {
      _ = SampleGrid(width: 3, height: 3, levels: [1, 2])
    }
  }

  @Test("Overlapping texts and texts outside are found")
  func layoutProblems() {
    var drawing = Drawing(title: "", size: Size(width: 100, height: 40))
    drawing.write(Text("left", at: Point(x: 2, y: 20)))
    drawing.write(Text("over", at: Point(x: 20, y: 24)))
    drawing.write(Text("out", at: Point(x: 90, y: 20)))
    #expect(
      drawing.layoutProblems == ["\"left\" overlaps \"over\"", "\"out\" leaves the drawing"])
  }

  @Test(
    "The box of a text follows anchor and rotation",
    arguments: [
      (Text.Anchor.start, 0.0, 50.0, 42.4), (.middle, 0, 45.13, 42.4), (.end, 0, 40.26, 42.4),
      (.start, -90, 42.4, 40.26), (.start, 90, 47.6, 50), (.start, 180, 40.26, 47.6),
    ])
  func textBounds(anchor: Text.Anchor, rotation: Double, x: Double, y: Double) {
    // An "m" of size 10 is 9.74 wide; it may rise 7.6 above the baseline and fall 2.4 below.
    let text = Text("m", at: Point(x: 50, y: 50), size: 10, anchor: anchor, rotation: rotation)
    #expect(abs(text.bounds.x - x) < 0.01)
    #expect(abs(text.bounds.y - y) < 0.01)
    #expect(abs(text.bounds.width * text.bounds.height - 97.4) < 0.1)
  }
}
