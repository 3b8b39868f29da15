/// The part of sourcekitd's C API that tells keywords from comments, opened while the program
/// runs: a program that links it could not start without a toolchain.
///
/// Source: usr/include/SourceKit/sourcekitd.h of every Swift toolchain.
#pragma once

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sourcekitd_uid_s *sourcekitd_uid_t;
typedef void *sourcekitd_object_t;
typedef void *sourcekitd_response_t;
typedef struct {
  uint64_t data[3];
} sourcekitd_variant_t;

/// The functions, each under its name without `sourcekitd_`.
typedef struct {
  void (*initialize)(void);
  sourcekitd_uid_t (*uid_get_from_cstr)(const char *string);
  const char *(*uid_get_string_ptr)(sourcekitd_uid_t uid);

  sourcekitd_object_t (*request_dictionary_create)(
      const sourcekitd_uid_t *keys, const sourcekitd_object_t *values, size_t count);
  void (*request_dictionary_set_uid)(
      sourcekitd_object_t request, sourcekitd_uid_t key, sourcekitd_uid_t value);
  void (*request_dictionary_set_string)(
      sourcekitd_object_t request, sourcekitd_uid_t key, const char *value);
  void (*request_dictionary_set_int64)(
      sourcekitd_object_t request, sourcekitd_uid_t key, int64_t value);
  void (*request_release)(sourcekitd_object_t request);

  sourcekitd_response_t (*send_request_sync)(sourcekitd_object_t request);
  bool (*response_is_error)(sourcekitd_response_t response);
  sourcekitd_variant_t (*response_get_value)(sourcekitd_response_t response);
  void (*response_dispose)(sourcekitd_response_t response);

  sourcekitd_variant_t (*variant_dictionary_get_value)(
      sourcekitd_variant_t dictionary, sourcekitd_uid_t key);
  int64_t (*variant_dictionary_get_int64)(sourcekitd_variant_t dictionary, sourcekitd_uid_t key);
  sourcekitd_uid_t (*variant_dictionary_get_uid)(
      sourcekitd_variant_t dictionary, sourcekitd_uid_t key);
  size_t (*variant_array_get_count)(sourcekitd_variant_t array);
  sourcekitd_variant_t (*variant_array_get_value)(sourcekitd_variant_t array, size_t index);
} sourcekitd_functions_t;

/// Opens the library at a path and finds its functions; false if one is missing.
static inline bool sourcekitd_open(const char *path, sourcekitd_functions_t *functions) {
  void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
  if (!library) return false;
#define SOURCEKITD_FIND(name) \
  ((*(void **)&functions->name = dlsym(library, "sourcekitd_" #name)) != NULL)
  return SOURCEKITD_FIND(initialize) && SOURCEKITD_FIND(uid_get_from_cstr) &&
         SOURCEKITD_FIND(uid_get_string_ptr) && SOURCEKITD_FIND(request_dictionary_create) &&
         SOURCEKITD_FIND(request_dictionary_set_uid) &&
         SOURCEKITD_FIND(request_dictionary_set_string) &&
         SOURCEKITD_FIND(request_dictionary_set_int64) && SOURCEKITD_FIND(request_release) &&
         SOURCEKITD_FIND(send_request_sync) && SOURCEKITD_FIND(response_is_error) &&
         SOURCEKITD_FIND(response_get_value) && SOURCEKITD_FIND(response_dispose) &&
         SOURCEKITD_FIND(variant_dictionary_get_value) &&
         SOURCEKITD_FIND(variant_dictionary_get_int64) &&
         SOURCEKITD_FIND(variant_dictionary_get_uid) &&
         SOURCEKITD_FIND(variant_array_get_count) && SOURCEKITD_FIND(variant_array_get_value);
#undef SOURCEKITD_FIND
}
