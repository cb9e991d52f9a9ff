#pragma once
#include <zint.h>

/// Whether a module of the encoded symbol is dark; its bit matrix is too large for Swift to import.
static inline int forme_zint_module(const struct zint_symbol *symbol, int row, int column) {
  return symbol->encoded_data[row][column >> 3] >> (column & 7) & 1;
}

/// The library's own words for the last fault.
static inline const char *forme_zint_fault(const struct zint_symbol *symbol) {
  return symbol->errtxt;
}
