import Datasets
import NeuralNet
import Testing

/// What surrounds a digit on the pages that people bring.
enum Surroundings: String, CaseIterable {
  case none, sideLight, hardShadow, window, twoEdges, vignette, table, frame, innerFrame, ring
  case ruled, squared, dust, specks, noise, lightOnDark

  /// A page of 240x200 pixels.
  func page(with digit: GrayImage) -> GrayImage {
    var page = DrawnPage(width: 240, height: 200)
    if self == .ruled || self == .squared {
      page.light { _, x, y in
        let isLine = Int(y * 200) % 16 < 2 || self == .squared && Int(x * 240) % 16 < 2
        return isLine ? 190 : 245
      }
    }
    page.draw(digit, side: 140, top: 30, left: 55)
    var generator = SeededGenerator(seed: 7)
    switch self {
    case .none, .ruled, .squared: break
    case .sideLight: page.light { light, x, _ in light * (1 - 0.7 * x) }
    case .hardShadow: page.light { light, x, y in x + y / 3 > 0.7 ? light * 0.55 : light }
    case .window:
      page.light { light, x, y in
        // Bars with soft edges.
        let distance = min(abs(x + y / 5 - 0.7), abs(y - 0.5)) / 0.04
        return light * (0.7 + 0.3 * min(max(2 * distance - 1, 0), 1))
      }
    case .twoEdges:
      page.light { light, x, _ in light * (1 - 0.7 * max(0, 1 - min(x, 1 - x) / 0.15)) }
    case .vignette:
      page.light { light, x, y in
        light * (1 - 1.2 * ((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5)))
      }
    case .table:
      page.light { light, x, y in
        (0.1..<0.9).contains(x + y / 20) && (0.1..<0.9).contains(y - x / 20) ? light : 50
      }
    case .frame: page.frame(top: 0, left: 0, bottom: 200, right: 240, line: 4)
    case .innerFrame: page.frame(top: 9, left: 12, bottom: 190, right: 227, line: 3)
    case .ring:
      page.light { light, x, y in
        let radius = ((x - 0.52) * (x - 0.52) * 1.44 + (y - 0.5) * (y - 0.5)).squareRoot()
        return abs(radius - 0.47) < 0.012 ? 25 : light
      }
    case .dust:
      for _ in 0..<25 {
        let place = Int.random(in: 0..<198 * 238, using: &generator)
        for offset in [0, 1, 240, 241] { page.light[place / 238 * 240 + place % 238 + offset] = 40 }
      }
    case .specks: for place in [0, 239, 199 * 240, 10 * 240 + 230] { page.light[place] = 0 }
    case .noise: page.light { light, _, _ in light + .random(in: -35...35, using: &generator) }
    case .lightOnDark: page.light { light, _, _ in 255 - light }
    }
    return page.image
  }
}

@Suite("Digits found in pictures")
struct FoundDigitTests {
  private static let digits: [GrayImage] = {
    guard let sample = try? Digits.sample().test else { return [] }
    return (0..<40).map { sample.image(at: $0) }
  }()

  @Test("are the same whatever surrounds them", arguments: Surroundings.allCases)
  func surroundings(_ kind: Surroundings) throws {
    try #require(Self.digits.count == 40)
    // Ruled lines and shadows leave something of themselves in the strokes that they cross.
    let least = kind == .ruled || kind == .squared || kind == .window ? 0.75 : 0.93
    var alike = 0
    for digit in Self.digits {
      let plain = try Picture(Surroundings.none.page(with: digit)).foundDigit()
      let found = try Picture(kind.page(with: digit)).foundDigit()
      if found.isLightOnDark == (kind == .lightOnDark),
        found.digit.likeness(to: plain.digit) > least
      {
        alike += 1
      }
    }
    #expect(alike >= 34, "\(kind): \(alike) of 40")
  }

  @Test("with frames and specks keep only their own parts")
  func parts() throws {
    var page = DrawnPage(width: 200, height: 200)
    // A 5 of two strokes that do not touch: a bar, and a hook below it.
    page.frame(top: 50, left: 80, bottom: 60, right: 130, line: 10)
    page.frame(top: 66, left: 80, bottom: 140, right: 90, line: 10)
    page.frame(top: 130, left: 80, bottom: 140, right: 130, line: 10)
    // A frame, and specks.
    page.frame(top: 10, left: 10, bottom: 190, right: 190, line: 3)
    for place in [30 * 200 + 30, 170 * 200 + 60, 20 * 200 + 150] { page.light[place] = 0 }
    let found = try Picture(page.image).foundDigit()
    #expect(found.components.parts.count == 6)
    #expect(found.parts.count == 2)
    #expect(found.rows == 50..<140 && found.columns == 80..<130)
    #expect(Set(found.parts.map(\.rows)) == [50..<60, 66..<140])
    // Nothing of the rest is in the ink, and the middle of a stroke is all ink.
    #expect((0..<200).allSatisfy { found.ink[11, $0] == 0 && found.ink[$0, 11] == 0 })
    #expect(found.ink[30, 30] == 0 && found.ink[55, 100] == 255)
    // 90 rows become 20, and the centre of mass comes to the centre.
    let rows = (0..<28).filter { row in (0..<28).contains { found.digit[row, $0] > 127 } }
    #expect((18...20).contains((rows.last ?? 0) - (rows.first ?? 0)))
    let mass = found.digit.pixels.reduce(0) { $0 + Int($1) }
    let center = found.digit.pixels.indices.reduce(0) {
      $0 + Int(found.digit.pixels[$1]) * ($1 / 28)
    }
    #expect(abs(Double(center) / Double(mass) - 14) <= 1)
  }

