// Sees which files a program opens.
//
// The loader finds these functions before those of the C library, because the library that holds
// them stands before it. Each does what its namesake does and tells the observer.

#define _GNU_SOURCE
#include "CCellRuntime.h"

static void (*observer)(const char *path, enum file_use use);
static _Thread_local int pauses;

void observe_files(void (*callback)(const char *path, enum file_use use)) { observer = callback; }

void pause_observing_files(bool is_paused) { pauses += is_paused ? 1 : -1; }

#ifdef __GLIBC__
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void note(const char *path, enum file_use use) {
  if (observer == NULL || pauses > 0 || path == NULL) return;
  int error = errno;
  pauses++;
  observer(path, use);
  pauses--;
  errno = error;
}

static void note_read(const char *path, bool is_there) {
  note(path, is_there ? file_use_read : file_use_read_nothing);
}

static void note_open(int folder, const char *path, int flags, int file) {
  char absolute[PATH_MAX];
  if (folder != AT_FDCWD && path != NULL && path[0] != '/') {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, absolute, sizeof absolute - 1);
    if (length < 0 || length + 1 + strlen(path) >= sizeof absolute) return;
    absolute[length] = '/';
    strcpy(absolute + length + 1, path);
    path = absolute;
  }
  if ((flags & O_ACCMODE) != O_RDONLY)
    note(path, file_use_write);
  else
    note_read(path, file >= 0);
}

// The function of the C library with this name.
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// The mode is there only for flags that may make a file.
#define TAKE_MODE(last)                                                    \
  mode_t mode = 0;                                                         \
  if ((last & O_CREAT) != 0 || (last & O_TMPFILE) == O_TMPFILE) {          \
    va_list rest;                                                          \
    va_start(rest, last);                                                  \
    mode = va_arg(rest, mode_t);                                           \
    va_end(rest);                                                          \
  }

#define OBSERVE_OPEN(name)                                                 \
  int name(const char *path, int flags, ...) {                             \
    TAKE_MODE(flags)                                                       \
    int file = REAL(name)(path, flags, mode);                              \
    note_open(AT_FDCWD, path, flags, file);                                \
    return file;                                                           \
  }

#define OBSERVE_OPENAT(name)                                               \
  int name(int folder, const char *path, int flags, ...) {                 \
    TAKE_MODE(flags)                                                       \
    int file = REAL(name)(folder, path, flags, mode);                      \
    note_open(folder, path, flags, file);                                  \
    return file;                                                           \
  }

#define OBSERVE_FOPEN(name)                                                \
  FILE *name(const char *restrict path, const char *restrict mode) {       \
    FILE *file = REAL(name)(path, mode);                                   \
    if (mode[0] == 'r' && strchr(mode, '+') == NULL)                       \
      note_read(path, file != NULL);                                       \
    else                                                                   \
      note(path, file_use_write);                                          \
    return file;                                                           \
  }

OBSERVE_OPEN(open)
OBSERVE_OPEN(open64)
OBSERVE_OPENAT(openat)
OBSERVE_OPENAT(openat64)
OBSERVE_FOPEN(fopen)
OBSERVE_FOPEN(fopen64)

// What programs call whose compiler checks the arguments of `open`.
int __open_2(const char *path, int flags) { return open(path, flags); }
int __open64_2(const char *path, int flags) { return open64(path, flags); }

DIR *opendir(const char *path) {
  DIR *folder = REAL(opendir)(path);
  note_read(path, folder != NULL);
  return folder;
}

int mkdir(const char *path, mode_t mode) {
  int result = REAL(mkdir)(path, mode);
  if (result == 0) note(path, file_use_write);
  return result;
}

int rename(const char *old, const char *new) {
  int result = REAL(rename)(old, new);
  if (result == 0) note(new, file_use_write);
  return result;
}
#endif
