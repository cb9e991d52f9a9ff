#!/usr/bin/env python3
"""Builds the shipped faces from free fonts. Called by build.sh, which unpacks the sources.

  build_fonts.py SOURCES OUT [FACE...]

Every face is a static CFF OpenType font: no subroutines, no hints, fixed dates, so that
the same sources give the same bytes on every run.
"""

import os
import sys
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.filterPen import FilterPen
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otBase import USE_HARFBUZZ_REPACKER
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent
VERSION = "1.000"
# Seconds since 1904, the epoch of `head`: 2026-01-01.
STAMP = 3850070400
ASCENT, DESCENT = 880, -120

# ---------------------------------------------------------------- repertoires

# The twelve characters of the compatibility block that are ordinary ideographs.
UNIFIED_COMPAT = {
    0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F,
    0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29,
}  # fmt: skip

# What GB 18030-2022 has in the places of GBK for which Python's codec gives private use.
GBK_2022 = {
    0xFE51: 0x20087, 0xFE52: 0x20089, 0xFE53: 0x200CC, 0xFE59: 0x9FB4, 0xFE61: 0x9FB5,
    0xFE66: 0x9FB6, 0xFE67: 0x9FB7, 0xFE6C: 0x215D7, 0xFE6D: 0x9FB8, 0xFE76: 0x2298F,
    0xFE7E: 0x9FB9, 0xFE90: 0x9FBA, 0xFE91: 0x241FE, 0xFEA0: 0x9FBB,
}  # fmt: skip


def tgh():
    """通用规范汉字表: the 8,105 characters."""
    lines = (HERE / "data/tgh-8105.txt").read_text(encoding="utf-8").splitlines()
    return {ord(c) for line in lines if not line.startswith("#") for c in line}


