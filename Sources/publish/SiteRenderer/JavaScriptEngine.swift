import CDuktape

/// What a script threw.
struct JavaScriptError: Error {
  let message: String
}

/// A JavaScript interpreter in this process, with nothing from outside in it.
final class JavaScriptEngine {
  private let context: OpaquePointer

  init() throws(JavaScriptError) {
    guard let context = duk_create_heap(nil, nil, nil, nil, nil) else {
      throw JavaScriptError(message: "Duktape found no memory")
    }
    self.context = context
  }

  deinit { duk_destroy_heap(context) }

  /// Runs a script and returns its value as text.
  @discardableResult
  func evaluate(_ script: String) throws(JavaScriptError) -> String {
    var script = script
    let status = script.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        duktape_evaluate(context, $0.baseAddress, $0.count)
      }
    }
    return try takeResult(status)
  }

  /// Calls a global function with texts and returns its value as text.
  func call(_ function: String, _ arguments: String...) throws(JavaScriptError) -> String {
    duk_get_global_string(context, function)
    for argument in arguments {
      var argument = argument
      argument.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          _ = duk_push_lstring(context, $0.baseAddress, $0.count)
        }
      }
    }
    return try takeResult(duk_pcall(context, duk_idx_t(arguments.count)))
  }

  private func takeResult(_ status: Int32) throws(JavaScriptError) -> String {
    var count = 0
    let bytes = duk_safe_to_lstring(context, -1, &count)
    let text = UnsafeRawBufferPointer(start: bytes, count: count)
    defer { duk_pop(context) }
    let result = String(decoding: text, as: UTF8.self)
    guard status == 0 else { throw JavaScriptError(message: result) }
    return result
  }
}
