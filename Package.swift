// swift-tools-version: 6.1
import Foundation
import PackageDescription

let strict: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]
  + (ProcessInfo.processInfo.environment["CI"] == nil
    ? [] : [.unsafeFlags(["-warnings-as-errors"])])

// The kernels are optimised in debug builds too: everything above them waits for them.
// Without errno a square root is an instruction, not a call of the C library.
let optimized: [SwiftSetting] =
  strict + [.unsafeFlags(["-O", "-wmo", "-Xcc", "-fno-math-errno"])]

// KernelsAVX2 and KernelsAVX512 are links to Sources/learn/Kernels: the same files, built again
// for processors with AVX2 and FMA, and for those with AVX-512. NeuralNet chooses one of the three
// builds when the program starts.
#if arch(x86_64)
  func kernels(_ name: String, for features: [String], defines: [String]) -> Target {
    .target(
      name: name,
      swiftSettings: optimized + (defines + ["REPEATED_BUILD"]).map { .define($0) }
        + [.unsafeFlags(features.flatMap { ["-Xcc", "-m\($0)"] })])
  }
  let avx512 = ["avx512f", "avx512vl", "avx512dq", "avx512bw"]
  let kernelBuilds = [
    kernels("KernelsAVX2", for: ["avx2", "fma"], defines: ["FMA"]),
    kernels("KernelsAVX512", for: ["avx2", "fma"] + avx512, defines: ["FMA", "AVX512"]),
  ]
  let fastKernels: [Target.Dependency] = ["KernelsAVX2", "KernelsAVX512"]
  let baseline: [SwiftSetting] = []
#else
  let kernelBuilds: [Target] = []
  let fastKernels: [Target.Dependency] = []
  // Every arm64 processor multiplies and adds in one instruction.
  let baseline: [SwiftSetting] = [.define("FMA")]
#endif

func library(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
  -> Target
{
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tool(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [])
  -> Target
{
  .executableTarget(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [])
  -> Target
{
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + dependencies,
    resources: resources, swiftSettings: strict)
}

func system(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt]), .brew([brew])])
}

let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOHTTP1"].map {
  .product(name: $0, package: "swift-nio")
}

/// The targets behind one door: what they are made of is in its folder of Sources or Tests.
func door(_ name: String, _ targets: [Target]) -> [Target] {
  for target in targets where target.path == nil {
    target.path = "\(target.type == .test ? "Tests" : "Sources")/\(name)/\(target.name)"
  }
  return targets
}

// What all sides share
let base = door(
  "base",
  [
    library("Errors", []),
    library("Files", ["Errors"]),
    system("CGLib", pkgConfig: "glib-2.0", apt: "libglib2.0-dev", brew: "glib"),
    tests("Files", ["Errors"]),
  ])

// The networks
let learn = door(
  "learn",
  kernelBuilds + [
    .target(name: "Kernels", swiftSettings: optimized + baseline),
    .target(name: "CPUFeatures"),
    library("NeuralNet", ["Errors", "Kernels", "CPUFeatures"] + fastKernels),
    library("Datasets", ["Errors", "Files", "NeuralNet", "CZlib"], resources: [.copy("Sample")]),
    library("ModelFiles", ["Errors", "Files", "NeuralNet"]),
    library("Training", ["Datasets", "Errors", "Files", "ModelFiles", "NeuralNet"]),
    library("Downloads", ["CGLib", "CZlib", "Errors", "Files"]),
    library("ImageFiles", ["Datasets", "CPNG", "Errors", "Files"]),
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),

    tests(
      "Kernels", ["NeuralNet", "ProgramTesting", "SinglePasses"], resources: [.copy("Node")]),
    tests(
      "NeuralNet", ["Errors", "Kernels", "ModelFiles", "SinglePasses"],
      resources: [.copy("Reference")]),
    tests("Datasets", ["CZlib", "Errors"], resources: [.copy("Reference")]),
    tests(
      "ModelFiles", ["Errors", "Kernels", "NeuralNet", "ProgramTesting"],
      resources: [.copy("Python")]),
    tests("Training", ["Datasets", "Errors", "Files", "ModelFiles", "NeuralNet"]),
    tests("Downloads", ["CGLib", "CZlib", "Errors", "Files"] + nio),
    tests("ImageFiles", ["Datasets", "CZlib", "Errors"]),
  ])

