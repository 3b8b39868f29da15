#include "CPNGFile.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

// libpng reports errors by a long jump, which must not leave a frame of Swift's: hence C.

static void fail(png_structp png, png_const_charp message) {
  struct png_file *file = png_get_error_ptr(png);
  strncpy(file->error, message, sizeof file->error - 1);
  png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message) {}

static void append(png_structp png, png_bytep bytes, size_t count) {
  struct png_file *file = png_get_io_ptr(png);
  if (count > file->capacity - file->count) {
    size_t capacity = 2 * (file->capacity + count);
    unsigned char *larger = realloc(file->bytes, capacity);
    if (!larger) png_error(png, "no memory left");
    file->bytes = larger;
    file->capacity = capacity;
  }
  memcpy(file->bytes + file->count, bytes, count);
  file->count += count;
}

static void flush(png_structp png) {}

static void set_palette(png_structp png, png_infop info, const unsigned char *palette, int count) {
  png_color colors[PNG_MAX_PALETTE_LENGTH];
  for (int i = 0; i < count; i++) {
    colors[i] = (png_color){palette[3 * i], palette[3 * i + 1], palette[3 * i + 2]};
  }
  png_set_PLTE(png, info, colors, count);
}

static void set_texts(png_structp png, png_infop info, const unsigned char *texts, int count) {
  char *next = (char *)texts;
  for (int i = 0; i < count; i++) {
    png_text text = {0};
    text.compression = *next == 'u' ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE;
    text.key = next + 1;
    text.text = text.key + strlen(text.key) + 1;
    png_set_text(png, info, &text, 1);
    next = text.text + strlen(text.text) + 1;
  }
}

static void write_rows(png_structp png, const unsigned char *samples, unsigned rows,
                       size_t row_bytes) {
  png_set_packing(png);
  for (unsigned row = 0; row < rows; row++) png_write_row(png, samples + row * row_bytes);
}

// libpng writes no animations, but chunks of any kind, with their checksums.

static void write_animation_control(png_structp png, struct png_file_layout layout) {
  png_byte data[8];
  png_save_uint_32(data, layout.frame_count);
  png_save_uint_32(data + 4, layout.play_count);
  png_write_chunk(png, (png_const_bytep)"acTL", data, sizeof data);
}

static void write_frame_control(png_structp png, const struct png_frame *frame, unsigned number) {
  // The last two bytes, 0, say: leave the picture as it is, and put the next one over it.
  png_byte data[26] = {0};
  png_save_uint_32(data, number);
  png_save_uint_32(data + 4, frame->width);
  png_save_uint_32(data + 8, frame->height);
  png_save_uint_32(data + 12, frame->x);
  png_save_uint_32(data + 16, frame->y);
  png_save_uint_16(data + 20, frame->milliseconds);
  png_save_uint_16(data + 22, 1000);
  png_write_chunk(png, (png_const_bytep)"fcTL", data, sizeof data);
}

static void write_frame_data(png_structp png, const unsigned char *data, size_t count,
                             unsigned number) {
  png_byte bytes[4];
  png_save_uint_32(bytes, number);
  png_write_chunk_start(png, (png_const_bytep)"fdAT", (png_uint_32)(count + sizeof bytes));
  png_write_chunk_data(png, bytes, sizeof bytes);
  png_write_chunk_data(png, data, count);
  png_write_chunk_end(png);
}

// A frame's pixels are those of a file of its own, which libpng filters and compresses.
static void write_frame(png_structp png, struct png_file_layout layout,
                        const struct png_frame *frame, const unsigned char *palette,
                        unsigned *number) {
  layout.width = frame->width;
  layout.height = frame->height;
  layout.text_count = layout.frame_count = 0;
  write_frame_control(png, frame, (*number)++);
  struct png_file file = png_file_write(layout, frame->samples, palette, NULL, NULL);
  if (file.error[0]) {
    png_file_free(&file);
    png_error(png, "a frame cannot be compressed");
  }
  const unsigned char *chunk = file.bytes + 8;
  while (chunk < file.bytes + file.count) {
    size_t count = png_get_uint_32(chunk);
    if (!memcmp(chunk + 4, "IDAT", 4)) write_frame_data(png, chunk + 8, count, (*number)++);
    chunk += count + 12;
  }
  png_file_free(&file);
}

static int color_type(struct png_file_layout layout) {
  return layout.color_count ? PNG_COLOR_TYPE_PALETTE
         : layout.is_gray   ? PNG_COLOR_TYPE_GRAY
                            : PNG_COLOR_TYPE_RGB;
}

static int bit_depth(int colors) {
  return !colors || colors > 16 ? 8 : colors > 4 ? 4 : colors > 2 ? 2 : 1;
}

struct png_file png_file_write(struct png_file_layout layout, const unsigned char *samples,
                               const unsigned char *palette, const unsigned char *texts,
                               const struct png_frame *frames) {
  struct png_file file = {0};
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &file, fail, ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  if (!info) {
    strcpy(file.error, "no memory left");
  } else if (!setjmp(png_jmpbuf(png))) {
    png_set_write_fn(png, &file, append, flush);
    png_set_IHDR(png, info, layout.width, layout.height, bit_depth(layout.color_count),
                 color_type(layout), PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    if (layout.color_count) set_palette(png, info, palette, layout.color_count);
    set_texts(png, info, texts, layout.text_count);
    // libpng's own choice for speed: half the time, to about a sixth more bytes.
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_NO_FILTERS);
    png_set_compression_level(png, 3);
    png_write_info(png, info);
    if (layout.frame_count) write_animation_control(png, layout);
    file.head_count = file.count;
    if (samples) {
      size_t bytes = layout.color_count || layout.is_gray ? 1 : 3;
      write_rows(png, samples, layout.height, layout.width * bytes);
      unsigned number = 0;
      for (int i = 0; i < layout.frame_count; i++) {
        write_frame(png, layout, &frames[i], palette, &number);
      }
      png_write_end(png, info);
    }
  }
  png_destroy_write_struct(&png, &info);
  return file;
}

void png_file_free(struct png_file *file) { free(file->bytes); }
