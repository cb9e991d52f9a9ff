#!/usr/bin/env python3
"""Draws the art and advertisements of the sample newspaper 格物周报 as plain SVG.

    python3 -m venv v && v/bin/pip install fonttools && v/bin/python draw.py [piece ...]

Needs Debian's fonts-noto-cjk and fonts-lxgw-wenkai. Everything is shapes and paths; every colour
is a declared ink, paper, or a tint computed the way the engine computes it.
"""
import math
import random
import sys
from functools import lru_cache
from pathlib import Path

from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).resolve().parent
ADS = HERE.parent / "ads"

# ---------------------------------------------------------------- inks

INKS = {"black": (0, 0, 0), "accent": (0xD7, 0x32, 0x2B), "blue": (0x1F, 0x5F, 0x99)}


def ink(name, tint=100):
    """The screen colour of an ink or of a tint of it, as the engine's ScreenColour.thinned."""
    return "#%02x%02x%02x" % tuple(255 - ((255 - v) * tint + 50) // 100 for v in INKS[name])


def K(tint=100):
    return ink("black", tint)


def R(tint=100):
    return ink("accent", tint)


def B(tint=100):
    return ink("blue", tint)


PAPER = "#ffffff"

# ---------------------------------------------------------------- letterforms

NOTO = "/usr/share/fonts/opentype/noto/Noto%sCJK-%s.ttc"
KAI = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-%s.ttf"
SC = 2  # the Simplified Chinese face of each collection


@lru_cache(None)
def face(name):
    """'Song Black', 'Hei Medium', 'Kai Bold' and so on."""
    family, weight = name.split()
    if family == "Kai":
        font = TTFont(KAI % weight, lazy=True)
    else:
        style = {"Song": "Serif", "Hei": "Sans"}[family]
        font = TTCollection(NOTO % (style, weight), lazy=True).fonts[SC]
    return font, font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm


def number(v):
    s = "%.2f" % v
    s = s.rstrip("0").rstrip(".")
    return "0" if s in ("-0", "") else s


def outline(glyph_name, name, transform):
    _, glyphs, _, _ = face(name)
    pen = SVGPathPen(glyphs, ntos=number)
    glyphs[glyph_name].draw(TransformPen(pen, transform))
    return pen.getCommands()


HALF_RIGHT = set("，。、；：！？）》”’】」")  # ink in the left half; may lose the right half
HALF_LEFT = set("（《“‘【「")


def is_wide(ch):
    return ord(ch) >= 0x2E80 or ch in "“”‘’—…·"


def layout(s, name, size, tracking=0.0, gap=0.13, squeeze=True):
    """Positions of the glyphs of a line: [(glyph, x)], width. Tracking in em."""
    _, glyphs, cmap, upm = face(name)
    out, x, prev = [], 0.0, None
    for i, ch in enumerate(s):
        if prev is not None:
            x += tracking * size
            if ch not in " " and prev not in " " and ch not in HALF_RIGHT | HALF_LEFT \
                    and prev not in HALF_RIGHT | HALF_LEFT and is_wide(ch) != is_wide(prev) \
                    and ch != "·" and prev != "·":
                x += gap * size
        glyph = cmap[ord(ch)]
        advance = glyphs[glyph].width / upm * size
        shift = 0.0
        if squeeze and ch in HALF_LEFT and ord(ch) > 0x2E80:
            shift, advance = -advance / 2, advance / 2
        elif squeeze and ch in HALF_RIGHT and ord(ch) > 0x2E80:
            advance *= 0.5 if i == len(s) - 1 else 0.62
        out.append((glyph, x + shift))
        x += advance
        prev = ch
    return out, x


def width(s, name, size, **kw):
    return layout(s, name, size, **kw)[1]


def text(s, name, size, x, y, fill, anchor="start", **kw):
    """A line of type as one path; y is the baseline."""
    glyphs, total = layout(s, name, size, **kw)
    upm = face(name)[3]
    x -= {"start": 0, "middle": total / 2, "end": total}[anchor]
    k = size / upm
    d = "".join(outline(g, name, Transform(k, 0, 0, -k, x + dx, y)) for g, dx in glyphs)
    return '<path fill="%s" d="%s"/>' % (fill, d)


def fitted(s, name, size, x0, x1, y, fill):
    """A line spread to fill x0..x1 exactly by letterspacing."""
    natural = width(s, name, size)
    tracking = (x1 - x0 - natural) / (len(s) - 1) / size
    return text(s, name, size, x0, y, fill, tracking=tracking)


def column(s, name, size, x, y, fill, pitch=1.0):
    """A vertical line of Han characters; x is its centre, y its top."""
    _, _, cmap, upm = face(name)
    k = size / upm
    d = "".join(
        outline(cmap[ord(c)], name,
                Transform(k, 0, 0, -k, x - size / 2, y + 0.88 * size + i * pitch * size))
        for i, c in enumerate(s))
    return '<path fill="%s" d="%s"/>' % (fill, d)


# ---------------------------------------------------------------- shapes

def f(v):
    return number(v)


def circle(x, y, r, fill="none", stroke=None, w=0):
    s = ' stroke="%s" stroke-width="%s"' % (stroke, f(w)) if stroke else ""
    return '<circle cx="%s" cy="%s" r="%s" fill="%s"%s/>' % (f(x), f(y), f(r), fill, s)


def rect(x, y, w, h, fill="none", stroke=None, sw=0, rx=0):
    s = ' stroke="%s" stroke-width="%s"' % (stroke, f(sw)) if stroke else ""
    r = ' rx="%s"' % f(rx) if rx else ""
    return '<rect x="%s" y="%s" width="%s" height="%s"%s fill="%s"%s/>' % (
        f(x), f(y), f(w), f(h), r, fill, s)


def line(x1, y1, x2, y2, stroke, w, cap=None, dash=None):
    c = ' stroke-linecap="%s"' % cap if cap else ""
    da = ' stroke-dasharray="%s"' % dash if dash else ""
    return '<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="%s" stroke-width="%s"%s%s/>' % (
        f(x1), f(y1), f(x2), f(y2), stroke, f(w), c, da)


def path(d, fill="none", stroke=None, w=0, extra=""):
    s = ' stroke="%s" stroke-width="%s"' % (stroke, f(w)) if stroke else ""
    return '<path d="%s" fill="%s"%s%s/>' % (d, fill, s, " " + extra if extra else "")


def poly(points, close=True):
    return "M" + "L".join("%s %s" % (f(x), f(y)) for x, y in points) + ("Z" if close else "")


def write(file, w, h, body, title):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="%spt" height="%spt" '
        'viewBox="0 0 %s %s">\n<title>%s</title>\n%s\n</svg>\n'
        % (f(w), f(h), f(w), f(h), title, "\n".join(body)), encoding="utf-8")


