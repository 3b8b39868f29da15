// Lets programs that a cell starts begin with no signal blocked.
//
// Dispatch blocks most signals in its threads, on which code that awaits runs, and programs take over
// the mask of the thread that starts them: they could not be asked to end.

#define _GNU_SOURCE
#include "CCellRuntime.h"
#include "interposition.h"

#ifdef __GLIBC__
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>

static sigset_t unblock_signals(void) {
  sigset_t none, before;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, &before);
  return before;
}

static void restore_signals(sigset_t mask) { pthread_sigmask(SIG_SETMASK, &mask, NULL); }

#define SPAWN_UNBLOCKED(name)                                                \
  int name(pid_t *restrict process, const char *restrict program,          \
           const posix_spawn_file_actions_t *restrict actions,             \
           const posix_spawnattr_t *restrict attributes,                   \
           char *const arguments[restrict], char *const environment[restrict]) { \
    sigset_t before = unblock_signals();                                   \
    note_file(program, file_use_read, true);                               \
    int result = REAL(name)(process, program, actions, attributes, arguments, environment); \
    restore_signals(before);                                               \
    return result;                                                         \
  }

SPAWN_UNBLOCKED(posix_spawn)
SPAWN_UNBLOCKED(posix_spawnp)

FILE *popen(const char *command, const char *mode) {
  sigset_t before = unblock_signals();
  FILE *file = REAL(popen)(command, mode);
  restore_signals(before);
  return file;
}

int system(const char *command) {
  sigset_t before = unblock_signals();
  int result = REAL(system)(command);
  restore_signals(before);
  return result;
}
#endif