def gbk():
    """The 21,003 ideographs of GBK (GBK/2, /3 and /4), as GB 18030-2022 maps them."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in [*range(0x40, 0x7F), *range(0x80, 0xFF)]:
            level2 = 0xB0 <= lead <= 0xF7 and trail >= 0xA1
            level3 = lead <= 0xA0
            level4 = lead >= 0xAA and trail <= 0xA0
            if not (level2 or level3 or level4):
                continue
            code = lead << 8 | trail
            try:
                char = ord(bytes([lead, trail]).decode("gb18030"))
            except UnicodeDecodeError:
                continue
            char = GBK_2022.get(code, char)
            if not 0xE000 <= char <= 0xF8FF:
                found.add(char)
    return found


def is_ideograph(c):
    return (
        0x3400 <= c <= 0x4DBF
        or 0x4E00 <= c <= 0x9FFF
        or (0x20000 <= c <= 0x3FFFF and not 0x2F800 <= c <= 0x2FA1F)
        or c in UNIFIED_COMPAT
    )


def is_shadow(c):
    """Radicals and compatibility ideographs, which look the same as ordinary characters.

    They share glyphs with these: a glyph that stands for both may come out of a PDF as the
    wrong one. The fourteen radicals that GBK has are kept where their glyph is theirs alone.
    """
    return (
        0x2E80 <= c <= 0x2FDF
        or (0xF900 <= c <= 0xFAFF and c not in UNIFIED_COMPAT)
        or 0x2F800 <= c <= 0x2FA1F
        or c in (0x2329, 0x232A)
    )


def is_sign(c):
    """Everything that is neither an ideograph nor Hangul."""
    hangul = (
        0x1100 <= c <= 0x11FF
        or 0x302E <= c <= 0x302F
        or 0x3130 <= c <= 0x318F
        or 0x3200 <= c <= 0x321E
        or 0x3260 <= c <= 0x327F
        or 0xA960 <= c <= 0xA97F
        or 0xAC00 <= c <= 0xD7FF
        or 0xFFA0 <= c <= 0xFFDC
    )
    private = 0xE000 <= c <= 0xF8FF or c >= 0xF0000
    return not (hangul or private or is_ideograph(c) or is_shadow(c))


def repertoire(cmap, ideographs):
    """The characters that a face keeps of a source: `ideographs` None means all it has."""
    glyphs = {}
    for c, g in cmap.items():
        glyphs.setdefault(g, set()).add(c)
    keep = set()
    for c, g in cmap.items():
        if is_sign(c):
            keep.add(c)
        elif is_ideograph(c) and (ideographs is None or c in ideographs):
            keep.add(c)
        elif 0x2E80 <= c <= 0x2EFF and c in gbk() and len(glyphs[g]) == 1:
            keep.add(c)
    return keep


# ---------------------------------------------------------------- names and dates

def set_names(font, family, style, copyright, licence, url, credit):
    """Replaces all names. `style` is Regular, Bold, or a weight of its own."""
    ps = family.replace(" ", "") + "-" + style
    linked = style in ("Regular", "Bold")
    names = {
        0: copyright,
        1: family if linked else f"{family} {style}",
        2: style if linked else "Regular",
        3: f"{VERSION};FRME;{ps}",
        4: f"{family} {style}",
        5: f"Version {VERSION}",
        6: ps,
        10: credit,
        13: licence,
        14: url,
    }
    if not linked:
        names |= {16: family, 17: style}
    table = font["name"]
    table.names = []
    for key, text in names.items():
        table.setName(text, key, 3, 1, 0x409)
    weight = {"Regular": 400, "Bold": 700, "Heavy": 900}[style]
    os2 = font["OS/2"]
    os2.usWeightClass = weight
    os2.achVendID = "FRME"
    os2.fsType = 0
    os2.fsSelection = (os2.fsSelection & ~0b1100001) | (0x20 if style == "Bold" else 0x40)
    head = font["head"]
    head.macStyle = 1 if style == "Bold" else 0
    head.fontRevision = float(VERSION)
    head.created = head.modified = STAMP
    font.recalcTimestamp = False
    cff = font["CFF "].cff
    cff.fontNames = [ps]
    top = cff.topDictIndex[0]
    for key in ("Notice", "Copyright", "version", "UniqueID", "XUID", "CIDFontVersion"):
        top.rawDict.pop(key, None)
        top.__dict__.pop(key, None)
    top.FullName = f"{family} {style}"
    top.FamilyName = family
    top.Weight = style
    top.Notice = copyright
    if hasattr(top, "FDArray"):
        for number, part in enumerate(top.FDArray):
            part.FontName = f"{ps}-{number}"


def save(font, out):
    # HarfBuzz's packer, where installed, would give other bytes.
    font.cfg[USE_HARFBUZZ_REPACKER] = False
    font.save(out, reorderTables=True)


# ---------------------------------------------------------------- Song and Hei

OFL = (
    "This Font Software is licensed under the SIL Open Font License, Version 1.1. "
    "It is a modified version: see Fonts/README.md of Forme for what was changed."
)
OFL_URL = "https://openfontlicense.org"
FEATURES = [
    "ccmp", "locl", "liga", "vert", "vrt2", "fwid", "hwid", "pwid", "twid", "qwid",
    "sups", "subs", "halt", "vhal", "kern", "vkrn", "mark", "mkmk",
]  # fmt: skip
SCRIPTS = ["DFLT.dflt"] + [
    f"{script}.{language}"
    for script in ("bopo", "cyrl", "grek", "hani", "kana", "latn")
    for language in ("dflt", "ZHS")
]


def latin_wanted(c):
    """Letters of European names, and signs, that the Chinese source lacks."""
    return (
        0x00A0 <= c <= 0x024F
        or 0x02BC <= c <= 0x02DD
        or 0x0370 <= c <= 0x03FF
        or 0x0400 <= c <= 0x04FF
        or 0x1E00 <= c <= 0x1EFF
        or 0x2070 <= c <= 0x209F
        or 0x20A0 <= c <= 0x20BF
        or 0x2150 <= c <= 0x215F
        or c == 0x2044
    ) and unicodedata.category(chr(c))[0] != "M"


class CubicPen(FilterPen):
    """Turns quadratic outlines into cubic ones (within `error` units), and their direction."""

    def __init__(self, pen, error):
        super().__init__(Qu2CuPen(pen, error, all_cubic=True, reverse_direction=True))

    def qCurveTo(self, *points):
        if points[-1] is None:  # a contour without any point on the curve
            (x0, y0), (x1, y1) = points[-2], points[0]
            start = ((x0 + x1) / 2, (y0 + y1) / 2)
            self._outPen.moveTo(start)
            points = (*points[:-1], start)
        self._outPen.qCurveTo(*points)


def bounds(glyphs, name):
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return pen.bounds


def add_letters(font, path, axes, spare, span):
    """Draws the letters that the font lacks with an instance of its Latin parent.

    Noto CJK's own Latin is cut from the same family at another size and weight, so the
    instance is scaled to the height of H. `spare` lists code points whose glyphs are given
    up for the new letters; `span` are the new code points.
    """
    source = TTFont(path)
    options = subset.Options(layout_features=[], notdef_outline=True, glyph_names=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=set(span) | {ord("H")})
    subsetter.subset(source)
    source = instancer.instantiateVariableFont(
        source, axes, inplace=True, overlap=instancer.OverlapMode.REMOVE
    )
    letters, drawings = source.getBestCmap(), source.getGlyphSet()
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    scale = bounds(glyphs, cmap[ord("H")])[3] / bounds(drawings, letters[ord("H")])[3]
    top = font["CFF "].cff.topDictIndex[0]
    strings = top.CharStrings
    given = {}
    for c, place in zip(sorted(span), spare):
        name, letter = cmap[place], letters[c]
        width = round(source["hmtx"][letter][0] * scale)
        old, _ = strings.getItemAndSelector(name)
        pen = T2CharStringPen(width - old.private.nominalWidthX, drawings)
        drawings[letter].draw(TransformPen(CubicPen(pen, 0.5), (scale, 0, 0, scale, 0, 0)))
        new = pen.getCharString(private=old.private, globalSubrs=old.globalSubrs)
        box = new.calcBounds(None) or (0, 0, 0, 0)
        program = new.program[1:] if width == old.private.defaultWidthX else new.program
        strings[name] = T2CharString(
            program=program, private=old.private, globalSubrs=old.globalSubrs
        )
        font["hmtx"][name] = (width, round(box[0]))
        font["vmtx"][name] = (1000, ASCENT - round(box[3]))
        font["VORG"].VOriginRecords.pop(name, None)
        given[c] = name
    for table in font["cmap"].tables:
        for place in spare:
            table.cmap.pop(place, None)
        if table.format in (4, 12):
            table.cmap |= {c: n for c, n in given.items() if table.format == 12 or c < 0x10000}
    kern_like_base(font, given)


def chinese_by_default(font):
    """Gives the script DFLT the forms of ZHS too.

    A run of nothing but marks has no script of its own: its dashes must join all the same.
    """
    for tag in ("GSUB", "GPOS"):
        scripts = {r.ScriptTag: r.Script for r in font[tag].table.ScriptList.ScriptRecord}
        scripts["DFLT"].LangSysRecord = [
            r for r in scripts["hani"].LangSysRecord if r.LangSysTag == "ZHS "
        ]
        scripts["DFLT"].LangSysCount = len(scripts["DFLT"].LangSysRecord)


def kern_like_base(font, given):
    """Lets an accented letter kern as its base letter does."""
    cmap = font.getBestCmap()
    plain = {0x0141: "L", 0x0142: "l", 0x0131: "i", 0x0111: "d", 0x0110: "D"}
    pairs = []
    for c, name in given.items():
        base = plain.get(c) or unicodedata.normalize("NFD", chr(c))[0]
        if ord(base) != c and ord(base) in cmap:
            pairs.append((name, cmap[ord(base)]))
    gpos = font["GPOS"].table
    order = font.getReverseGlyphMap()
    used = {
        index
        for record in gpos.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for index in record.Feature.LookupListIndex
    }
    for index in sorted(used):
        for table in gpos.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            if type(table).__name__ != "PairPos" or table.Format != 2:
                continue
            for name, base in pairs:
                if base in table.Coverage.glyphs:
                    table.Coverage.glyphs.append(name)
                    first = table.ClassDef1.classDefs
                    if base in first:
                        first[name] = first[base]
                second = table.ClassDef2.classDefs
                if base in second:
                    second[name] = second[base]
            table.Coverage.glyphs = sorted(set(table.Coverage.glyphs), key=order.get)


def build_noto(source, out, face):
    font = TTFont(source / face["file"], fontNumber=2, lazy=False, recalcTimestamp=False)
    assert font["name"].getDebugName(1).split(" ")[3:4] == ["SC"], "not the SC face"
    cmap_table = font["cmap"]
    cmap_table.tables = [t for t in cmap_table.tables if t.format in (4, 12) and t.platformID == 3]
    cmap = font.getBestCmap()
    keep = repertoire(cmap, face["ideographs"]())
    letters = TTFont(source / face["latin"], lazy=True).getBestCmap()
    serif = TTFont(source / SERIF, lazy=True).getBestCmap()
    span = [c for c in letters if c in serif and latin_wanted(c) and c not in cmap]
    spare = [0xAC00 + n for n in range(len(span))]
    options = subset.Options(
        layout_features=FEATURES,
        layout_scripts=SCRIPTS,
        hinting=False,
        desubroutinize=True,
        name_IDs=["*"],
        name_legacy=True,
        name_languages=["*"],
        notdef_outline=True,
        glyph_names=False,
        recalc_bounds=True,
        recalc_timestamp=False,
        canonical_order=True,
        drop_tables=["DSIG"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=keep | set(spare))
    subsetter.subset(font)
    chinese_by_default(font)
    add_letters(font, source / face["latin"], face["axes"], spare, span)
    set_names(font, face["family"], face["style"], face["copyright"], OFL, OFL_URL,
              "Cut down from Noto CJK, with letters of Source fonts, by the Forme project.")  # fmt: skip
    save(font, out)


# ---------------------------------------------------------------- Kai and FangSong

OPENERS = "（《〈「『【〔〖［｛“‘"
CLOSERS = "）》〉」』】〕〗］｝”’"
STOPS = "，。、；：！？．"
# Vertical forms by the code points that Unicode gives them.
VERTICAL = {
    "（": "︵", "）": "︶", "｛": "︷", "｝": "︸", "〔": "︹", "〕": "︺", "【": "︻", "】": "︼",
    "《": "︽", "》": "︾", "〈": "︿", "〉": "﹀", "「": "﹁", "」": "﹂", "『": "﹃", "』": "﹄",
    "〖": "︗", "〗": "︘", "“": "﹃", "”": "﹄", "‘": "﹁", "’": "﹂",
}  # fmt: skip
TURNED = "—…～－＿＝～ー［］"


class Glyph:
    """An outline and its advances; `origin` is the y of the vertical origin."""

    def __init__(self, pen, width, height=1000):
        self.pen, self.width, self.height = pen, width, height

    def box(self):
        pen = BoundsPen(None)
        self.pen.replay(pen)
        return pen.bounds

    def moved(self, matrix, width=None, height=None):
        pen = RecordingPen()
        self.pen.replay(TransformPen(pen, matrix))
        return Glyph(pen, width or self.width, height or self.height)

    def at(self, left=None, bottom=None, right=None, top=None):
        box = self.box()
        dx = left - box[0] if left is not None else right - box[2] if right is not None else 0
        dy = bottom - box[1] if bottom is not None else top - box[3] if top is not None else 0
        return self.moved((1, 0, 0, 1, dx, dy))

    def centred(self):
        box = self.box()
        return self.moved((1, 0, 0, 1, 500 - (box[0] + box[2]) / 2, 380 - (box[1] + box[3]) / 2))

    def turned(self):
        """Turned a quarter clockwise about the middle of the em box (500, 380)."""
        return self.moved((0, -1, 1, 0, 120, 880), width=1000)


def bar(x0, y0, x1, y1):
    pen = RecordingPen()
    pen.moveTo((x0, y0))
    for point in ((x1, y0), (x1, y1), (x0, y1)):
        pen.lineTo(point)
    pen.closePath()
    return pen


def read_glyphs(font, keep):
    scale = 1000 / font["head"].unitsPerEm
    quadratic = "glyf" in font
    drawings, metrics, cmap = font.getGlyphSet(), font["hmtx"], font.getBestCmap()
    result = {}
    for c in [None, *sorted(keep)]:
        name = ".notdef" if c is None else cmap[c]
        flat = DecomposingRecordingPen(drawings)
        drawings[name].draw(flat)
        pen = RecordingPen()
        target = CubicPen(pen, 2) if quadratic else pen
        flat.replay(TransformPen(target, (scale, 0, 0, scale, 0, 0)) if scale != 1 else target)
        result[c] = Glyph(pen, round(metrics[name][0] * scale))
    return result


def build_drawn(source, out, face):
    """Kai and FangSong: the outlines of the source, with marks set and features made here."""
    font = TTFont(source / face["file"], fontNumber=face.get("number", -1))
    keep = repertoire(font.getBestCmap(), face["ideographs"]())
    glyphs = read_glyphs(font, keep)
    face["adjust"](source, glyphs)
    put = lambda char: glyphs[ord(char)]  # noqa: E731
    has = lambda char: ord(char) in glyphs  # noqa: E731

    names = {c: ".notdef" if c is None else f"uni{c:04X}" if c < 0x10000 else f"u{c:05X}" for c in glyphs}
    order = [names[c] for c in glyphs]
    drawn = {names[c]: g for c, g in glyphs.items()}
    cmap = {c: n for c, n in names.items() if c is not None}
    name = lambda char: names[ord(char)]  # noqa: E731

    def add(key, glyph):
        order.append(key)
        drawn[key] = glyph

    # The two-em dash, for a pair of U+2014 and for U+2E3A.
    box = put("—").box()
    add("emdash_emdash", Glyph(bar(box[0], box[1], 1000 + box[2], box[3]), 2000))
    cmap[0x2E3A] = "emdash_emdash"
    long = drawn["emdash_emdash"].turned()
    long.height = 2000
    add("emdash_emdash.vert", long)
    vert = [("emdash_emdash", "emdash_emdash.vert")]
    upper, lower = [], []
    for char, form in VERTICAL.items():
        if has(char) and has(form):
            vert.append((name(char), name(form)))
            (lower if char in OPENERS else upper).append(name(form))
    for char in "、。，．":
        if has(char):
            key = name(char) + ".vert"
            add(key, put(char).at(right=940, top=840))
            vert.append((name(char), key))
            upper.append(key)
    for char in "：；！？":
        key = name(char) + ".vert"
        add(key, put(char).centred())
        vert.append((name(char), key))
    for char in dict.fromkeys(TURNED):
        if has(char):
            key = name(char) + ".vert"
            add(key, put(char).turned())
            vert.append((name(char), key))

    halves = []
    for char in OPENERS + CLOSERS + STOPS:
        if not has(char):
            continue
        left, _, right, _ = put(char).box()
        if char in OPENERS:
            assert left >= 480, f"{char} does not fit the right half: {left}"
            halves.append(f"pos {name(char)} <-500 0 -500 0>;")
        else:
            assert right <= 520, f"{char} does not fit the left half: {right}"
            halves.append(f"pos {name(char)} <0 0 -500 0>;")
    vhalves = [f"pos {n} <0 500 0 -500>;" for n in dict.fromkeys(lower)]
    vhalves += [f"pos {n} <0 0 0 -500>;" for n in dict.fromkeys(upper)]

    subs = "\n".join(f"sub {a} by {b};" for a, b in vert)
    features = f"""
