// Newspaper: the words all other targets share.
//
// What goes in and comes out: nothing; this target only has values.
// - Length, Point, Size, Rect, Margins: distances and places
// - Publication, Issue, Edition, Page, Placement, Story, Photo, Advertisement: what is printed
// - Sheet, Grid, GridArea, PageLayout, Slot, Part, StyleSheet, Typefaces: how it is to stand
// - InkTable, Paint: with what
// - PageFrame: the locked-up page, and its text dump
// - PageReading, Link: the order in which a page is read, and where words lead on a screen
// - ColourKeys: the RGB keys that stand for paints between Drawing and Prepress
// - Diagnostic, Report, SourceRange, Located: what is wrong, and where
//
// What it never does: open a file, know a font, call C.
