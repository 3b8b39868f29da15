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

/// Makes a copy of the program that goes on from here, while the program waits for its end.
///
/// The copy has only this thread, and its standard error is the file at `errors`. Returns 1 in
/// the copy; 0 in the program, with what `waitpid` says of the copy in `status`; or -1 if there
/// can be no copy.
int try_in_copy(const char *errors, int *status);

#endif
