#pragma once
#include <qpdf/qpdf-c.h>
#include <stddef.h>

// Of the C library; its declaration stands behind a feature macro, under which Swift does not see it.
void *memmem(const void *hay, size_t length, const void *needle, size_t count);

// Where some bytes begin in others; -1 when they are not there.
static inline ptrdiff_t press_find(const void *in, size_t length, const void *what, size_t count) {
  const char *found = (const char *)memmem(in, length, what, count);
  return found ? found - (const char *)in : -1;
}
