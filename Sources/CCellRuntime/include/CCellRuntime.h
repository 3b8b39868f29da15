#ifndef CCELLRUNTIME_H
#define CCELLRUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

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

/// How a program uses what stands at a path.
enum file_use { file_use_read, file_use_read_nothing, file_use_write };

/// Tells `observer` of each file or folder that the program opens from now on, whether or not it is
/// there, except while the calling thread is inside of `observer` or has paused it.
///
/// Seen are the C library's functions as this program calls them, on Linux alone.
void observe_files(void (*observer)(const char *path, enum file_use use));

/// Stops telling what the calling thread opens, or goes on with it. Calls nest.
void pause_observing_files(bool is_paused);

/// Makes `print` write at once: nothing is lost when a cell traps midway.
void unbuffer_standard_output(void);

/// Makes a copy of the program that goes on from here, while the program waits for its end.
///
/// The copy has only this thread, and its standard error is the file at `errors`. Returns 1 in
/// the copy; 0 in the program, with what `waitpid` says of the copy in `status`; or -1 if there
/// can be no copy.
int try_in_copy(const char *errors, int *status);

/// Lets standard output and standard error lead to the file at `path` again, if a cell closed them.
void restore_standard_output(const char *path);

/// Appends bytes to the file at `path`. Returns 0, or -1 if that cannot be done.
int append_to_file(const char *path, const void *bytes, size_t count);

/// Ends the program, with a message from the Swift runtime, when it takes more memory than this.
void limit_memory(uint64_t bytes);

/// Ends this process group when the process that started it is gone.
void end_with_parent(pid_t parent);

#endif
