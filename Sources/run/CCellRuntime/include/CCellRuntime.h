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

/// How a program uses what stands at a path: reads it, asks whether and what it is, asks where it
/// leads as a link, or writes it.
enum file_use { file_use_read, file_use_status, file_use_link, file_use_write };

/// Tells `observer` of each file or folder that the program opens or asks about from now on, and
/// whether it is there, except while the calling thread is inside of `observer` or has paused it.
///
/// Seen are the C library's functions as this program calls them, on Linux alone.
void observe_files(void (*observer)(const char *path, enum file_use use, bool is_there));

/// Stops telling what the calling thread does, or goes on with it. Calls nest.
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

/// Writes a byte into the pipe at `path`, for whoever waits there.
void ring_at(const char *path);

/// Runs Swift's tasks from now on in such a way that they can go on in copies of the program.
void begin_own_tasks(void);

/// `fork`, but Swift's tasks go on in the copy as they do in the program: on Linux, where it waits
/// for those that run until they end or wait for something themselves, 10 s at most.
pid_t fork_with_tasks(void);

/// Whether the calling thread is the one that began the program.
bool is_main_thread(void);

/// Waits for the end of a task's step, or for a moment.
///
/// `seen` counts the steps of which the caller knows.
void wait_for_task(uint64_t *seen);

#endif