languagesystem DFLT dflt; languagesystem latn dflt; languagesystem hani dflt;
languagesystem kana dflt; languagesystem bopo dflt; languagesystem grek dflt;
languagesystem cyrl dflt;
feature ccmp {{ sub {name("—")} {name("—")} by emdash_emdash; }} ccmp;
feature vert {{ {subs} }} vert;
feature vrt2 {{ {subs} }} vrt2;
feature halt {{ {" ".join(halves)} }} halt;
feature vhal {{ {" ".join(vhalves)} }} vhal;
"""

    strings, hmtx, vmtx = {}, {}, {}
    for key in order:
        glyph = drawn[key]
        pen = T2CharStringPen(None if glyph.width == 1000 else glyph.width, None)
        glyph.pen.replay(pen)
        string = pen.getCharString()
        strings[key] = string
        box = glyph.box() or (0, 0, 0, 0)
        hmtx[key] = (glyph.width, round(box[0]))
        vmtx[key] = (glyph.height, ASCENT - round(box[3]))
    ps = face["family"].replace(" ", "") + "-" + face["style"]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    builder.setupCFF(ps, {}, strings, {"defaultWidthX": 1000, "nominalWidthX": 0})
    builder.setupHorizontalMetrics(hmtx)
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupVerticalMetrics(vmtx)
    builder.setupVerticalHeader(ascent=500, descent=-500)
    builder.setupVerticalOrigins({}, ASCENT)
    builder.setupNameTable({})
    builder.setupOS2(
        sTypoAscender=ASCENT, sTypoDescender=DESCENT, sTypoLineGap=0,
        usWinAscent=ASCENT, usWinDescent=-DESCENT, fsSelection=0x40,
        sxHeight=round(put("x").box()[3]), sCapHeight=round(put("H").box()[3]),
        ulCodePageRange1=1 << 18 | 1,
    )  # fmt: skip
    builder.setupPost(keepGlyphNames=False)
    addOpenTypeFeaturesFromString(builder.font, features)
    made = builder.font
    made["OS/2"].recalcUnicodeRanges(made)
    made["OS/2"].recalcAvgCharWidth(made)
    set_names(made, face["family"], face["style"], face["copyright"], face["licence"],
              face["url"], face["credit"])  # fmt: skip
    save(made, out)


def adjust_kai(source, glyphs):
    """UKai sets its marks in the middle of the cell; mainland use is the lower left."""
    place = {
        "，": dict(left=80, top=150), "。": dict(left=60, bottom=-75),
        "、": dict(left=60, bottom=-70), "．": dict(left=80, bottom=-20),
        "；": dict(left=150, top=560), "：": dict(left=170, top=560),
        "！": dict(left=185), "？": dict(left=25),
    }  # fmt: skip
    for char, where in place.items():
        if ord(char) in glyphs:
            glyphs[ord(char)] = glyphs[ord(char)].at(**where)
    # Its letters and digits are small, 74 units high, and stand in half an em each.
    proportional(glyphs, lambda c, glyph: True, 1.14, -74)
    glyphs[0x20].width = 250
    for c in range(0x30, 0x3A):
        glyph = glyphs[c].moved((1.14, 0, 0, 1.14, 0, -74 * 1.14))
        left, _, right, _ = glyph.box()
        glyphs[c] = glyph.moved((1, 0, 0, 1, 250 - (left + right) / 2, 0))


def proportional(glyphs, wanted, scale=1, dy=0):
    """Sets letters and signs of ASCII at the width of their ink, not at that of a cell."""
    for c, glyph in glyphs.items():
        if not c or c >= 0x2000 or not wanted(c, glyph):
            continue
        letter = unicodedata.category(chr(c))[0] == "L"
        if letter or (0x21 <= c <= 0x7E and not 0x30 <= c <= 0x39):
            side = 20 if letter else 50
            glyph = glyph.moved((scale, 0, 0, scale, 0, dy * scale))
            left, _, right, _ = glyph.box()
            width = round(right - left) + 2 * side
            glyphs[c] = glyph.moved((1, 0, 0, 1, side - left, 0), width)


def adjust_fang(source, glyphs):
    """Fandol's FangSong has letters of a heavy sans: takes the roman of its own Song."""
    song = TTFont(source / FANDOL / "FandolSong-Regular.otf")
    cmap = song.getBestCmap()
    span = {c for c in glyphs if c is not None and 0x20 <= c < 0x500 and c in cmap}
    glyphs.update((c, g) for c, g in read_glyphs(song, span).items() if c is not None)
    proportional(glyphs, lambda c, glyph: glyph.width == 1000)
    glyphs[ord("？")] = glyphs[ord("？")].at(left=70)


