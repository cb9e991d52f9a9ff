#include "CICU.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

FormeWords *forme_words_new(const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(UBRK_WORD, locale, NULL, 0, &status);
  if (U_SUCCESS(status)) return (FormeWords *)iterator;
  if (iterator) ubrk_close(iterator);
  return NULL;
}

void forme_words_free(FormeWords *words) { ubrk_close((UBreakIterator *)words); }

int32_t forme_words_ends(
    FormeWords *words, const char *text, int64_t length, int32_t *ends, int32_t capacity) {
  UBreakIterator *iterator = (UBreakIterator *)words;
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
