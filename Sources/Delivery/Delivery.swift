// Delivery: press files in, the plant has them.
//
// What it never does: make or change a page.

import CCUPS
import GRDB

/// The interface of libcups that Delivery speaks through.
let cupsVersion = CUPS_VERSION_MAJOR * 100 + CUPS_VERSION_MINOR
