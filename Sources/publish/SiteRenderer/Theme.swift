import BookModel
import Errors
import Files
import Foundation
import Mustache

/// The templates, style sheet and script that all pages share.
struct Theme {
  private let folder: URL
  private let templates: MustacheLibrary

  init() throws(InputError) {
    let folder = Bundle.module.bundleURL.appending(path: "Theme")
    let names = ["chapter", "index", "head", "searchbutton", "themebutton", "footer"]
    var templates: [String: MustacheTemplate] = [:]
    for name in names {
      let file = folder.appending(path: "\(name).mustache")
      do {
        let text = try String(contentsOf: file, encoding: .utf8)
        templates[name] = try MustacheTemplate(string: text)
      } catch {
        throw InputError(
          place: "Theme/\(name).mustache", expected: "a Mustache template", found: "\(error)")
      }
    }
    self.folder = folder
    self.templates = MustacheLibrary(templates: templates)
  }

  /// A page through its template.
  func html(for page: some Sendable, template: String) -> String {
    templates.render(page, withTemplate: template) ?? ""
  }

  /// Writes the style sheet, whose colours come from the palette, and the script.
  func writeFiles(to site: inout SiteFolder, words: BookWords) throws(InputError) {
    var styleSheet = Palette.styleSheet
    for part in [
      "page", "navigation", "prose", "code", "figures", "cover", "search", "present", "print",
    ] {
      styleSheet += try "\n" + text("\(part).css")
    }
    try site.write(styleSheet, to: "assets/site.css")
    var script = Self.script(words)
    for part in ["site", "search", "figures", "present"] { script += try text("\(part).js") + "\n" }
    try site.write(script, to: "assets/site.js")
  }

  /// The words that scripts put on pages.
  private static func script(_ words: BookWords) -> String {
    let names = [
      "copy": words.copy, "copied": words.copied, "notCopied": words.notCopied,
      "foundNothing": words.foundNothing,
      "foundSections": words.foundSections,
    ]
    let list = names.sorted { $0.key < $1.key }.map { "  \($0.key): \"\($0.value)\",\n" }.joined()
    return "\"use strict\";\n\nconst words = {\n\(list)};\n\n"
  }

  private func text(_ name: String) throws(InputError) -> String {
    do {
      return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    } catch {
      throw InputError(error, place: "Theme/\(name)", expected: "a text file")
    }
  }
}
