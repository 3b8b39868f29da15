// Sees which files a program opens or asks about.
//
// The loader finds these functions before those of the C library, because the library that holds
// them stands before it. Each does what its namesake does and tells the observer.

#define _GNU_SOURCE
#include "CCellRuntime.h"
#include "interposition.h"

static void (*observer)(const char *path, enum file_use use, bool is_there);
static _Thread_local int pauses;

void observe_files(void (*callback)(const char *path, enum file_use use, bool is_there)) {
  observer = callback;
}

void pause_observing_files(bool is_paused) { pauses += is_paused ? 1 : -1; }

#ifdef __GLIBC__
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <glob.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void note_file(const char *path, enum file_use use, bool is_there) {
  if (observer == NULL || pauses > 0 || path == NULL) return;
  int error = errno;
  pauses++;
  observer(path, use, is_there);
  pauses--;
  errno = error;
}

// Notes a file whose path may start in an open folder.
static void note_at(int folder, const char *path, enum file_use use, bool is_there) {
  char absolute[PATH_MAX];
  if (path == NULL) return;
  if (folder != AT_FDCWD && path[0] != '/') {
    int error = errno;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = REAL(readlink)(link, absolute, sizeof absolute - 1);
    errno = error;
    if (length < 0 || length + 1 + strlen(path) >= sizeof absolute) return;
    absolute[length] = '/';
    strcpy(absolute + length + 1, path);
    path = absolute;
  }
  note_file(path, use, is_there);
}

static void note_open(int folder, const char *path, int flags, int file) {
  bool reads = (flags & O_ACCMODE) == O_RDONLY;
  note_at(folder, path, reads ? file_use_read : file_use_write, file >= 0);
}

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
    bool reads = mode[0] == 'r' && strchr(mode, '+') == NULL;              \
    note_file(path, reads ? file_use_read : file_use_write, file != NULL); \
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
  note_file(path, file_use_read, folder != NULL);
  return folder;
}

int mkdir(const char *path, mode_t mode) {
  int result = REAL(mkdir)(path, mode);
  if (result == 0) note_file(path, file_use_write, true);
  return result;
}

int rename(const char *old, const char *new) {
  int result = REAL(rename)(old, new);
  if (result == 0) note_file(new, file_use_write, true);
  return result;
}

int symlink(const char *target, const char *path) {
  int result = REAL(symlink)(target, path);
  if (result == 0) note_file(path, file_use_write, true);
  return result;
}

int mkstemp(char *path) {
  int file = REAL(mkstemp)(path);
  if (file >= 0) note_file(path, file_use_write, true);
  return file;
}

char *mkdtemp(char *path) {
  char *folder = REAL(mkdtemp)(path);
  note_file(folder, file_use_write, true);
  return folder;
}

// MARK: Questions

#define OBSERVE_STAT(name, status, use)                                    \
  int name(const char *restrict path, struct status *restrict result) {    \
    int error = REAL(name)(path, result);                                  \
    note_file(path, use, error == 0);                                      \
    return error;                                                          \
  }

OBSERVE_STAT(stat, stat, file_use_status)
OBSERVE_STAT(stat64, stat64, file_use_status)

// What is no link is asked about as by `stat`.
#define OBSERVE_LSTAT(name, status)                                        \
  int name(const char *restrict path, struct status *restrict result) {    \
    int error = REAL(name)(path, result);                                  \
    note_file(path, file_use_link, error == 0);                            \
    if (error != 0 || !S_ISLNK(result->st_mode))                           \
      note_file(path, file_use_status, error == 0);                        \
    return error;                                                          \
  }

OBSERVE_LSTAT(lstat, stat)
OBSERVE_LSTAT(lstat64, stat64)

#define OBSERVE_FSTATAT(name, status)                                      \
  int name(int folder, const char *restrict path, struct status *restrict result, int flags) { \
    int error = REAL(name)(folder, path, result, flags);                   \
    if (path != NULL && path[0] != 0)                                      \
      note_at(folder, path, flags & AT_SYMLINK_NOFOLLOW ? file_use_link : file_use_status, \
              error == 0);                                                 \
    return error;                                                          \
  }

OBSERVE_FSTATAT(fstatat, stat)
OBSERVE_FSTATAT(fstatat64, stat64)

int statx(int folder, const char *restrict path, int flags, unsigned mask,
          struct statx *restrict result) {
  int error = REAL(statx)(folder, path, flags, mask, result);
  if (path[0] != 0)
    note_at(folder, path, flags & AT_SYMLINK_NOFOLLOW ? file_use_link : file_use_status, error == 0);
  return error;
}

int access(const char *path, int mode) {
  int error = REAL(access)(path, mode);
  note_file(path, file_use_status, error == 0);
  return error;
}

int faccessat(int folder, const char *path, int mode, int flags) {
  int error = REAL(faccessat)(folder, path, mode, flags);
  note_at(folder, path, file_use_status, error == 0);
  return error;
}

ssize_t readlink(const char *restrict path, char *restrict target, size_t size) {
  ssize_t length = REAL(readlink)(path, target, size);
  note_file(path, file_use_link, length >= 0);
  return length;
}

ssize_t readlinkat(int folder, const char *restrict path, char *restrict target, size_t size) {
  ssize_t length = REAL(readlinkat)(folder, path, target, size);
  note_at(folder, path, file_use_link, length >= 0);
  return length;
}

char *realpath(const char *restrict path, char *restrict resolved) {
  char *result = REAL(realpath)(path, resolved);
  note_file(path, file_use_link, result != NULL);
  note_file(path, file_use_status, result != NULL);
  return result;
}

// MARK: Lists of folders

typedef int (*selection)(const struct dirent *);
typedef int (*order)(const struct dirent **, const struct dirent **);

int scandir(const char *restrict path, struct dirent ***restrict entries, selection selection,
            order order) {
  int count = REAL(scandir)(path, entries, selection, order);
  note_file(path, file_use_read, count >= 0);
  return count;
}

// The folders of what was found, and the one in which the first pattern is looked for.
static void note_pattern(const char *pattern, char *const *paths, size_t count) {
  char folder[PATH_MAX];
  for (size_t index = 0; index <= count; index++) {
    const char *path = index < count ? paths[index] : pattern;
    size_t length = index < count ? strlen(path) : strcspn(path, "*?[");
    while (length > 0 && path[length - 1] != '/') length--;
    if (length >= sizeof folder) continue;
    memcpy(folder, path, length);
    folder[length] = 0;
    note_file(length == 0 ? "." : folder, file_use_read, true);
  }
}

#define OBSERVE_GLOB(name, result)                                         \
  int name(const char *restrict pattern, int flags, int (*complain)(const char *, int), \
           result *restrict found) {                                       \
    int error = REAL(name)(pattern, flags, complain, found);               \
    note_pattern(pattern, error == 0 ? found->gl_pathv : NULL, error == 0 ? found->gl_pathc : 0); \
    return error;                                                          \
  }

OBSERVE_GLOB(glob, glob_t)
OBSERVE_GLOB(glob64, glob64_t)

#define OBSERVE_FTS(name, tree, entry)                                     \
  entry *name(tree *walk) {                                                \
    entry *found = REAL(name)(walk);                                       \
    if (found != NULL)                                                     \
      note_file(found->fts_path, found->fts_info == FTS_D ? file_use_read : file_use_status, \
                found->fts_info != FTS_NS);                                \
    return found;                                                          \
  }

OBSERVE_FTS(fts_read, FTS, FTSENT)
OBSERVE_FTS(fts64_read, FTS64, FTSENT64)
#endif
