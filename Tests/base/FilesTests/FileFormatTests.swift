import Files
import Foundation
import Testing

@Suite("Formats of files")
struct FileFormatTests {
  static let formats: [(bytes: [UInt8], description: String)] = [
    ([], "an empty file"),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "a PNG picture"),
    ([0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10], "a JPEG picture"),
    (Array("GIF89a".utf8), "a GIF picture"),
    (Array("RIFF....WEBPVP8 ".utf8), "a WebP picture"),
    ([0x42, 0x4D, 0x46, 0, 0, 0, 0, 0, 0, 0, 0x36], "a BMP picture"),
    ([0, 0, 0, 0x18] + Array("ftypheic".utf8), "a HEIC picture"),
    ([0, 0, 0, 0x18] + Array("ftypavif".utf8), "an AVIF picture"),
    (Array("<?xml version=\"1.0\"?>\n<svg xmlns=\"...\">".utf8), "an SVG picture"),
    (Array("%PDF-1.7".utf8), "a PDF document"),
    ([0x1F, 0x8B, 8], "a file packed by gzip"),
    ([0x50, 0x4B, 3, 4, 0x14], "a ZIP archive"),
    ([0x93] + Array("NUMPY".utf8), "a NumPy array"),
    ([0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9], "a Python pickle"),
    ([8, 8, 0x12, 5] + Array("lenet:".utf8), "an ONNX model"),
    ([8, 7, 0x12, 7] + Array("pytorch".utf8), "an ONNX model"),
    ([0x48, 1, 0, 0, 0, 0, 0, 0] + Array("{\"".utf8), "a safetensors file"),
    // The length of its header looks like the start of a gzip file.
    ([0x1F, 0x8B, 0, 0, 0, 0, 0, 0] + Array("{\"".utf8), "a safetensors file"),
    ([0, 0, 8, 3, 0, 0, 0, 1], "an IDX file of images"),
    ([0, 0, 8, 1, 0, 0, 0, 1], "an IDX file of labels"),
    (Array("{\"data\":{\"source\":".utf8), "a checkpoint of a training"),
    (Array("{\"a\":1}".utf8), "a text file, perhaps JSON"),
    (Array(" <!DOCTYPE html>".utf8), "an HTML page"),
    (Array("epoch,loss\n1,ï".utf8), "a text file"),
    // The last character is cut.
    (Array("ï".utf8.prefix(1)), "a text file"),
    ([1, 2, 3, 0xAB, 5], "a file that starts with the bytes 01 02 03 ab"),
  ]

  @Test("are known by their first bytes", arguments: formats)
  func known(bytes: [UInt8], description: String) {
    #expect(FileFormat(bytes).description == description)
    #expect(FileFormat(bytes).isKnown == !description.contains("the bytes"))
  }
}
