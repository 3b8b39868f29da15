// Runs Swift's tasks on threads that a copy of the program can have too.
//
// `fork` copies one thread. The Swift runtime leaves its tasks to Dispatch, which waits in a copy for
// the lost threads forever. So the functions of Dispatch that the runtime calls stand here under
// their own names, as those of the C library do in observed_files.c, and do the same with threads of
// our own: a copy takes over what waits, for its turn or for its time, and starts threads anew. What
// goes to the main queue, and what others than the runtime ask of Dispatch, is left to it.

#define _GNU_SOURCE
#include "CCellRuntime.h"
#include "interposition.h"

#include <unistd.h>

#ifdef __linux__
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

typedef void (*function)(void *context);

// Something to do, or one of the runtime's timers. Objects of Dispatch never begin with NULL.
struct work {
  void *mark;
  struct work *next;
  // When it is due, in ns of the monotonic clock.
  uint64_t time;
  void *queue;
  function function;
  void *context;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
// Something was added, or has come to its end.
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct work *due, **due_end = &due;
// The earliest first.
static struct work *later;
static int threads, running;
static uint64_t ended;
// More is waiting than there are threads for.
static pthread_cond_t crowded = PTHREAD_COND_INITIALIZER;
static bool is_begun;

static const uint64_t second = 1000000000;

static uint64_t now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * second + (uint64_t)time.tv_nsec;
}

static void wait_until(uint64_t time, pthread_cond_t *condition) {
  struct timespec end = {(time_t)(time / second), (long)(time % second)};
  pthread_cond_clockwait(condition, &mutex, CLOCK_MONOTONIC, &end);
}

// MARK: What is called of Dispatch

extern void dispatch_async_f(void *queue, void *context, function function);
extern void dispatch_after_f(uint64_t time, void *queue, void *context, function function);
extern void *dispatch_source_create(void *type, uintptr_t handle, uintptr_t mask, void *queue);
extern void dispatch_source_set_timer(void *source, uint64_t time, uint64_t interval, uint64_t);
extern void dispatch_source_set_event_handler_f(void *source, function function);
extern void dispatch_set_context(void *object, void *context);
extern void dispatch_activate(void *object);
extern void dispatch_release(void *object);

static bool is_main(void *queue) {
  static void *main_queue;
  if (main_queue == NULL) main_queue = dlsym(RTLD_DEFAULT, "_dispatch_main_q");
  return queue == main_queue;
}

// Whether a function was called by the runtime of Swift's tasks, which are to run here.
static bool is_of_runtime(void *caller) {
  static void *runtime;
  Dl_info info;
  if (!is_begun) return false;
  if (runtime == NULL) {
    void *symbol = dlsym(RTLD_DEFAULT, "swift_job_run");
    if (symbol == NULL || !dladdr(symbol, &info)) return false;
    runtime = info.dli_fbase;
  }
  return dladdr(caller, &info) && info.dli_fbase == runtime;
}

// A time of Dispatch, whose two highest bits name its clock, as one of the monotonic clock.
static uint64_t monotonic(uint64_t time) {
  if (time == UINT64_MAX) return time;
  clockid_t clock = CLOCK_MONOTONIC;
  if (time >> 62 == 3) {
    clock = CLOCK_REALTIME;
    time = -time;
  } else if (time >> 62 == 2) {
    clock = CLOCK_BOOTTIME;
    time &= UINT64_MAX >> 1;
  }
  uint64_t present = now(clock);
  return now(CLOCK_MONOTONIC) + (time > present ? time - present : 0);
}

// MARK: Threads

static struct work *take(void) {
  struct work *work = later;
  if (work != NULL && work->time <= now(CLOCK_MONOTONIC)) {
    later = work->next;
    return work;
  }
  work = due;
  if (work != NULL && (due = work->next) == NULL) due_end = &due;
  return work;
}

static void call_threads(void);

static void *do_work(void *unused) {
  (void)unused;
  // Programs that a task starts begin with this thread's mask.
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, NULL);
  pthread_mutex_lock(&mutex);
  while (true) {
    struct work *work = take();
    if (work == NULL) {
      if (later != NULL)
        wait_until(later->time, &changed);
      else
        pthread_cond_wait(&changed, &mutex);
      continue;
    }
    running++;
    if (due != NULL) call_threads();
    struct work copy = *work;
    pthread_mutex_unlock(&mutex);
    // A timer is released by the runtime.
    if (copy.time == 0) free(work);
    if (is_main(copy.queue))
      REAL(dispatch_async_f)(copy.queue, copy.context, copy.function);
    else
      copy.function(copy.context);
    pthread_mutex_lock(&mutex);
    running--;
    ended++;
    pthread_cond_broadcast(&changed);
  }
  return NULL;
}

static bool make_thread(void *(*body)(void *)) {
  pthread_t thread;
  return pthread_create(&thread, NULL, body, NULL) == 0 && pthread_detach(thread) == 0;
}

