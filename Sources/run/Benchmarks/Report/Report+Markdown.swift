import Foundation

extension Report {
  /// The report as tables.
  var markdown: String {
    var text = """
      Kernels: \(instructionSet). Threads: \(threads). Digits: \(digits).
      Peak of multiply-adds on registers: \(rounded(peak.oneThread, digits: 0)) GFLOP/s on one \
      thread, \(rounded(peak.allThreads, digits: 0)) on all.

      """
    if let bandwidth {
      text += "Copying in memory: \(rounded(bandwidth.oneThread, digits: 0)) GB/s on one thread.\n"
    }
    if !entries.isEmpty { text += "\n" + entryTable.text }
    if !kernels.isEmpty { text += "\n" + kernelTable.text }
    if let instructions { text += "\n" + table(of: instructions).text }
    return text
  }

  private var entryTable: MarkdownTable {
    var table = MarkdownTable([
      "work", "threads", "median", "spread", "GFLOP/s", "of peak", "beside", "threads", "median",
      "spread", "ratio", "goal",
    ])
    for entry in entries {
      let own =
        [entry.work, "\(entry.threads)"] + cells(entry.sample, entry.absence)
        + [number(entry.gigaflops, digits: 1), percent(entry.shareOfPeak)]
      let goals = entry.goals.map(\.text).joined(separator: "; ")
      table.append(own + ["", "", "", "", "", goals])
      for comparison in entry.comparisons {
        table.append(
          own.map { _ in "" } + [comparison.peer, "\(comparison.threads)"]
            + cells(comparison.sample, comparison.absence)
            + [number(comparison.ratio, digits: 2), comparison.goal?.text ?? ""])
      }
    }
    return table
  }

  private var kernelTable: MarkdownTable {
    var table = MarkdownTable([
      "network", "kernel", "patterns", "median", "spread", "GFLOP/s", "of peak", "difference",
      "bound",
    ])
    for kernel in kernels {
      table.append(
        [kernel.network, kernel.kernel, "\(kernel.patterns)"] + cells(kernel.sample, nil) + [
          number(kernel.gigaflops, digits: 1), percent(kernel.shareOfPeak),
          String(format: "%.1e", kernel.difference), String(format: "%.0e", kernel.bound),
        ])
    }
    return table
  }

  private func table(of instructions: [InstructionEntry]) -> MarkdownTable {
    var table = MarkdownTable(["layer", "instruction", "patterns", "median", "spread", "GFLOP/s"])
    for entry in instructions {
      let rate = 2e-9 * Double(entry.multiplyAdds) / entry.sample.median
      table.append(
        [entry.layer, entry.instruction, "\(entry.patterns)"] + cells(entry.sample, nil)
          + [entry.multiplyAdds == 0 ? "" : number(rate, digits: 1)])
    }
    return table
  }

  /// The median and the spread, or why there are none.
  private func cells(_ sample: Sample?, _ absence: String?) -> [String] {
    guard let sample else { return [absence ?? "", ""] }
    return [sample.text, sample.repetitions > 1 ? percent(sample.spread) : ""]
  }
}

private func number(_ value: Double?, digits: Int) -> String {
  value.map { rounded($0, digits: digits) } ?? ""
}

private func percent(_ share: Double?) -> String {
  share.map { "\(rounded(100 * $0, digits: 0)) %" } ?? ""
}

extension Sample {
  /// The median in a unit that suits it.
  fileprivate var text: String {
    switch (unit, median) {
    case (.megabytes, _): "\(rounded(median, digits: 0)) MB"
    case (_, ..<1e-3): "\(rounded(median * 1e6, digits: 1)) µs"
    case (_, ..<1): "\(rounded(median * 1e3, digits: 2)) ms"
    default: "\(rounded(median, digits: 2)) s"
    }
  }
}

extension Goal {
  /// What was wanted and whether it was met, such as `at least 8 times: missed by 12 %`.
  var text: String {
    let name =
      switch unit {
      case .times: "times"
      case .seconds: "s"
      case .megabytes: "MB"
      }
    let wanted =
      "\(bound == .atLeast ? "at least" : "at most") \(String(format: "%g", value)) \(name)"
    guard let distance else { return "\(wanted): not measured" }
    guard distance > 0 else { return "\(wanted): met" }
    let missed = "\(wanted): missed by \(rounded(100 * distance, digits: 0)) %"
    return cause.map { "\(missed), \($0)" } ?? missed
  }
}
