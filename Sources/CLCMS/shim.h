#pragma once
#include <lcms2.h>

// The newsprint profile stands inside the program, so that a build folder, an installed binary and
// a test all find the same bytes. (SwiftPM's embedInCode takes 40 s to compile for this size.)
static const unsigned char press_newsprint_bytes[] = {
#embed "../Prepress/Profiles/newsprint-tr002-tac220.icc"
};

static inline const unsigned char *press_newsprint_profile(void) { return press_newsprint_bytes; }
static inline size_t press_newsprint_profile_size(void) { return sizeof(press_newsprint_bytes); }

// Faults come back as missing profiles and transforms; standard error stays the caller's.
static void press_lcms_quiet(cmsContext context, cmsUInt32Number code, const char *text) {
  (void)context; (void)code; (void)text;
}
static inline void press_lcms_silence(void) { cmsSetLogErrorHandler(press_lcms_quiet); }

// Pixel layouts are macros with casts, which Swift does not import.
static const cmsUInt32Number press_rgb8 = TYPE_RGB_8;
static const cmsUInt32Number press_gray8 = TYPE_GRAY_8;
static const cmsUInt32Number press_cmyk8 = TYPE_CMYK_8;
static const cmsUInt32Number press_lab = TYPE_Lab_DBL;
