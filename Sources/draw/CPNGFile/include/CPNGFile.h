#ifndef CPNGFILE_H
#define CPNGFILE_H

#include <stddef.h>

/// How much of everything a picture has.
struct png_file_layout {
  unsigned width, height;
  /// The colours in the palette, 1 to 256; 0 without a palette.
  int color_count;
  /// Whether each sample is a grey from 0 to 255; then there is no palette.
  int is_gray;
  int text_count;
  /// The pictures of an animation; 0 for a still picture.
  int frame_count;
  /// How often an animation is played; 0 for without end.
  unsigned play_count;
};

/// A picture of an animation, which is put over a part of the picture before it.
struct png_frame {
  unsigned x, y, width, height;
  /// How long the picture is seen, at most 65,535.
  unsigned milliseconds;
  /// As those of the file, for this part alone.
  const unsigned char *samples;
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
/// - samples: row by row a byte for each pixel, its place in the palette or its grey; else red,
///   green and blue of each. With NULL the file ends where the pixels would begin.
/// - palette: red, green and blue of each colour.
/// - texts: for each the letter `l` for Latin-1 or `u` for UTF-8, the keyword, and the text; the
///   last two end in a zero byte.
/// - frames: the animation, for programs that know it (APNG); others show the samples alone, which
///   are no part of it.
struct png_file png_file_write(struct png_file_layout layout, const unsigned char *samples,
                               const unsigned char *palette, const unsigned char *texts,
                               const struct png_frame *frames);

void png_file_free(struct png_file *file);

#endif
