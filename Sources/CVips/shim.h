#pragma once
#include <gio/gio.h>
#include <gmodule.h>
#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

// Starts vips without its modules: they bring in poppler, ImageMagick and OpenSlide, which no photo
// needs, and looking for them takes 30 ms. Zero when all is well.
static inline int press_vips_start(const char *program) {
  setenv("VIPSHOME", "/nonexistent", 1);
  int result = vips_init(program);
  unsetenv("VIPSHOME");
  return result;
}

// dladdr under a name of ours: the header shows it only with _GNU_SOURCE, which would give this
// module other system types than Swift's own.
typedef struct {
  const char *file;
  void *base;
  const char *symbol;
  void *address;
} press_code_place;
extern int press_dladdr(const void *address, press_code_place *place) __asm__("dladdr");

// Loads the one module that reads HEIC and AVIF, where it is installed; zero when there is none.
static inline int press_vips_learn_heif(void) {
  if (vips_type_find("VipsOperation", "heifload")) return 1;
  press_code_place place;
  if (!press_dladdr((void *)vips_init, &place) || !place.file) return 0;
  char *folder = g_path_get_dirname(place.file);
  char *path = g_strdup_printf("%s/vips-modules-%d.%d/vips-heif.so", folder, vips_version(0),
                               vips_version(1));
  GModule *module = g_module_open(path, G_MODULE_BIND_LAZY);
  g_free(path);
  g_free(folder);
  return module && vips_type_find("VipsOperation", "heifload");
}

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

static inline VipsImage *press_vips_premultiply(VipsImage *in) {
  VipsImage *out = NULL;
  vips_premultiply(in, &out, NULL);
  return out;
}

// Back to whole numbers, as the picture had them before it was premultiplied.
static inline VipsImage *press_vips_unpremultiply(VipsImage *in, VipsBandFormat format) {
  VipsImage *divided = NULL, *rounded = NULL, *out = NULL;
  if (vips_unpremultiply(in, &divided, NULL)) return NULL;
  if (vips_rint(divided, &rounded, NULL) == 0) vips_cast(rounded, &out, format, NULL);
  g_object_unref(divided);
  if (rounded) g_object_unref(rounded);
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

// Differences of lightness below 1 are noise and stay; edges become about half as steep again.
static inline VipsImage *press_vips_sharpen(VipsImage *in) {
  VipsImage *out = NULL;
  vips_sharpen(in, &out, "sigma", 1.5, "x1", 1.0, "m1", 0.0, "m2", 3.0, NULL);
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

static inline int press_vips_png(VipsImage *in, void **bytes, size_t *size) {
  return vips_pngsave_buffer(in, bytes, size, "strip", TRUE, NULL);
}

// A picture whole in memory; the bytes must outlive it.
static inline VipsImage *press_vips_open_memory(const void *bytes, size_t size) {
  return vips_image_new_from_buffer(bytes, size, "", "fail_on", VIPS_FAIL_ON_ERROR, NULL);
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
