#ifndef CCELLRUNTIME_H
#define CCELLRUNTIME_H

#include <stdint.h>

/// Where the latest Swift error was thrown: the layout of the trace file.
///
/// Addresses are offsets into the program's own image, so that a symbolizer can use them;
/// frames of other images are left out. A return address points behind its call.
struct throw_trace {
  uint64_t count;
  uint64_t addresses[63];
};

/// Writes the call stack of every Swift error thrown from now on to the file at `path`, each
/// over the one before. Returns 0, or -1 if the file cannot be made.
int throw_trace_install(const char *path);

/// Makes `print` write at once: nothing is lost when a cell traps midway.
void unbuffer_standard_output(void);

#endif
