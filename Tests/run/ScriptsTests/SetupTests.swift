import Foundation
import ProgramTesting
import Testing

@Suite("make setup", .onOwnThreads)
struct SetupTests {
  static let all = PretendMachine.packages.joined(separator: " ")

  @Test("is silent and installs nothing if nothing is missing")
  func complete() throws {
    let machine = try PretendMachine(
      packages: PretendMachine.packages, programs: ["apt-get", "sudo", "brew"])
    let setup = try machine.runSetup()
    #expect(setup.status == 0)
    #expect(setup.output + setup.errors == "")
    #expect(try machine.log == [])
  }

  @Test("installs everything on a fresh Debian as root, and nothing the second time")
  func freshDebian() throws {
    let machine = try PretendMachine(programs: ["apt-get"], user: 0)
    let setup = try machine.runSetup()
    #expect(setup.status == 0)
    #expect(setup.errors == "setup: installing \(Self.all)\n")
    let expected = [
      "noninteractive apt-get update",
      "noninteractive apt-get install --yes --no-install-recommends \(Self.all)",
    ]
    #expect(try machine.log == expected)
    #expect(try machine.runSetup().status == 0)
    #expect(try machine.log == expected)
  }

  // Without pkg-config, the first package, none of the libraries can be seen.
  @Test(
    "installs only what is missing, through sudo",
    arguments: PretendMachine.packages.dropFirst())
  func oneMissing(package: String) throws {
    let machine = try PretendMachine(
      packages: PretendMachine.packages.filter { $0 != package }, programs: ["apt-get", "sudo"])
    try machine.addPackageLists()
    let setup = try machine.runSetup()
    #expect(setup.status == 0)
    #expect(setup.errors == "setup: installing \(package)\n")
    let install = "apt-get install --yes --no-install-recommends \(package)"
    #expect(
      try machine.log == [
        "sudo env DEBIAN_FRONTEND=noninteractive \(install)", "noninteractive \(install)",
      ])
  }

  @Test("prints the list where it has no right to install")
  func noRight() throws {
    let machine = try PretendMachine(
      packages: PretendMachine.packages.filter { !["duktape-dev", "libjs-katex"].contains($0) },
      programs: ["apt-get"])
    let setup = try machine.runSetup()
    #expect(setup.status == 1)
    #expect(
      setup.errors == """
        setup: These packages are missing, and neither root nor sudo is here to install them:
        setup:   duktape-dev libjs-katex

        """)
    #expect(try machine.log == [])
  }

  @Test("prints the list on other systems")
  func otherSystem() throws {
    let machine = try PretendMachine(programs: ["sudo"])
    let setup = try machine.runSetup()
    #expect(setup.status == 1)
    #expect(
      setup.errors == """
        setup: These packages are missing (by their names in Debian); please install them:
        setup:   \(Self.all)

        """)
  }

  @Test("says so if apt-get fails, after it has tried with new lists")
  func failedInstallation() throws {
    let machine = try PretendMachine(
      packages: PretendMachine.packages.dropLast(), programs: ["apt-get"], user: 0)
    try machine.add("apt-get", #"echo "$*" >> "$SETUP_ROOT/log"; test "$*" = update"#)
    let setup = try machine.runSetup()
    #expect(setup.status == 1)
    #expect(
      setup.errors == """
        setup: installing fonts-dejavu-core
        setup: apt-get could not install these packages:
        setup:   fonts-dejavu-core

        """)
    #expect(try machine.log.filter { $0 == "update" }.count == 2)
  }

  @Test("says so if packages do not bring what they should")
  func emptyInstallation() throws {
    let machine = try PretendMachine(
      packages: PretendMachine.packages.dropLast(), programs: ["apt-get"], user: 0)
    try machine.add("apt-get", "exit 0")
    let setup = try machine.runSetup()
    #expect(setup.status == 1)
    #expect(
      setup.errors == """
        setup: installing fonts-dejavu-core
        setup: These packages were installed, but what they should bring is not found:
        setup:   fonts-dejavu-core

        """)
  }

  @Test("uses Homebrew on macOS")
  func macOS() throws {
    let machine = try PretendMachine(
      packages: ["pkg-config", "libpng-dev", "zlib1g-dev", "libglib2.0-dev", "python3-venv"],
      programs: ["brew", "npm"], system: "Darwin")
    let setup = try machine.runSetup()
    #expect(setup.status == 0)
    #expect(
      try machine.log == [
        "brew install cairo", "brew install fontconfig", "brew install cmark-gfm",
        "brew install duktape", "brew install libarchive",
        "npm install --global katex", "brew install hunspell", "brew install --cask font-dejavu",
      ])
  }

  @Test("says what to do on a Mac without Homebrew")
  func noHomebrew() throws {
    let machine = try PretendMachine(
      packages: PretendMachine.packages.filter { $0 != "libcairo2-dev" }, system: "Darwin")
    let setup = try machine.runSetup()
    #expect(setup.status == 1)
    #expect(
      setup.errors == """
        setup: These packages are missing, and there is no Homebrew to install them:
        setup:   cairo
        setup: See https://brew.sh.

        """)
  }

  @Test("refuses a Swift that is too old", arguments: ["5.10.1", "6.0.3", "4.2", "6.0"])
  func oldSwift(version: String) throws {
    let machine = try PretendMachine(packages: PretendMachine.packages, swift: version)
    let setup = try machine.runSetup()
    let shown = version.split(separator: ".").prefix(2).joined(separator: ".")
    #expect(setup.status == 1)
    #expect(
      setup.errors == """
        setup: Swift 6.1 or later is needed; this is \(shown).
        setup: Install it as https://www.swift.org/install says, then try again.

        """)
  }

  @Test("takes a Swift that is new enough", arguments: ["6.1", "6.1.2", "6.10", "7.0", "10.0-dev"])
  func newSwift(version: String) throws {
    let machine = try PretendMachine(packages: PretendMachine.packages, swift: version)
    #expect(try machine.runSetup().status == 0)
  }

  @Test("says where to get Swift if there is none, before it installs anything")
  func noSwift() throws {
    let machine = try PretendMachine(programs: ["apt-get"], swift: nil, user: 0)
    let setup = try machine.runSetup()
    #expect(setup.status == 1)
    #expect(
      setup.errors == """
        setup: Swift 6.1 or later is needed.
        setup: Install it as https://www.swift.org/install says, then try again.

        """)
    #expect(try machine.log == [])
  }
}
