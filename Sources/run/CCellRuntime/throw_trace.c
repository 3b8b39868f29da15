// Finds where a Swift error was thrown.
//
// The Swift runtime calls a hook whenever an error is thrown. An error that nobody catches ends
// the program far from its origin, so the hook notes the call stack in a shared file that
// outlives the program.

#define _GNU_SOURCE
#include "CCellRuntime.h"

#include <dlfcn.h>
#include <fcntl.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#else
#include <link.h>
#endif
#include <sys/mman.h>
#include <unistd.h>

static struct throw_trace *trace;
static uintptr_t image_base;

#ifdef __APPLE__
static void find_image_base(void) { image_base = (uintptr_t)_dyld_get_image_header(0); }
#else
static int take_first_image(struct dl_phdr_info *info, size_t size, void *unused) {
  (void)size, (void)unused;
  image_base = info->dlpi_addr;
  return 1;
}

static void find_image_base(void) { dl_iterate_phdr(take_first_image, NULL); }
#endif

static void note_stack(void) {
  const uint64_t limit = sizeof trace->addresses / sizeof trace->addresses[0];
  uint64_t count = 0;
  uintptr_t *frame = __builtin_frame_address(0);
  // Frames lie ever higher on the stack; anything else is the end of the chain.
  for (int depth = 0; depth < 256 && count < limit; depth++) {
    uintptr_t *caller = (uintptr_t *)frame[0];
    uintptr_t address = frame[1];
    Dl_info info;
    if (address == 0) break;
    if (dladdr((void *)address, &info) && (uintptr_t)info.dli_fbase == image_base)
      trace->addresses[count++] = address - image_base;
    if (caller <= frame || (char *)caller - (char *)frame > (64 << 20)) break;
    frame = caller;
  }
  trace->count = count;
}

static void will_throw(void *error) {
  (void)error;
  note_stack();
}

static void will_throw_typed(void *error, const void *type, const void *conformance) {
  (void)error, (void)type, (void)conformance;
  note_stack();
}

int throw_trace_install(const char *path) {
  find_image_base();
  int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return -1;
  if (ftruncate(file, sizeof *trace) != 0) return close(file), -1;
  trace = mmap(NULL, sizeof *trace, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (trace == MAP_FAILED) return trace = NULL, -1;

  void (**hook)(void *) = dlsym(RTLD_DEFAULT, "_swift_willThrow");
  if (hook) *hook = will_throw;
  void (**typed_hook)(void *, const void *, const void *) =
      dlsym(RTLD_DEFAULT, "_swift_willThrowTypedImpl");
  if (typed_hook) *typed_hook = will_throw_typed;
  return 0;
}