# ---------------------------------------------------------------- the faces

NOTO = "noto/usr/share/fonts/opentype/noto"
FANDOL = "fandol/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
UKAI = "ukai/usr/share/fonts/truetype/arphic/ukai.ttc"
SERIF = "latin/fontpkg_source_serif_4/files/SourceSerif4[opsz,wght].ttf"
SANS = "latin/fontpkg_source_sans_3/files/SourceSans3[wght].ttf"
ADOBE_SERIF = (
    "© 2017-2022 Adobe (http://www.adobe.com/). Latin additions © 2014 The Source Serif 4 "
    "Project Authors. "
    "Modified in 2026 by the Forme project under another name."
)
ADOBE_SANS = (
    "© 2014-2021 Adobe (http://www.adobe.com/). Latin additions © 2010-2020 Adobe. "
    "Modified in 2026 by the Forme project under another name."
)


def everything():
    return None


def headline():
    return tgh() | gbk()


def common():
    """What Kai is set in: 8,105 characters, GB 2312, Big5. The source's rest of GBK is poor."""
    return tgh() | {c for c in gbk() if in_charset(c, "gb2312") or in_charset(c, "big5")}


def in_charset(c, codec):
    try:
        return bool(chr(c).encode(codec))
    except UnicodeEncodeError:
        return False


