#pragma once
#include <gio/gio.h>
#include <vips/vips.h>

// vips takes its options as variadic name-value pairs, which Swift cannot call.
// Every wrapper returns a new image the caller owns, or NULL with the reason in vips_error_buffer().

static inline VipsImage *press_vips_open(const char *path) {
  return vips_image_new_from_file(path, "access", VIPS_ACCESS_SEQUENTIAL,
                                  "fail_on", VIPS_FAIL_ON_ERROR, NULL);
}

// JPEG decoded at 1/2, 1/4 or 1/8 of its size: costs a fraction of the time and memory.
static inline VipsImage *press_vips_open_jpeg(const char *path, int shrink) {
  VipsImage *out = NULL;
  vips_jpegload(path, &out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR,
                "shrink", shrink, NULL);
  return out;
}

static inline VipsImage *press_vips_open_jpeg_memory(const void *bytes, size_t size, int shrink) {
  VipsImage *out = NULL;
  vips_jpegload_buffer((void *)bytes, size, &out, "shrink", shrink, NULL);
  return out;
}

static inline VipsImage *press_vips_crop(VipsImage *in, int x, int y, int width, int height) {
  VipsImage *out = NULL;
  vips_extract_area(in, &out, x, y, width, height, NULL);
  return out;
}

static inline VipsImage *press_vips_resize(VipsImage *in, double horizontal, double vertical) {
  VipsImage *out = NULL;
  vips_resize(in, &out, horizontal, "vscale", vertical, NULL);
  return out;
}

// Decodes everything; the turn by the EXIF orientation needs the picture at hand.
static inline VipsImage *press_vips_upright(VipsImage *in) {
  VipsImage *out = NULL;
  VipsImage *memory = vips_image_copy_memory(in);
  if (memory == NULL) return NULL;
  vips_autorot(memory, &out, NULL);
  g_object_unref(memory);
  return out;
}

static inline VipsImage *press_vips_flatten(VipsImage *in, double paper) {
  VipsImage *out = NULL;
  VipsArrayDouble *background = vips_array_double_newv(1, paper);
  vips_flatten(in, &out, "background", background, NULL);
  vips_area_unref(VIPS_AREA(background));
  return out;
}

static inline VipsImage *press_vips_colourspace(VipsImage *in, VipsInterpretation space) {
  VipsImage *out = NULL;
  vips_colourspace(in, &out, space, NULL);
  return out;
}

static inline VipsImage *press_vips_8bit(VipsImage *in) {
  VipsImage *out = NULL;
  vips_cast(in, &out, VIPS_FORMAT_UCHAR, "shift", TRUE, NULL);
  return out;
}

static inline VipsImage *press_vips_sharpen(VipsImage *in) {
  VipsImage *out = NULL;
  vips_sharpen(in, &out, "sigma", 0.8, "m1", 0.0, "m2", 2.0, NULL);
  return out;
}

static inline VipsImage *press_vips_pixels(const void *pixels, size_t size, int width, int height,
                                           int bands, VipsInterpretation space) {
  VipsImage *bare = vips_image_new_from_memory(pixels, size, width, height, bands,
                                               VIPS_FORMAT_UCHAR);
  if (bare == NULL) return NULL;
  VipsImage *out = NULL;
  vips_copy(bare, &out, "interpretation", space, NULL);
  g_object_unref(bare);
  return out;
}

static inline int press_vips_jpeg(VipsImage *in, int quality, void **bytes, size_t *size) {
  return vips_jpegsave_buffer(in, bytes, size, "Q", quality, "strip", TRUE,
                              "optimize_coding", TRUE, "interlace", FALSE, NULL);
}

static inline VipsInterpretation press_vips_space(VipsImage *in) {
  return vips_image_guess_interpretation(in);
}

// Flate at a chosen level; g_free the result. NULL when there is no memory.
static inline unsigned char *press_flate(const void *bytes, size_t size, int level,
                                         size_t *packed) {
  GConverter *compressor =
      G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, level));
  size_t room = size + size / 1000 + 64;
  unsigned char *out = (unsigned char *)g_malloc(room);
  gsize read = 0;
  gsize written = 0;
  GConverterResult result = g_converter_convert(compressor, bytes, size, out, room,
                                                G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
  g_object_unref(compressor);
  if (result != G_CONVERTER_FINISHED) {
    g_free(out);
    return NULL;
  }
  *packed = written;
  return out;
}

// vips complains on standard error; what it found comes back as an error all the same.
static void press_vips_no_log(const char *domain, GLogLevelFlags level, const char *text,
                              void *nothing) {
  (void)domain; (void)level; (void)text; (void)nothing;
}
static inline void press_vips_silence(void) {
  g_log_set_handler("VIPS", (GLogLevelFlags)(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE),
                    press_vips_no_log, NULL);
}

static inline void press_unref(VipsImage *image) { g_object_unref(image); }