  @Test("show the paper that a morphological closing leaves")
  func paper() throws {
    var page = DrawnPage(width: 60, height: 50)
    page.light { light, x, y in light * (1 - 0.4 * x) - 30 * y }
    page.frame(top: 15, left: 20, bottom: 40, right: 24, line: 4)
    page.frame(top: 15, left: 20, bottom: 19, right: 36, line: 4)
    let found = try Picture(page.image).foundDigit()
    let reach = found.squareSide / 2
    // By definition: the least of the greatest. Squares may hang out of the picture.
    func greatest(_ row: Int, _ column: Int) -> UInt8 {
      let rows = (row - reach..<row + reach + 1).clamped(to: 0..<50)
      let columns = (column - reach..<column + reach + 1).clamped(to: 0..<60)
      return rows.flatMap { row in columns.map { found.picture[row, $0] } }.max() ?? 0
    }
    for (row, column) in [(0, 0), (17, 22), (25, 40), (49, 59), (38, 21), (3, 55)] {
      var least: UInt8 = 255
      for near in row - reach...row + reach {
        for besides in column - reach...column + reach {
          least = min(least, greatest(near, besides))
        }
      }
      #expect(found.paper[row, column] == least)
    }
  }

  @Test("have connected parts as a flood finds them", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func components(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var page = DrawnPage(width: 70, height: 60)
    page.frame(top: 10, left: 20, bottom: 50, right: 26, line: 6)
    page.frame(top: 44, left: 20, bottom: 50, right: 50, line: 6)
    for _ in 0..<200 { page.light[.random(in: 0..<70 * 60, using: &generator)] = 0 }
    let found = try Picture(page.image).foundDigit()
    var labels = [Int32](repeating: 0, count: found.mask.count)
    var count: Int32 = 0
    for start in found.mask.indices where found.mask[start] && labels[start] == 0 {
      count += 1
      labels[start] = count
      var open = [start]
      while let place = open.popLast() {
        for row in max(0, place / 70 - 1)...min(59, place / 70 + 1) {
          for column in max(0, place % 70 - 1)...min(69, place % 70 + 1) {
            let near = row * 70 + column
            guard found.mask[near], labels[near] == 0 else { continue }
            labels[near] = count
            open.append(near)
          }
        }
      }
    }
    #expect(found.components.labels == labels)
    #expect(found.components.parts.count == Int(count))
    for part in found.components.parts {
      #expect(part.area == labels.count { Int($0) == part.label })
    }
  }

  @Test("lie on the paper that what is opaque tells of", arguments: [0, 255], [false, true])
  func transparency(hidden: UInt8, isDark: Bool) throws {
    let digit = try #require(Self.digits.first)
    let plain = try Picture(Surroundings.none.page(with: digit)).foundDigit().digit
    let page = (isDark ? Surroundings.lightOnDark : .none).page(with: digit)
    // A card in the middle of a transparent picture, whatever colour is hidden there.
    let isCard = page.pixels.indices.map { place in
      (20..<180).contains(place / 240) && (40..<205).contains(place % 240)
    }
    let card = Picture(
      width: 240, height: 200,
      brightness: zip(page.pixels, isCard).map { $1 ? $0 : hidden },
      opacity: isCard.map { $0 ? 255 : 0 })
    #expect(try card.foundDigit().isLightOnDark == isDark)
    #expect(try card.foundDigit().digit.likeness(to: plain) > 0.97)
    // Strokes alone: their opacity is all that is drawn.
    let strokes = Picture(
      width: 240, height: 200,
      brightness: [UInt8](repeating: isDark ? 255 : 0, count: 240 * 200),
      opacity: Surroundings.lightOnDark.page(with: digit).pixels.map { $0 > 15 ? $0 : 0 })
    #expect(try strokes.foundDigit().isLightOnDark == isDark)
    #expect(try strokes.foundDigit().digit.likeness(to: plain) > 0.97)
  }
}
