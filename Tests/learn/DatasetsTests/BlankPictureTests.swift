import Datasets
import NeuralNet
import Testing

@Suite("Pictures without a digit")
struct BlankPictureTests {
  private func error(_ picture: Picture) -> String? {
    #expect(throws: BlankPictureError.self) { try picture.foundDigit() }?.description
  }

  private func error(_ page: DrawnPage) -> String? { error(Picture(page.image)) }

  private static let unclear =
    "expected a digit that stands out from its paper, found nothing drawn: specks, lines, noise or"
    + " shadows at the most"

  @Test("that are even are refused", arguments: [0, 128, 255] as [UInt8])
  func even(gray: UInt8) {
    var pixels = [UInt8](repeating: gray, count: 40 * 30)
    pixels[600] = gray > 100 ? gray - 20 : gray + 20
    #expect(
      error(Picture(GrayImage(width: 40, height: 30, pixels: pixels)))
        == "expected a digit that stands out from its paper, found nothing drawn: an even grey"
        + " (\(gray) of 255, give or take 20)")
  }

  @Test("that are transparent are refused")
  func transparent() {
    let picture = Picture(
      width: 9, height: 7, brightness: (0..<63).map { UInt8($0) },
      opacity: [UInt8](repeating: 0, count: 63))
    #expect(
      error(picture)
        == "expected a digit that stands out from its paper, found nothing drawn: the picture is"
        + " transparent throughout")
  }

  @Test("with a card and nothing on it are refused", arguments: [0, 90, 255] as [UInt8])
  func card(gray: UInt8) {
    let isCard = (0..<100 * 80).map {
      (15..<65).contains($0 / 100) && (20..<80).contains($0 % 100)
    }
    let picture = Picture(
      width: 100, height: 80, brightness: [UInt8](repeating: gray, count: 8_000),
      opacity: isCard.map { $0 ? 255 : 0 })
    #expect(error(picture)?.hasSuffix("(\(gray) of 255, give or take 0)") == true)
  }

  @Test(
    "with specks in the corners are refused",
    arguments: [[0, 439], [0], [439 * 440, 440 * 440 - 1], [220 * 440 + 220, 221 * 440 + 221]])
  func specks(places: [Int]) {
    var page = DrawnPage(width: 440, height: 440, paper: 255)
    for place in places { page.light[place] = 0 }
    #expect(error(page) == Self.unclear)
  }

  @Test("with slopes of light, edges, shadows or frames are refused", arguments: 0..<7)
  func slopes(kind: Int) {
    var page = DrawnPage(width: 280, height: 200)
    switch kind {
    case 0: page.light { light, x, _ in light * (1 - 0.8 * x) }
    case 1: page.light { light, x, y in light * (1 - 0.4 * x) * (1 - 0.5 * y) }
    case 2: page.light { light, x, _ in x < 0.1 ? 40 : light }
    case 3: page.light { light, x, y in x + y > 0.9 ? light * 0.5 : light }
    case 4: page.frame(top: 0, left: 0, bottom: 200, right: 280, line: 5)
    case 5: page.frame(top: 12, left: 12, bottom: 188, right: 268, line: 3)
    default: page.light { light, _, y in Int(y * 200) % 20 < 2 ? 150 : light }
    }
    #expect(error(page) == Self.unclear)
  }

  @Test("with noise alone are refused", arguments: [10, 40, 120] as [Double])
  func noise(strength: Double) {
    var generator = SeededGenerator(seed: 3)
    var page = DrawnPage(width: 150, height: 120, paper: 128)
    page.light { light, _, _ in light + .random(in: -strength...strength, using: &generator) }
    #expect(error(page)?.hasPrefix("expected a digit") == true)
  }

  @Test("of a few pixels are refused", arguments: [(1, 1), (1, 30), (30, 1), (4, 4), (2, 300)])
  func small(width: Int, height: Int) {
    let pixels = (0..<width * height).map { UInt8($0 % 2 * 255) }
    #expect(error(Picture(GrayImage(width: width, height: height, pixels: pixels))) != nil)
  }

  /// Nothing that can be in a picture ends the program: there is a digit or an error.
  @Test("or with anything at all in them never trap", arguments: 0..<60)
  func anything(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
    let longest = seed % 3 == 0 ? 12 : seed % 3 == 1 ? 60 : 220
    let (width, height) = (number(1...longest), number(1...longest * (seed % 5 == 0 ? 4 : 1)))
    var brightness = [UInt8](repeating: UInt8(number(0...255)), count: width * height)
    var opacity = [UInt8](repeating: 255, count: width * height)
    for _ in 0..<number(0...12) {
      let (top, left) = (number(0...height - 1), number(0...width - 1))
      let (bottom, right) = (number(top...height - 1), number(left...width - 1))
      let (gray, alpha, isSparse) = (number(0...255), number(0...255), number(0...3) == 0)
      for row in top...bottom {
        for column in left...right where !isSparse || number(0...9) == 0 {
          brightness[row * width + column] = UInt8(gray)
          if seed % 4 == 0 { opacity[row * width + column] = UInt8(alpha) }
        }
      }
    }
    if seed % 7 == 0 { brightness = brightness.map { _ in UInt8(number(0...255)) } }
    let picture = Picture(
      width: width, height: height, brightness: brightness, opacity: opacity)
    do {
      let found = try picture.foundDigit()
      #expect(found.digit.width == 28 && found.digit.height == 28)
      #expect(found.digit.pixels.max() == 255)
    } catch {
      #expect(error.description.contains("nothing drawn"))
    }
  }
}
