#pragma once
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <zlib.h>

// Inline wrappers for what Swift cannot import: casts between GObject types and macros.

/// A font map that sees the fonts of `config` only, at 72 dots an inch: a Pango unit is 1/1024 pt.
static inline PangoFontMap *forme_font_map_new(FcConfig *config) {
  PangoFontMap *map = pango_cairo_font_map_new();
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
  return map;
}

/// A context without hinting of outlines, metrics or positions.
static inline PangoContext *forme_context_new(PangoFontMap *map) {
  PangoContext *context = pango_font_map_create_context(map);
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context, FALSE);
  return context;
}

/// The one font of the map that answers to `family`, at a size in 1/1024 pt.
static inline PangoFont *forme_font_load(
    PangoFontMap *map, PangoContext *context, const char *family, double size) {
  PangoFontDescription *description = pango_font_description_new();
  pango_font_description_set_family(description, family);
  pango_font_description_set_absolute_size(description, size);
  PangoFont *font = pango_font_map_load_font(map, context, description);
  pango_font_description_free(description);
  return font;
}

/// A list of one attribute that turns a feature on, for `PangoAnalysis.extra_attrs`.
static inline GSList *forme_feature(const char *feature, guint end) {
  PangoAttribute *attribute = pango_attr_font_features_new(feature);
  attribute->start_index = 0;
  attribute->end_index = end;
  return g_slist_append(NULL, attribute);
}

static inline void forme_feature_free(GSList *list) {
  g_slist_free_full(list, (GDestroyNotify)pango_attribute_destroy);
}

/// A FreeType face over a file, or over memory when `data` is given, in a library of its own.
///
/// cairo keeps faces alive after their document and may drop the last reference from another
/// thread; FreeType libraries are not to be shared between threads, hence one for each face.
static inline FT_Face forme_ft_face_new(
    const char *path, const unsigned char *data, long length, long index) {
  FT_Library library = NULL;
  FT_Face face = NULL;
  if (FT_Init_FreeType(&library)) return NULL;
  int error = data ? FT_New_Memory_Face(library, data, length, index, &face)
                   : FT_New_Face(library, path, index, &face);
  if (error) {
    FT_Done_FreeType(library);
    return NULL;
  }
  return face;
}

static inline void forme_ft_face_free(FT_Face face) { FT_Done_FreeType(face->glyph->library); }

/// cairo's load flags for drawing outlines as they are designed.
static inline int forme_ft_load_flags(void) { return FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP; }

/// Starts a fast deflate stream; zlib's own initialiser is a macro.
static inline int forme_deflate_start(z_stream *stream) { return deflateInit(stream, Z_BEST_SPEED); }

static inline void forme_unref(void *object) { g_object_unref(object); }
