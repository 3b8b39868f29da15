#include <duktape.h>

/// Runs a script and leaves its value, or the error it threw, on the stack.
///
/// Returns 0 if nothing was thrown. Duktape offers this as a macro, which Swift cannot call.
static inline int duktape_evaluate(duk_context *context, const char *script, size_t length) {
  return duk_peval_lstring(context, script, length);
}
