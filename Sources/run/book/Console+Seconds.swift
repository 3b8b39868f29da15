import CommandLineTools
import Foundation

extension Console {
  /// A time for readers, such as `1.4 s`.
  static func text(seconds: Double) -> String {
    String(format: seconds < 10 ? "%.1f s" : "%.0f s", seconds)
  }
}
