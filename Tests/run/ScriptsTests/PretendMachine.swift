import Foundation

/// A machine as `scripts/setup` sees it: a folder of programs that pretend, and the files and
/// packages that they pretend to install.
final class PretendMachine: Sendable {
  static let packages = [
    "pkg-config", "libcairo2-dev", "libfontconfig-dev", "libpng-dev", "zlib1g-dev",
    "libglib2.0-dev",
    "libcmark-gfm-dev", "libcmark-gfm-extensions-dev", "duktape-dev", "libarchive-dev",
    "libjs-katex",
    "python3-venv", "hunspell", "hunspell-en-gb", "fonts-dejavu-core",
  ]

  let root: URL

  /// - Parameters:
  ///   - packages: What is installed, by the names that Debian has.
  ///   - programs: Which of `apt-get`, `sudo`, `brew` and `npm` are there.
  init(
    packages: [String] = [], programs: [String] = [], swift: String? = "6.3.1", user: Int = 1_000,
    system: String = "Linux"
  ) throws {
    root = FileManager.default.temporaryDirectory.appending(path: "Setup-\(UUID().uuidString)")
    for folder in ["bin", "library"] {
      try FileManager.default.createDirectory(
        at: root.appending(path: folder), withIntermediateDirectories: true)
    }
    for tool in ["sh", "sed", "env", "touch", "mkdir", "cat", "chmod", "dirname"] {
      let real = ["/bin/", "/usr/bin/"].map { $0 + tool }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
      try FileManager.default.createSymbolicLink(
        atPath: root.appending(path: "bin/\(tool)").path, withDestinationPath: real ?? tool)
    }
    try add("id", "echo \(user)")
    try add("uname", "echo \(system)")
    if let swift { try add("swift", "echo 'Swift version \(swift) (swift-RELEASE)'") }
    try add("install-package", Self.installPackage)
    for program in programs { try add(program, Self.programs[program] ?? "exit 1") }
    for package in packages {
      _ = try Command(
        root.appending(path: "bin/install-package"), [package], environment: environment)
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Puts a program on the machine's path, or takes the place of one.
  ///
  /// A shell writes the file: while this process has a file open for writing, a child that another
  /// test starts at that moment has it open too, and the program is "busy".
  func add(_ name: String, _ script: String) throws {
    let write = #"printf '#!/bin/sh\n%s\n' "$2" > "$1" && chmod +x "$1""#
    _ = try Command(
      URL(filePath: "/bin/sh"),
      ["-c", write, "write", root.appending(path: "bin/\(name)").path, script],
      environment: environment)
  }

  /// Lets apt-get know which packages there are, as `apt-get update` does.
  func addPackageLists() throws {
    try Data().write(to: root.appending(path: "lists"))
  }

  func runSetup() throws -> Command {
    try Command(Command.package.appending(path: "scripts/setup"), environment: environment)
  }

  /// The commands that setup gave to the programs that install.
  var log: [String] {
    get throws {
      let file = root.appending(path: "log")
      guard FileManager.default.fileExists(atPath: file.path) else { return [] }
      return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }
  }

  private var environment: [String: String] {
    ["PATH": root.appending(path: "bin").path, "SETUP_ROOT": root.path, "HOME": "/home/reader"]
  }

  private static let installPackage = """
    place() { mkdir -p "$(dirname "$SETUP_ROOT$1")"; touch "$SETUP_ROOT$1"; }
    case $1 in
    pkg-config | pkgconf)
      echo '#!/bin/sh' > "$SETUP_ROOT/bin/pkg-config"
      echo 'test -e "$SETUP_ROOT/library/$2"' >> "$SETUP_ROOT/bin/pkg-config"
      chmod +x "$SETUP_ROOT/bin/pkg-config" ;;
    libcairo2-dev | cairo) place /library/cairo ;;
    libfontconfig-dev | fontconfig) place /library/fontconfig ;;
    libpng-dev | libpng) place /library/libpng ;;
    zlib1g-dev | zlib) place /library/zlib ;;
    libglib2.0-dev | glib) place /library/glib-2.0 ;;
    libcmark-gfm-dev) place /library/libcmark-gfm ;;
    libcmark-gfm-extensions-dev) place /usr/include/cmark-gfm-core-extensions.h ;;
    cmark-gfm)
      place /library/libcmark-gfm
      place /opt/homebrew/include/cmark-gfm-core-extensions.h ;;
    duktape-dev | duktape) place /library/duktape ;;
    libarchive-dev) place /library/libarchive ;;
    libarchive) place /opt/homebrew/opt/libarchive/lib/pkgconfig/libarchive.pc ;;
    libjs-katex) place /usr/share/javascript/katex/katex.min.js ;;
    katex) place /opt/homebrew/lib/node_modules/katex/dist/katex.min.js ;;
    python3-venv | python)
      echo '#!/bin/sh' > "$SETUP_ROOT/bin/python3"
      chmod +x "$SETUP_ROOT/bin/python3" ;;
    hunspell)
      echo '#!/bin/sh' > "$SETUP_ROOT/bin/hunspell"
      chmod +x "$SETUP_ROOT/bin/hunspell" ;;
    hunspell-en-gb) place /usr/share/hunspell/en_GB.dic ;;
    fonts-dejavu-core) place /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ;;
    font-dejavu) place /home/reader/Library/Fonts/DejaVuSans.ttf ;;
    esac
    """

  private static let programs = [
    "apt-get": """
    case $* in *--simulate*) ;; *) echo "$DEBIAN_FRONTEND apt-get $*" >> "$SETUP_ROOT/log" ;; esac
    case $* in
    update) touch "$SETUP_ROOT/lists" ;;
    *) test -e "$SETUP_ROOT/lists" || exit 100 ;;
    esac
    case $* in
    *--simulate*) ;;
    install*) for word in "$@"; do install-package "$word"; done ;;
    esac
    """,
    "sudo": #"echo "sudo $*" >> "$SETUP_ROOT/log"; exec "$@""#,
    "brew":
      #"echo "brew $*" >> "$SETUP_ROOT/log"; for word in "$@"; do install-package "$word"; done"#,
    "npm": #"echo "npm $*" >> "$SETUP_ROOT/log"; install-package katex"#,
  ]
}