# ---------------------------------------------------------------- nameplate

def contours(ch, name):
    """The contours of a glyph, each a list of pen calls."""
    _, glyphs, cmap, _ = face(name)
    pen = RecordingPen()
    glyphs[cmap[ord(ch)]].draw(pen)
    out = []
    for op, args in pen.value:
        if op == "moveTo":
            out.append([])
        out[-1].append((op, args))
    return out


def nameplate_glyph(ch, t, xs, name="Song Black"):
    """One character of the nameplate. The mouth 口 of 周 (week, circuit) is a sun, orbit and planet."""
    _, glyphs, _, _ = face(name)
    pen = SVGPathPen(glyphs, ntos=number)
    tp = TransformPen(pen, t)
    parts = contours(ch, name)
    for i, part in enumerate(parts[:2] if ch == "周" else parts):
        for op, args in part:
            if ch == "周" and i == 1:  # 土 a little narrower, so that it stays clear of the frame
                args = tuple((506 + (px - 506) * 0.93, py + 6) for px, py in args)
            getattr(tp, op)(*args)
    if ch == "周":
        def ellipse(cx, cy, rx, ry, clockwise):
            k, s = 0.5523, -1 if clockwise else 1
            tp.moveTo((cx + rx, cy))
            for a in range(4):
                p = [(cx + rx * math.cos(s * a * math.pi / 2), cy + ry * math.sin(s * a * math.pi / 2)),
                     (cx + rx * math.cos(s * (a + 1) * math.pi / 2), cy + ry * math.sin(s * (a + 1) * math.pi / 2))]
                t0 = (-rx * math.sin(s * a * math.pi / 2) * s * k, ry * math.cos(s * a * math.pi / 2) * s * k)
                t1 = (-rx * math.sin(s * (a + 1) * math.pi / 2) * s * k, ry * math.cos(s * (a + 1) * math.pi / 2) * s * k)
                tp.curveTo((p[0][0] + t0[0], p[0][1] + t0[1]), (p[1][0] - t1[0], p[1][1] - t1[1]), p[1])
            tp.closePath()
        cx, cy = 497, 208
        ring, w, sun, planet, gap, at = 137, 42, 62, 42, 22, math.radians(40)

        def ring_point(r, a):
            return cx + r * math.cos(a) / xs, cy + r * math.sin(a)
        # the orbit, open where the planet stands
        half = math.asin((planet + gap) / 2 / ring) * 2
        a0, a1, n = at + half, at + 2 * math.pi - half, 8
        step = (a1 - a0) / n
        k = 4 / 3 * math.tan(step / 4)

        def sweep(r, start, s):
            for i in range(n):
                p, q = start + s * i * step, start + s * (i + 1) * step
                (x0, y0), (x1, y1) = ring_point(r, p), ring_point(r, q)
                tp.curveTo((x0 - s * k * r * math.sin(p) / xs, y0 + s * k * r * math.cos(p)),
                           (x1 + s * k * r * math.sin(q) / xs, y1 - s * k * r * math.cos(q)), (x1, y1))
        tp.moveTo(ring_point(ring + w / 2, a0))
        sweep(ring + w / 2, a0, 1)
        tp.lineTo(ring_point(ring - w / 2, a1))
        sweep(ring - w / 2, a1, -1)
        tp.closePath()
        ellipse(cx, cy, sun / xs, sun, True)
        px, py = ring_point(ring, at)
        ellipse(px, py, planet / xs, planet, True)
    return pen.getCommands()


