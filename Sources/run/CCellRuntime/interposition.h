// Functions that stand before those of other libraries, under the same names.

#include "CCellRuntime.h"

#include <dlfcn.h>

// The function that a function of ours stands before.
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// Tells the observer of files what became of a path.
void note_file(const char *path, enum file_use use, bool is_there);
