#ifndef CFILEEXCHANGE_H
#define CFILEEXCHANGE_H

/// Exchanges what two paths name, in one step that nobody can see half done.
/// Returns 0, or -1 with `errno` set; `EINVAL` and `ENOSYS` mean that the file system cannot.
int exchange_files(const char *first, const char *second);

#endif
