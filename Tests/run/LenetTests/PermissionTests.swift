import Foundation
import ProgramTesting
import Testing

private let asNobody =
  getuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups " : ""

private let canBeNobody =
  (try? Lenet().shell("\(asNobody)lenet --help").status == 0) ?? false

/// Run as somebody who may not do everything: as nobody, if the tests belong to the superuser.
@Suite("Files that lenet may not read or write", .onOwnThreads, .enabled(if: canBeNobody))
struct PermissionTests {
  let lenet: Lenet

  init() throws { lenet = try Lenet() }

  @Test(
    "are named before the work",
    arguments: [
      ("train -q --epochs 1000 --output locked/w", "locked/w: expected a file that can be written"),
      ("train -q --epochs 1000 --output w", "w: expected a file that can be written"),
      (
        "train -q --epochs 1000 --output v",
        "v.checkpoint: expected a file that can be written"
      ),
      ("evaluate w", "w: expected a file that can be read"),
      ("predict -q w", "w: expected a picture"),
      ("fetch --to locked", "$PWD/locked: expected a folder that can be written to"),
      ("fetch --to locked/new", "$PWD/locked/new: expected a folder that can be written to"),
    ])
  func refuse(command: String, message: String) throws {
    let prepare = """
      chmod 777 .; mkdir -m 555 locked; touch w v v.checkpoint
      chmod 600 w v.checkpoint; chmod 666 v
      [ "$(id -u)" = 0 ] || chmod 000 w v.checkpoint
      """
    #expect(try lenet.shell(prepare).status == 0)
    let result = try lenet.shell(asNobody + "lenet " + command)
    #expect(result.status == 1)
    let place = message.replacing("$PWD", with: lenet.folder.path)
    #expect(result.errors == "Error: \(place), found no permission\n")
  }
}
