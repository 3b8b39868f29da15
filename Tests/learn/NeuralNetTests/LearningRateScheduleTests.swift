import NeuralNet
import Testing

@Suite("Learning rates")
struct LearningRateScheduleTests {
  @Test("The paper's 20 passes")
  func lenet1998() {
    let rates = (0..<21).map { LearningRateSchedule.lenet1998.rate(at: Double($0)) }
    let expected: [Float] =
      [5e-4, 5e-4] + [2e-4, 2e-4, 2e-4] + [1e-4, 1e-4, 1e-4] + [5e-5, 5e-5, 5e-5, 5e-5]
      + [Float](repeating: 1e-5, count: 9)
    #expect(rates == expected)
    #expect(LearningRateSchedule.lenet1998.rate(at: 1.999) == 5e-4)
    #expect(LearningRateSchedule.steps([]).rate(at: 1) == 0)
  }

  @Test(
    "Falling rates start and end where they should, and never rise",
    arguments: [
      LearningRateSchedule.exponential(from: 5e-4, to: 1e-5, epochs: 20),
      .cosine(from: 5e-4, to: 1e-5, epochs: 20),
    ])
  func falling(schedule: LearningRateSchedule) {
    let rates = (0...200).map { schedule.rate(at: Double($0) / 10) }
    #expect(abs(rates[0] - 5e-4) < 1e-9 && abs(rates[200] - 1e-5) < 1e-9)
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 })
    #expect(schedule.rate(at: 25) == rates[200])
  }

  @Test("Half way, the exponential is at the geometric mean and the cosine at the mean")
  func halfWay() {
    let exponential = LearningRateSchedule.exponential(from: 4e-3, to: 1e-3, epochs: 10)
    #expect(abs(exponential.rate(at: 5) - 2e-3) < 1e-8)
    let cosine = LearningRateSchedule.cosine(from: 4e-3, to: 1e-3, epochs: 10)
    #expect(abs(cosine.rate(at: 5) - 2.5e-3) < 1e-8)
  }

  @Test("One cycle rises to its peak and falls to almost nothing")
  func oneCycle() {
    let schedule = LearningRateSchedule.oneCycle(peak: 1e-2, epochs: 10)
    #expect(abs(schedule.rate(at: 0) - 4e-4) < 1e-9)
    #expect(abs(schedule.rate(at: 3) - 1e-2) < 1e-9)
    #expect(abs(schedule.rate(at: 10) - 4e-8) < 1e-10)
  }
}