def noto(file, style, latin, axes, ideographs):
    serif = "Serif" in file
    return {
        "build": build_noto, "file": f"{NOTO}/{file}", "style": style, "latin": latin,
        "axes": axes, "ideographs": ideographs,
        "family": "Forme Song" if serif else "Forme Hei",
        "copyright": ADOBE_SERIF if serif else ADOBE_SANS,
    }  # fmt: skip


FACES = {
    "FormeSong-Regular.otf": noto(
        "NotoSerifCJK-Regular.ttc", "Regular", SERIF, {"opsz": 20, "wght": 360}, everything
    ),
    "FormeSong-Bold.otf": noto(
        "NotoSerifCJK-Bold.ttc", "Bold", SERIF, {"opsz": 22, "wght": 590}, headline
    ),
    "FormeSong-Heavy.otf": noto(
        "NotoSerifCJK-Black.ttc", "Heavy", SERIF, {"opsz": 24, "wght": 660}, headline
    ),
    "FormeHei-Regular.otf": noto(
        "NotoSansCJK-Regular.ttc", "Regular", SANS, {"wght": 400}, headline
    ),
    "FormeHei-Bold.otf": noto("NotoSansCJK-Bold.ttc", "Bold", SANS, {"wght": 640}, headline),
    "FormeKai-Regular.otf": {
        "build": build_drawn, "file": UKAI, "number": 0, "family": "Forme Kai",
        "style": "Regular", "ideographs": common, "adjust": adjust_kai,
        "copyright": "Copyright 1994-1999 Arphic Technology Co., Ltd. Copyright 2003-2008 "
        "Arne Goetje. Changed in 2026 by the Forme project.",
        "licence": "Arphic Public License. PROMINENT NOTICE: this file was changed in 2026 by "
        "the Forme project from AR PL UKai CN 0.2.20080216: fewer characters, 1000 units, CFF "
        "outlines, marks set for mainland use, proportional letters, new features, new name.",
        "url": "http://ftp.gnu.org/non-gnu/chinese-fonts-truetype/LICENSE",
        "credit": "Derived from AR PL UKai CN by the Forme project.",
    },
    "FormeFang-Regular.otf": {
        "build": build_drawn, "file": f"{FANDOL}/FandolFang-Regular.otf", "family": "Forme Fang",
        "style": "Regular", "ideographs": headline, "adjust": adjust_fang,
        "copyright": "Copyright 2012-2015 the Fandol team. Changed in 2026 by the Forme project.",
        "licence": "GNU General Public License, version 3, with the GPL font exception. "
        "This file was changed in 2026 by the Forme project from FandolFang 1.300: "
        "letters of FandolSong, question mark, features, name.",
        "url": "https://www.gnu.org/licenses/gpl-3.0.html",
        "credit": "Derived from Fandol by the Forme project.",
    },
}  # fmt: skip


def main():
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    for name in sys.argv[3:] or FACES:
        face = FACES[name]
        face["build"](source, out / name, face)
        print(name, os.path.getsize(out / name), flush=True)


if __name__ == "__main__":
    main()
