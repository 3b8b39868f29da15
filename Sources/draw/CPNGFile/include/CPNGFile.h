#ifndef CPNGFILE_H
#define CPNGFILE_H

#include <stddef.h>

/// How much of everything a picture has.
struct png_file_layout {
  unsigned width, height;
  /// The colours in the palette, 1 to 256; 0 without a palette.
  int color_count;
  int text_count;
};

/// The bytes of a PNG file, to be given back by `png_file_free`.
struct png_file {
  unsigned char *bytes;
  size_t count, capacity;
  /// Where the pixels begin: what comes before is written from layout, palette and texts.
  size_t head_count;
  /// Why the file could not be written; empty if it was.
  char error[80];
};

/// Writes a file.
///
/// - samples: row by row a byte for each pixel, its place in the palette; without a palette red,
///   green and blue of each. With NULL the file ends where the pixels would begin.
/// - palette: red, green and blue of each colour.
/// - texts: for each the letter `l` for Latin-1 or `u` for UTF-8, the keyword, and the text; the
///   last two end in a zero byte.
struct png_file png_file_write(struct png_file_layout layout, const unsigned char *samples,
                               const unsigned char *palette, const unsigned char *texts);

void png_file_free(struct png_file *file);

#endif
