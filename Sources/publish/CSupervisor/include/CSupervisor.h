#ifndef CSUPERVISOR_H
#define CSUPERVISOR_H

#include <stdint.h>
#include <sys/types.h>

/// A program that is looked after by a process of its own, the supervisor.
struct supervised_program {
  pid_t supervisor;
  /// The program ends, with all that it started, when this is closed or this process ends.
  int lifeline;
  /// Gives one `supervisor_report` when nothing of the program is left; nothing if the supervisor
  /// was killed.
  int reports;
};

/// What became of a program.
struct supervisor_report {
  /// Why it could not be started, as `errno`; 0 if it was.
  int32_t error;
  /// What `waitpid` says of it.
  int32_t status;
};

/// Starts a program in a process group of its own, with no input, no other open files, no signal
/// blocked or ignored, and its standard output and standard error in an open file.
///
/// On Linux all that the program starts ends with it, whatever groups and sessions it makes. On
/// macOS only what stays in its process group does.
///
/// Returns 0, or an error of the system.
int start_supervised(
    const char *path, char *const arguments[], char *const environment[], int output,
    struct supervised_program *program);

#endif