def nameplate():
    W, H = 459, 84
    name, xs, grow = "Song Black", 1.12, 0.7
    _, glyphs, cmap, _ = face(name)
    boxes = []
    for ch in "格物周报":
        pen = BoundsPen(glyphs)
        glyphs[cmap[ord(ch)]].draw(pen)
        boxes.append(pen.bounds)
    k = (H - 2.4 - grow) / (857 + 100)
    base = 1.2 + grow / 2 + 857 * k
    ink_w = [(b[2] - b[0]) * k * xs for b in boxes]
    # optical corrections of the three gaps (the foot of 周 reaches out to the left)
    optical = [0, -3.0, -1.0]
    free = W - 1.6 - grow - sum(ink_w) - sum(optical)
    x, d = 0.8 + grow / 2, []
    for i, ch in enumerate("格物周报"):
        t = Transform(k * xs, 0, 0, -k, x - boxes[i][0] * k * xs, base)
        d.append(nameplate_glyph(ch, t, xs))
        x += ink_w[i] + free / 3 + (optical[i] if i < 3 else 0)
    body = [path("".join(d), R(), R(), grow, 'stroke-linejoin="miter"')]
    write(HERE / "nameplate.svg", W, H, body, "格物周报")


PIECES = {"nameplate": nameplate}

if __name__ == "__main__":
    for piece in sys.argv[1:] or PIECES:
        PIECES[piece]()
