// ICU word breaking: the one thing of ICU that Forme uses.
#pragma once
#include <unicode/ubrk.h>
#include <unicode/utext.h>

/// A word iterator of a locale; null when ICU's data lacks it.
static inline UBreakIterator *forme_word_iterator(const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(UBRK_WORD, locale, NULL, 0, &status);
  if (U_SUCCESS(status)) return iterator;
  if (iterator) ubrk_close(iterator);
  return NULL;
}

static inline void forme_word_iterator_free(UBreakIterator *iterator) { ubrk_close(iterator); }

/// Writes the UTF-8 offsets at which words end and returns how many; at most `capacity`.
static inline int32_t forme_word_ends(
    UBreakIterator *iterator, const char *text, int64_t length, int32_t *ends, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UText *utext = utext_openUTF8(NULL, text, length, &status);
  if (U_FAILURE(status)) return 0;
  ubrk_setUText(iterator, utext, &status);
  int32_t count = 0;
  if (U_SUCCESS(status)) {
    ubrk_first(iterator);
    for (int32_t end = ubrk_next(iterator); end != UBRK_DONE && count < capacity;
         end = ubrk_next(iterator)) {
      ends[count++] = end;
    }
  }
  utext_close(utext);
  return count;
}
