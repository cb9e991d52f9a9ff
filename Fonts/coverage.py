#!/usr/bin/env python3
"""Counts what the shipped faces cover and checks what the engine relies on.

  coverage.py [FOLDER]        prints the table of README.md; fails if a check fails
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

from build_fonts import FACES, gbk, is_ideograph, is_shadow, tgh


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
    general, national = tgh(), gbk()
    assert len(general) == 8105 and len(national) == 21003
    print("| file | characters | hanzi | of 8,105 | of GBK 21,003 | glyphs | bytes |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    total = 0
    for name in FACES:
        path = folder / name
        font = TTFont(path, lazy=True)
        cmap = font.getBestCmap()
        size = path.stat().st_size
        total += size
        print(
            f"| {name} | {len(cmap):,} | {sum(map(is_ideograph, cmap)):,} "
            f"| {len(general & set(cmap)):,} | {len(national & set(cmap)):,} "
            f"| {font['maxp'].numGlyphs:,} | {size:,} |"
        )
        check(name, font, cmap)
    print(f"| all | | | | | | {total:,} |")


def check(name, font, cmap):
    shared = {}
    for c, glyph in cmap.items():
        shared.setdefault(glyph, []).append(c)
    for codes in shared.values():
        shadows = [c for c in codes if is_shadow(c)]
        assert not shadows or len(codes) == 1, f"{name}: {codes} share a glyph"
    features = {r.FeatureTag for r in font["GSUB"].table.FeatureList.FeatureRecord}
    features |= {r.FeatureTag for r in font["GPOS"].table.FeatureList.FeatureRecord}
    assert {"ccmp", "vert", "vrt2", "halt", "vhal"} <= features, f"{name}: {features}"
    assert {"CFF ", "vhea", "vmtx", "VORG"} <= set(font.keys()), name
    top = font["CFF "].cff
    assert not len(top.GlobalSubrs), name
    parts = getattr(top.topDictIndex[0], "FDArray", [top.topDictIndex[0]])
    assert not any(hasattr(p.Private, "Subrs") and len(p.Private.Subrs) for p in parts), name


if __name__ == "__main__":
    main()
