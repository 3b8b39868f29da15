import Datasets
import FigureTesting
import Figures
import Illustrations
import NeuralNet
import Testing

@Suite("Data as figures")
struct DataFigureTests {
  private func digit(_ side: Int, ink: (Int, Int) -> UInt8) -> GrayImage {
    GrayImage(
      width: side, height: side,
      pixels: (0..<side * side).map { ink($0 / side, $0 % side) })
  }

  @Test("A digit as numbers, its background cut off")
  func numbers() throws {
    let figure = DigitNumbers(
      digit(8) { row, column in (2..<4).contains(row) && column == 3 ? 250 : 0 }, label: 1)
    expectSound(figure)
    try expectGolden(figure.drawing(), named: "digit-numbers")
    #expect(
      figure.altText
        == "A digit is numbers. 8 by 8 numbers from 0 to 250 draw a 1. 2 of 64 are not "
        + "0; 2 are 250 or more, the ink of the strokes.")
    expectSound(DigitNumbers(digit(40) { _, _ in 255 }))
    expectSound(DigitNumbers(digit(28) { _, _ in 0 }))
  }

  @Test("The mean of each class that has digits")
  func means() throws {
    let digits = LabeledImages(
      imageShape: [1, 2, 2], pixels: [0, 255, 0, 0, 0, 255, 255, 0, 51, 51, 51, 51],
      labels: [3, 3, 7])
    let figure = MeanDigits(digits)
    expectSound(figure)
    #expect(figure.grid.cells.map(\.above) == ["3", "7"])
    #expect(figure.grid.cells.map(\.below) == ["2", "1"])
    #expect(figure.grid.cells[0].values == [0, 1, 0.5, 0])
    #expect(
      figure.altText
        == "The mean of each class, 3 digits. The mean 3 is the darkest, up to 1: most "
        + "are written alike; the mean 7 is the palest, up to 0.2. Digits of each class: 3 2, 7 1.")
    try expectGolden(figure.drawing(), named: "mean-digits")
    expectSound(MeanDigits(LabeledImages(imageShape: [1, 2, 2], pixels: [], labels: [])))
  }

  @Test("Distorted forms follow the seed alone")
  func distortions() throws {
    func figure(_ seed: UInt64) -> DistortedDigits {
      DistortedDigits(
        .digits(2, side: 12), distortions: .strong, background: 0, forms: 3, seed: seed)
    }
    expectSound(figure(1))
    #expect(figure(1).drawing() == figure(1).drawing())
    #expect(figure(1).drawing() != figure(2).drawing())
    #expect(figure(1).grid.cells.count == 8)
    #expect(figure(1).grid.cells.map(\.isMarked).filter(\.self).count == 2)
    #expect(
      figure(1).altText
        == "Digits as written, framed, and in distorted forms. Each form is at random moved by up to 2 "
        + "pixels, scaled by up to 15 %, squeezed by up to 15 %, sheared by up to 0.3. "
        + "2 digits in rows, framed as written, then 3 forms of each.")
    let none = DistortedDigits(.digits(1), distortions: Distortions(), background: 0, forms: 1)
    #expect(none.grid.cells[0].values == none.grid.cells[1].values)
    expectSound(none)
  }

  @Test("Pixels before and after they are normalised")
  func histogram() throws {
    let bytes: [UInt8] = [0, 0, 0, 255, 0, 128, 255, 0]
    func images(_ range: ClosedRange<Float>) -> LabeledImages {
      LabeledImages(imageShape: [1, 2, 2], pixels: bytes, pixelRange: range, labels: [0, 1])
    }
    let figure = PixelHistogram([
      .init("before", of: images(.unit), bins: 4), .init("after", of: images(.lenet1998), bins: 4),
    ])
    expectSound(figure)
    #expect(figure.sets[0].counts == [5, 0, 1, 2])
    #expect(abs(figure.sets[0].mean - (2 + 128.0 / 255) / 8) < 1e-6)
    #expect(figure.dataTable?.rows[1].prefix(3) == ["after", "\u{2212}0.1", "1.17"])
    try expectGolden(figure.drawing(), named: "pixel-histogram")
    let broken = LabeledImages(
      images: Tensor(shape: [1, 1, 1, 3], scalars: [.nan, .infinity, 0.5]), labels: [0])
    let note = PixelHistogram([.init("broken", of: broken)])
    expectSound(note)
    #expect(note.sets[0].missing == 2)
    expectSound(PixelHistogram([]))
  }

  @Test("A photograph's way to MNIST's form", arguments: [false, true], [60, 400])
  func stages(isLightOnDark: Bool, side: Int) throws {
    let (ink, paper): (UInt8, UInt8) = isLightOnDark ? (240, 20) : (30, 220)
    let stroke = side / 10
    let photograph = digit(side) { row, column in
      let isStroke =
        (side / 4..<side * 3 / 4).contains(row) && abs(column - side / 2) <= stroke / 2
      return isStroke ? ink : paper
    }
    let found = try Picture(photograph).foundDigit()
    let figure = DigitStages(found)
    expectSound(figure)
    let headings = figure.drawing().texts.map(\.string).filter { $0.contains(". ") }
    #expect(
      headings == [
        "1. the picture", "2. its paper", "3. the contrast", "4. the ink", "5. its parts",
        "6. the digit's ink", "7. in MNIST's form",
      ])
    #expect(figure.altText.contains(isLightOnDark ? "A light digit" : "A dark digit"))
  }
}
