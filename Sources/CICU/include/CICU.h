// ICU word breaking: the one thing of ICU that Forme uses.
//
// A compiled target rather than inline wrappers: ICU's own headers must not be seen by Swift,
// because Foundation brings another version of them and the two cannot be imported together.
#pragma once
#include <stdint.h>

/// A word iterator of one locale.
typedef struct FormeWords FormeWords;

/// Opens an iterator; null when ICU's data lacks the locale.
FormeWords *forme_words_new(const char *locale);

/// Closes an iterator.
void forme_words_free(FormeWords *words);

/// Writes the UTF-8 offsets at which words end and returns how many; at most `capacity`.
int32_t forme_words_ends(
    FormeWords *words, const char *text, int64_t length, int32_t *ends, int32_t capacity);
