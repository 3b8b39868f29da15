import Figures
import Testing

@Suite("Animations")
struct AnimationTests {
  private func animation(frames: Int, width: Points = 200) -> Animation {
    Animation(title: "Growth", labels: (1...frames).map { "pass \($0)" }) { index, most in
      Plot(
        title: "", x: Axis("x", range: 0...10), y: Axis("y", range: 0...10),
        marks: [Line(x: Array(0...index), y: Array(0...index))], width: min(width, most),
        height: 160)
    }
  }

  @Test("A film has all frames at one size, each with its label, and ends longer")
  func film() {
    let film = animation(frames: 5).film
    #expect(film.frames.count == 5)
    #expect(Set(film.frames.map(\.drawing.size)).count == 1)
    #expect(film.frames.map(\.seconds) == [0.5, 0.5, 0.5, 0.5, 2])
    for (index, frame) in film.frames.enumerated() {
      #expect(frame.drawing.texts.contains { $0.string == "pass \(index + 1)" })
      #expect(frame.drawing.layoutProblems == [])
    }
    #expect(film.still == film.frames[4].drawing)
  }

  @Test(
    "On paper some frames stand side by side, among them the first and the last",
    arguments: [
      (1, 200.0, [1]), (4, 200, [1, 2, 3, 4]), (20, 200, [1, 4, 8, 12, 16, 20]),
      (20, 720, [1, 4, 8, 12, 16, 20]),
    ])
  func contactSheet(frames: Int, width: Double, expected: [Int]) {
    let sheet = animation(frames: frames, width: width).drawing()
    #expect(sheet.layoutProblems == [])
    #expect(sheet.size.width <= 720)
    let labels = sheet.texts.map(\.string).filter { $0.hasPrefix("pass ") }
    #expect(labels == expected.map { "pass \($0)" })
  }

  @Test("The words tell from where to where, and the end")
  func words() {
    #expect(
      animation(frames: 3).altText
        == "Growth. Animation of 3 frames from pass 1 to pass 3. At the end: "
        + "Plot of y by x. y rises from 0 at 0 to 2 at 2. "
        + "y: 3 points, lowest 0 at 0, highest 2 at 2.")
  }

  @Test("Films that cannot be shown are mistakes of the caller")
  func refusals() async {
    await #expect(processExitsWith: .failure) {
      _ = Animation(title: "", labels: []) { _, _ in Diagram.twoBranches }
    }
    await #expect(processExitsWith: .failure) {
      let drawing = Diagram.twoBranches.drawing()
      _ = Film(title: "", still: drawing, frames: [.init(drawing, seconds: .nan)], plays: 1)
    }
    await #expect(processExitsWith: .failure) {
      let drawing = Diagram.twoBranches.drawing()
      _ = Film(title: "", still: drawing, frames: [.init(drawing, seconds: 1)], plays: -1)
    }
  }
}
