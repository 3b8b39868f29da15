// Looks after a program: nothing that it started outlives it, and it does not outlive us.
//
// The supervisor is a copy of this process that stands between it and the program. It gets as its
// children all whose parents have ended below it, so that it can end them, and it notices by a pipe
// that this process has ended, even if that was killed. As a copy of a process with several threads
// it calls only what a signal handler may call.

#define _GNU_SOURCE
#include "CSupervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

// The supervisor's files besides the standard ones.
enum { lifeline = 3, reports, file_count };

static pid_t program;
static struct supervisor_report report;
static bool has_ended;

static void ignore_signal(int number) { (void)number; }

static void set_action(int number, void (*action)(int)) {
  struct sigaction sigaction_ = {.sa_handler = action};
  sigaction(number, &sigaction_, NULL);
}

static void note_end(pid_t process, int status) {
  if (process != program) return;
  has_ended = true;
  report.status = status;
}

#ifdef __linux__
// Whether a process is this one's child, from the fourth word of /proc/N/stat. The second is a name
// in parentheses, which may hold anything.
static bool is_child(const char *number) {
  char path[64] = "/proc/";
  strncat(path, number, 20);
  strcat(path, "/stat");
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  char text[512];
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  if (count <= 0) return false;
  text[count] = 0;
  const char *name_end = strrchr(text, ')');
  return name_end != NULL && strlen(name_end) > 4 && atoi(name_end + 4) == getpid();
}

// Kills every child; returns whether there was one that may be killed.
static bool kill_children(void) {
  struct entry {
    uint64_t inode;
    int64_t offset;
    uint16_t length;
    uint8_t type;
    char name[];
  };
  int folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // Without /proc only those in the program's group can be found.
  if (folder < 0) return kill(-program, SIGKILL) == 0;
  bool found = false;
  _Alignas(struct entry) char buffer[8192];
  long count;
  while ((count = syscall(SYS_getdents64, folder, buffer, sizeof buffer)) > 0) {
    for (char *place = buffer; place < buffer + count;) {
      struct entry *entry = (struct entry *)place;
      place += entry->length;
      if (entry->name[0] < '1' || entry->name[0] > '9' || !is_child(entry->name)) continue;
      if (kill(atoi(entry->name), SIGKILL) == 0) found = true;
    }
  }
  close(folder);
  return found;
}
#else
static bool kill_children(void) {
  kill(-program, SIGKILL);
  return !has_ended;
}
#endif

// A killed child may leave children of its own, which then are ours.
static void end_all(void) {
  while (kill_children()) {
    int status;
    pid_t process = waitpid(-1, &status, 0);
    if (process < 0 && errno != EINTR) return;
    while (process > 0) {
      note_end(process, status);
      process = waitpid(-1, &status, WNOHANG);
    }
  }
}

// Waits until the program has ended or is to end.
static void wait_for_end(const sigset_t *unblocked) {
  while (!has_ended) {
    int status;
    pid_t process;
    while ((process = waitpid(-1, &status, WNOHANG)) > 0) note_end(process, status);
    if (has_ended || process < 0) return;
    fd_set files;
    FD_ZERO(&files);
    FD_SET(lifeline, &files);
    if (pselect(lifeline + 1, &files, NULL, NULL, NULL, unblocked) > 0) return;
  }
}

static void send_report(void) {
  ssize_t written = write(reports, &report, sizeof report);
  (void)written;
}

static void close_other_files(void) {
#ifdef SYS_close_range
  if (syscall(SYS_close_range, file_count, ~0U, 0) == 0) return;
#endif
  long limit = sysconf(_SC_OPEN_MAX);
  for (int file = file_count; file < limit; file++) close(file);
}

static void arrange_files(int output, int lifeline_end, int report_end) {
  int input = open("/dev/null", O_RDONLY);
  int files[] = {input, output, output, lifeline_end, report_end};
  // First out of the way of the numbers that they are to have.
  for (int number = 0; number < file_count; number++)
    files[number] = fcntl(files[number], F_DUPFD, file_count);
  for (int number = 0; number < file_count; number++) dup2(files[number], number);
  close_other_files();
  fcntl(lifeline, F_SETFD, FD_CLOEXEC);
  fcntl(reports, F_SETFD, FD_CLOEXEC);
}

static void become_program(
    const char *path, char *const arguments[], char *const environment[], pid_t parent) {
#ifdef __linux__
  // A supervisor that is killed itself takes at least the program along.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);
#else
  (void)parent;
#endif
  setpgid(0, 0);
  set_action(SIGCHLD, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(path, arguments, environment);
  report.error = errno;
  send_report();
  _exit(127);
}

static void supervise(const char *path, char *const arguments[], char *const environment[]) {
  setsid();
  sigset_t all, unblocked;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  for (int number = 1; number < NSIG; number++) set_action(number, SIG_DFL);
  set_action(SIGCHLD, ignore_signal);
  sigfillset(&unblocked);
  sigdelset(&unblocked, SIGCHLD);
#ifdef __linux__
  prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
  pid_t own = getpid();
  program = fork();
  if (program == 0) become_program(path, arguments, environment, own);
  if (program < 0) {
    report.error = errno;
  } else {
    wait_for_end(&unblocked);
    end_all();
  }
  send_report();
  _exit(0);
}

static int make_pipe(int ends[2]) {
#ifdef __linux__
  return pipe2(ends, O_CLOEXEC);
#else
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

int start_supervised(
    const char *path, char *const arguments[], char *const environment[], int output,
    struct supervised_program *started) {
  int life[2], messages[2];
  if (make_pipe(life) != 0) return errno;
  if (make_pipe(messages) != 0) {
    int error = errno;
    close(life[0]);
    close(life[1]);
    return error;
  }
  // No handler of this process may run in its copy.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t copy = fork();
  int error = errno;
  if (copy == 0) {
    arrange_files(output, life[0], messages[1]);
    supervise(path, arguments, environment);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(life[0]);
  close(messages[1]);
  *started = (struct supervised_program){copy, life[1], messages[0]};
  if (copy > 0) return 0;
  close(life[1]);
  close(messages[0]);
  return error;
}
