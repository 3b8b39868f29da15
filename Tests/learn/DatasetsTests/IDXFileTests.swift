import Datasets
import Errors
import Foundation
import Testing

@Suite("An IDX file")
struct IDXFileTests {
  let folder: GzippedFolder

  init() throws { folder = try GzippedFolder() }

  @Test("is read packed or plain", arguments: ["images.gz", "images"])
  func read(name: String) throws {
    let file = try IDXFile(folder.write(IDX.images(3, side: 5), to: name), holding: .images)
    #expect(file.dimensions == [3, 5, 5])
    #expect(file.bytes == Array(IDX.images(3, side: 5).dropFirst(16)))
    let labels = try IDXFile(folder.write(IDX.labels(12), to: "labels.gz"), holding: .labels)
    #expect(labels.dimensions == [12])
    #expect(labels.bytes == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
  }

  struct Bad: CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var content: IDXFile.Content
    var message: String
    var testDescription: String { message }
  }

  static let bad = [
    Bad(
      name: "t10k-labels-idx1-ubyte.gz", bytes: [0, 0, 8], content: .labels,
      message: "t10k-labels-idx1-ubyte.gz: expected an 8-byte header, found 3 bytes"),
    Bad(
      name: "labels", bytes: [], content: .labels,
      message: "labels: expected an 8-byte header, found 0 bytes"),
    Bad(
      name: "images", bytes: IDX.header(2051, 1), content: .images,
      message: "images: expected a 16-byte header, found 8 bytes"),
    Bad(
      name: "images.gz", bytes: IDX.labels(3), content: .images,
      message: "images.gz: expected the magic number 2051 (images), found 2049 (labels)"),
    Bad(
      name: "labels.gz", bytes: IDX.images(1), content: .labels,
      message: "labels.gz: expected the magic number 2049 (labels), found 2051 (images)"),
    Bad(
      name: "labels", bytes: IDX.header(0x0108_0000, 1), content: .labels,
      message: "labels: expected the magic number 2049 (labels), found 17301504"),
    Bad(
      name: "labels.gz", bytes: IDX.labels(10).dropLast(), content: .labels,
      message: "labels.gz: expected 10 bytes for 10 labels, found 9"),
    Bad(
      name: "images", bytes: IDX.images(2).dropLast(784), content: .images,
      message: "images: expected 1,568 bytes for 2 images, found 784"),
    Bad(
      name: "labels.gz", bytes: IDX.labels(10) + [1, 2], content: .labels,
      message: "labels.gz: expected 10 bytes for 10 labels, found more"),
    Bad(
      name: "labels", bytes: IDX.labels(1) + [1], content: .labels,
      message: "labels: expected 1 byte for 1 label, found more"),
    Bad(
      name: "labels", bytes: IDX.labels(0), content: .labels,
      message: "labels: expected from 1 to 1,000,000 labels, found 0"),
    Bad(
      name: "images.gz", bytes: IDX.header(2051, .max, 28, 28), content: .images,
      message: "images.gz: expected from 1 to 1,000,000 images, found 4,294,967,295"),
    Bad(
      name: "images.gz", bytes: IDX.header(2051, 1, .max, 28), content: .images,
      message: "images.gz: expected images of up to 1,024 pixels a side, found 4,294,967,295x28"),
    // What is packed into a few bytes can be a tebibyte.
    Bad(
      name: "images.gz", bytes: IDX.header(2051, 1_000_000, 1_024, 1_024), content: .images,
      message: "images.gz: expected at most 1,073,741,824 bytes, found 1,048,576,000,000"),
    // Nothing is set aside on a header's word.
    Bad(
      name: "images.gz", bytes: IDX.header(2051, 1_024, 1_024, 1_024), content: .images,
      message: "images.gz: expected 1,073,741,824 bytes for 1,024 images, found 0"),
    Bad(
      name: "images", bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], content: .images,
      message: "images: expected the magic number 2051 (images), found a PNG picture"),
  ]

  @Test("that is bad is refused with what was expected and found", arguments: bad)
  func refuse(bad: Bad) throws {
    let url = try folder.write(bad.bytes, to: bad.name)
    let error = #expect(throws: InputError.self) { try IDXFile(url, holding: bad.content) }
    #expect(error?.description == bad.message)
  }

  @Test("named .gz that is not gzip is named for what it is")
  func notGzip() throws {
    let page = folder.url.appending(path: "labels.gz")
    try Data("<!DOCTYPE html>".utf8).write(to: page)
    let error = #expect(throws: InputError.self) { try IDXFile(page, holding: .labels) }
    #expect(
      error?.description
        == "labels.gz: expected a file packed by gzip, found an HTML page")
    try Data().write(to: page)
    let emptyError = #expect(throws: InputError.self) { try IDXFile(page, holding: .labels) }
    #expect(
      emptyError?.description
        == "labels.gz: expected a file packed by gzip, found an empty file")
  }

  @Test("cut short anywhere in its gzip data is refused", arguments: [12, 40, -9, -8, -1])
  func truncatedGzip(length: Int) throws {
    let url = try folder.write(IDX.images(20), to: "images.gz")
    let whole = try Data(contentsOf: url)
    try whole.prefix(length > 0 ? length : whole.count + length).write(to: url)
    let error = #expect(throws: InputError.self) { try IDXFile(url, holding: .images) }
    #expect(
      error?.description == "images.gz: expected whole gzip data, found a file that is cut short")
  }

  @Test("with damaged gzip data is refused")
  func damagedGzip() throws {
    let url = try folder.write(IDX.images(20), to: "images.gz")
    var bytes = try Data(contentsOf: url)
    bytes[bytes.count - 6] ^= 0xff
    try bytes.write(to: url)
    let error = #expect(throws: InputError.self) { try IDXFile(url, holding: .images) }
    #expect(
      error?.description
        == "images.gz: expected whole gzip data, found damage (incorrect data check)")
  }

  @Test("that is not there is refused")
  func absent() throws {
    let url = folder.url.appending(path: "labels")
    let error = #expect(throws: InputError.self) { try IDXFile(url, holding: .labels) }
    #expect(
      error?.description == "labels: expected a file that can be read, found no such file or folder"
    )
  }
}