// The figures
let draw = door(
  "draw",
  [
    library("Figures", []),
    library("CairoRenderer", ["Errors", "Figures", "CCairo", "CFontconfig", "CPNGFile"]),
    .target(name: "CPNGFile", dependencies: ["CPNG"]),
    library("Illustrations", ["Datasets", "Figures", "NeuralNet"]),
    system("CCairo", pkgConfig: "cairo", apt: "libcairo2-dev", brew: "cairo"),
    system(
      "CFontconfig", pkgConfig: "fontconfig", apt: "libfontconfig-dev", brew: "fontconfig"),
    system("CPNG", pkgConfig: "libpng", apt: "libpng-dev", brew: "libpng"),

    .target(
      name: "FigureTesting", dependencies: ["Figures"], path: "Tests/draw/FigureTesting",
      swiftSettings: strict),
    tests("Figures", ["FigureTesting"], resources: [.copy("Goldens")]),
    tests("CairoRenderer", ["Errors", "Figures", "CCairo", "CPNG"], resources: [.copy("Goldens")]),
    tests(
      "Illustrations", ["Datasets", "FigureTesting", "Figures", "NeuralNet"],
      resources: [.copy("Goldens")]),
  ])

// The book, about anything
let publish = door(
  "publish",
  [
    library("BookRecords", ["CGLib"]),
    library(
      "BookModel", ["CMarkdownGFM", "Errors", "Files", .product(name: "Yams", package: "Yams")]),
    library("CellRunner", ["BookModel", "BookRecords", "CSupervisor", "Errors", "Files"]),
    .target(name: "CSupervisor"),
    library(
      "SiteRenderer",
      [
        "BookModel", "BookRecords", "CArchive", "CDuktape", "CFileExchange", "CSourceKit", "Errors",
        "Files",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.copy("Theme")]),
    .target(name: "CFileExchange"),
    .systemLibrary(name: "CSourceKit"),
    library("PreviewServer", ["Errors", "Files"] + nio),
    system(
      "CMarkdownGFM", pkgConfig: "libcmark-gfm", apt: "libcmark-gfm-dev", brew: "cmark-gfm"),
    system("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev", brew: "libarchive"),
    system("CDuktape", pkgConfig: "duktape", apt: "duktape-dev", brew: "duktape"),

    tests("BookModel"),
    tests("BookRecords"),
    tests("CellRunner", ["BookModel", "BookRecords"]),
    tests("SiteRenderer", ["BookModel", "BookRecords", "Errors", "ProgramTesting"]),
    tests("PreviewServer", ["Errors", "ProgramTesting"]),
  ])

// What is run
let run = door(
  "run",
  [
    library(
      "Notebook", ["BookRecords", "Errors", "Files", "Figures", "CairoRenderer", "CCellRuntime"]),
    .target(name: "CCellRuntime", cSettings: [.unsafeFlags(["-fno-omit-frame-pointer"])]),
    library(
      "CommandLineTools",
      ["Errors", "Files", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    tool(
      "book",
      [
        "BookModel", "BookRecords", "CellRunner", "CommandLineTools", "Errors", "Files",
        "PreviewServer",
        "SiteRenderer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    tool(
      "lenet",
      [
        "CommandLineTools", "Datasets", "Downloads", "Errors", "Files", "ImageFiles",
        "ModelFiles", "NeuralNet", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], resources: [.copy("Weights")]),
    tool(
      "Benchmarks",
      [
        "CairoRenderer", "CommandLineTools", "Datasets", "Figures", "Illustrations", "Kernels",
        "ModelFiles", "NeuralNet", "SinglePasses",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], resources: [.copy("peers")]),
    library("SinglePasses", ["Kernels", "NeuralNet"]),

    .testTarget(
      name: "BookTests", dependencies: ["book", "ProgramTesting"], resources: [.copy("Almanac")],
      swiftSettings: strict),
    .testTarget(
      name: "LenetTests",
      dependencies: ["lenet", "ProgramTesting", "CPNG", "Datasets", "ModelFiles"],
      swiftSettings: strict),
    .testTarget(
      name: "BenchmarksTests", dependencies: ["Benchmarks", "ProgramTesting"],
      swiftSettings: strict),
    .target(
      name: "ProgramTesting", path: "Tests/run/ProgramTesting", swiftSettings: strict),
    tests("Notebook"),
    .testTarget(name: "ScriptsTests", dependencies: ["ProgramTesting"], swiftSettings: strict),
  ])

let package = Package(
  name: "LeNet5Book",
  platforms: [.macOS(.v15)],
  products: [
    // Everything a chapter's cells can import, as one shared library.
    .library(
      name: "CellLibrary", type: .dynamic,
      targets: ["Notebook", "NeuralNet", "Datasets", "ModelFiles", "Figures", "Illustrations"]),
    .executable(name: "book", targets: ["book"]),
    .executable(name: "lenet", targets: ["lenet"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: base + learn + draw + publish + run,
  swiftLanguageModes: [.v6]
)