// Makes one more thread when all of them seem to wait for what only another one can do.
static void *relieve(void *unused) {
  (void)unused;
  pthread_mutex_lock(&mutex);
  while (true) {
    if (due == NULL || running < threads) pthread_cond_wait(&crowded, &mutex);
    uint64_t seen = ended, end = now(CLOCK_MONOTONIC) + second / 10;
    while (now(CLOCK_MONOTONIC) < end) wait_until(end, &crowded);
    if (due != NULL && ended == seen && running == threads && threads < 64 && make_thread(do_work))
      threads++;
  }
  return NULL;
}

// Wakes the threads, or makes one more if all have work.
static void call_threads(void) {
  static long processors;
  if (processors == 0) processors = sysconf(_SC_NPROCESSORS_ONLN);
  if (threads == 0) make_thread(relieve);
  if (running == threads && threads < processors + 1 && make_thread(do_work)) threads++;
  if (running == threads) pthread_cond_signal(&crowded);
  pthread_cond_broadcast(&changed);
}

static struct work *make_work(void *queue, void *context, function function) {
  struct work *work = calloc(1, sizeof *work);
  if (work == NULL) abort();
  *work = (struct work){.queue = queue, .context = context, .function = function};
  return work;
}

static void add(struct work *work) {
  pthread_mutex_lock(&mutex);
  if (work->time == 0) {
    *due_end = work;
    due_end = &work->next;
  } else {
    struct work **place = &later;
    while (*place != NULL && (*place)->time <= work->time) place = &(*place)->next;
    work->next = *place;
    *place = work;
  }
  call_threads();
  pthread_mutex_unlock(&mutex);
}

// MARK: In the place of Dispatch

void dispatch_async_f(void *queue, void *context, function function) {
  if (is_main(queue) || !is_of_runtime(__builtin_return_address(0)))
    return REAL(dispatch_async_f)(queue, context, function);
  add(make_work(queue, context, function));
}

void *dispatch_source_create(void *type, uintptr_t handle, uintptr_t mask, void *queue) {
  // The runtime has no other sources than timers.
  if (!is_of_runtime(__builtin_return_address(0)))
    return REAL(dispatch_source_create)(type, handle, mask, queue);
  return make_work(queue, NULL, NULL);
}

static bool is_timer(void *object) { return ((struct work *)object)->mark == NULL; }

void dispatch_source_set_timer(void *source, uint64_t time, uint64_t interval, uint64_t leeway) {
  if (!is_timer(source)) return REAL(dispatch_source_set_timer)(source, time, interval, leeway);
  ((struct work *)source)->time = monotonic(time);
}

void dispatch_source_set_event_handler_f(void *source, function function) {
  if (!is_timer(source)) return REAL(dispatch_source_set_event_handler_f)(source, function);
  ((struct work *)source)->function = function;
}

void dispatch_set_context(void *object, void *context) {
  if (!is_timer(object)) return REAL(dispatch_set_context)(object, context);
  ((struct work *)object)->context = context;
}

void dispatch_activate(void *object) {
  if (!is_timer(object)) return REAL(dispatch_activate)(object);
  add(object);
}

void dispatch_release(void *object) {
  if (!is_timer(object)) return REAL(dispatch_release)(object);
  free(object);
}

void dispatch_after_f(uint64_t time, void *queue, void *context, function function) {
  if (!is_of_runtime(__builtin_return_address(0)))
    return REAL(dispatch_after_f)(time, queue, context, function);
  struct work *work = make_work(queue, context, function);
  work->time = monotonic(time);
  add(work);
}

// MARK: Copies

void begin_own_tasks(void) { is_begun = true; }

pid_t fork_with_tasks(void) {
  pthread_mutex_lock(&mutex);
  // What a thread is in the midst of would be lost to the copy.
  uint64_t end = now(CLOCK_MONOTONIC) + 10 * second;
  while ((running > 0 || due != NULL) && now(CLOCK_MONOTONIC) < end)
    wait_until(end, &changed);
  pid_t copy = fork();
  if (copy == 0) {
    changed = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
    crowded = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
    threads = running = 0;
    if (due != NULL || later != NULL) call_threads();
  }
  pthread_mutex_unlock(&mutex);
  return copy;
}

bool is_main_thread(void) { return gettid() == getpid(); }

void wait_for_task(uint64_t *seen) {
  pthread_mutex_lock(&mutex);
  // Threads of a cell's own call nobody here: they are looked after now and then.
  uint64_t end = now(CLOCK_MONOTONIC) + second / 50;
  while (ended == *seen && now(CLOCK_MONOTONIC) < end) wait_until(end, &changed);
  *seen = ended;
  pthread_mutex_unlock(&mutex);
}
#else
void begin_own_tasks(void) {}

pid_t fork_with_tasks(void) { return fork(); }

bool is_main_thread(void) { return true; }

void wait_for_task(uint64_t *seen) { (void)seen; }
#endif
