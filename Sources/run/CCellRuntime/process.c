// How a cell's program behaves as a process.

#define _GNU_SOURCE
#include "CCellRuntime.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void unbuffer_standard_output(void) { setvbuf(stdout, NULL, _IONBF, 0); }

static bool leads_to(int descriptor, const struct stat *file) {
  struct stat status;
  return fstat(descriptor, &status) == 0 && status.st_dev == file->st_dev &&
         status.st_ino == file->st_ino;
}

void restore_standard_output(const char *path) {
  struct stat file;
  if (stat(path, &file) != 0) return;
  if (leads_to(STDOUT_FILENO, &file) && leads_to(STDERR_FILENO, &file)) return;
  int opened = open(path, O_WRONLY | O_APPEND);
  if (opened < 0) return;
  dup2(opened, STDOUT_FILENO);
  dup2(opened, STDERR_FILENO);
  if (opened > STDERR_FILENO) close(opened);
}

// The file is opened anew each time: a cell may have closed whatever is open.
int append_to_file(const char *path, const void *bytes, size_t count) {
  int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return -1;
  ssize_t written = write(file, bytes, count);
  close(file);
  return written == (ssize_t)count ? 0 : -1;
}

// If nobody listens, or the pipe is full of rings, there is no need for one more.
void ring_at(const char *path) {
  int pipe = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  if (pipe < 0) return;
  ssize_t written = write(pipe, "", 1);
  (void)written;
  close(pipe);
}

void limit_memory(uint64_t bytes) {
  struct rlimit limit = {bytes, bytes};
  setrlimit(RLIMIT_DATA, &limit);
  struct rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
}

int try_in_copy(const char *errors, int *status) {
  int file = open(errors, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return -1;
  pid_t copy = fork_with_tasks();
  if (copy == 0) {
    dup2(file, STDERR_FILENO);
    return 1;
  }
  close(file);
  while (copy > 0 && waitpid(copy, status, 0) < 0)
    if (errno != EINTR) return -1;
  return copy < 0 ? -1 : 0;
}
