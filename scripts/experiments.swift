// Runs the experiments of the chapters with several seeds and prints a line for each, as
// chapters/experiments.csv has them. `scripts/results` appends the cells that define them.
import Datasets
import Foundation
import NeuralNet

setvbuf(stdout, nil, _IOLBF, 0)
let digits = try Digits.load()
let training = digits.training.labeledImages(.padded, range: .lenet1998)
let test = digits.test.labeledImages(.padded, range: .lenet1998)

/// Seconds of all processors together.
func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

func lenet5(seed: UInt64, initialization: Initialization) throws -> Network {
  try LeNet5.network(initialization: initialization, seed: seed)
}

print("experiment,variant,seed,pass,training_accuracy,test_loss,test_accuracy,seconds")

// What is to blame for the failure of the recipe of 1998.
let starts: [(String, Initialization)] = [
  ("2.4/F", .lenet1998), ("1/sqrt F", .standard), ("averages", .averaging),
]
for seed in 1...3 as ClosedRange<UInt64> {
  for (name, first) in starts {
    for mu in [0.02, 0.1] as [Float] {
      for isRenewed in [false, true] {
        let error = try tryOut(first, mu: mu, isRenewed: isRenewed, seed: seed)
        let estimate = isRenewed ? "renewed" : "fixed"
        print("ablation,\(name) mu \(mu) \(estimate),\(seed),3,,,\(1 - error),")
      }
    }
  }
  let error = try tryOut(
    .lenet1998, mu: 0.02, isRenewed: false, loss: CompetitivePenalty(j: 0.1), seed: seed)
  print("ablation,2.4/F mu 0.02 fixed equation 9,\(seed),3,,,\(1 - error),")
}

// From LeNet-5 to the article's network, one change at a time.
for seed in 1...3 as ClosedRange<UInt64> {
  for step in 0...8 {
    let start = processorSeconds()
    let result = try climb(to: step, seed: seed)
    let seconds = String(format: "%.1f", processorSeconds() - start)
    let passes = step < 1 ? 20 : 15
    print("ladder,\(step),\(seed),\(passes),,\(result.meanLoss),\(result.accuracy),\(seconds)")
  }
}
