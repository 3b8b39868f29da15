import Figures
import Foundation

/// Kinds of colour vision, as linear maps of linear sRGB.
///
/// - Source: Machado, Oliveira and Fernandes (2009), A Physiologically-based Model for Simulation
///   of Color Vision Deficiency, IEEE TVCG 15(6):1291-1298, severity 1.0.
enum Vision: CaseIterable, Sendable {
  case usual, protanopia, deuteranopia, tritanopia

  private var rows: [[Double]] {
    switch self {
    case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  func sees(_ color: RGB) -> Oklab {
    let linear = color.linearChannels
    let seen = rows.map { row in
      min(max(row[0] * linear.red + row[1] * linear.green + row[2] * linear.blue, 0), 1)
    }
    return Oklab(red: seen[0], green: seen[1], blue: seen[2])
  }
}

/// A colour space in which distances are about as large as they look.
///
/// - Source: Ottosson (2020), A perceptual color space for image processing.
struct Oklab {
  var lightness: Double
  var a: Double
  var b: Double

  /// - Parameters: linear sRGB, from 0 to 1.
  init(red: Double, green: Double, blue: Double) {
    let l = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let m = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let s = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
    a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
    b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
  }

  func distance(to other: Oklab) -> Double {
    let squares = [lightness - other.lightness, a - other.a, b - other.b].map { $0 * $0 }
    return squares.reduce(0, +).squareRoot()
  }
}
