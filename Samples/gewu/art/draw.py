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


# ---------------------------------------------------------------- greeting

def spline(points, per=8):
    """Catmull-Rom through points of any dimension."""
    pts = [points[0]] + list(points) + [points[-1]]
    out = []
    for i in range(1, len(pts) - 2):
        p0, p1, p2, p3 = pts[i - 1:i + 3]
        for j in range(per):
            t = j / per
            out.append(tuple(
                0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t
                       + (3 * b - a - 3 * c + d) * t ** 3)
                for a, b, c, d in zip(p0, p1, p2, p3)))
    out.append(tuple(points[-1]))
    return out


def branch(points, fill, limit):
    """A stroke of changing width: points are (x, y, width); it is cut straight at 0 and limit."""
    pts = spline(points)
    left, right = [], []
    for i, (x, y, w) in enumerate(pts):
        ax, ay = pts[max(i - 1, 0)][:2]
        bx, by = pts[min(i + 1, len(pts) - 1)][:2]
        n = math.hypot(bx - ax, by - ay) or 1
        nx, ny = -(by - ay) / n * w / 2, (bx - ax) / n * w / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    x, y, w = points[-1]
    cut = [(min(max(px, 0), limit), py) for px, py in left + right[::-1]]
    return path(poly(cut), fill) + circle(x, y, w / 2, fill)


def blossom(x, y, r, turn, petal, edge, heart, stamens=True):
    """A plum blossom of five round petals."""
    out = []
    pr, pd = r * 0.47, r * 0.55
    spots = [(x + pd * math.cos(turn + i * math.tau / 5), y + pd * math.sin(turn + i * math.tau / 5))
             for i in range(5)]
    for px, py in spots:
        out.append(circle(px, py, pr + 0.55, edge))
    for px, py in spots:
        out.append(circle(px, py, pr, petal))
    out.append(circle(x, y, r * 0.30, petal))
    if stamens:
        for i in range(10):
            a = turn + math.tau / 20 + i * math.tau / 10
            q = r * (0.50 if i % 2 else 0.62)
            out.append(line(x, y, x + q * math.cos(a), y + q * math.sin(a), heart, max(0.4, r * 0.045)))
            out.append(circle(x + q * math.cos(a), y + q * math.sin(a), max(0.55, r * 0.06), heart))
    out.append(circle(x, y, r * 0.15, heart))
    return "".join(out)


def bud(x, y, r, a, petal, edge):
    """A closed bud pointing along the angle a, held by its calyx."""
    cx, cy = x + r * 0.8 * math.cos(a), y + r * 0.8 * math.sin(a)
    out = [circle(cx, cy, r + 0.5, edge), circle(cx, cy, r, petal)]
    for da in (-0.62, 0, 0.62):
        out.append(circle(cx - r * 0.75 * math.cos(a + da), cy - r * 0.75 * math.sin(a + da), r * 0.46, edge))
    return "".join(out)


def star(x, y, r, fill):
    """A four-pointed star with hollow sides."""
    d = "M%s %s" % (f(x), f(y - r))
    for i in range(4):
        a = -math.pi / 2 + (i + 1) * math.pi / 2
        d += "Q%s %s %s %s" % (f(x), f(y), f(x + r * math.cos(a)), f(y + r * math.sin(a)))
    return path(d + "Z", fill)


def greeting():
    W, H = 342, 96
    b = []
    full, mid, pale = R(), R(60), R(30)

    def spray(tx):
        """One side, drawn for the left edge; tx maps a point."""
        def br(*pts):
            b.append(branch([tx(x, y) + (w,) for x, y, w in pts], full, W))
        return br

    # left: an old branch rising from the lower corner
    same = lambda x, y: (x, y)
    br = spray(same)
    br((-5, 91, 6.4), (9, 82, 5.6), (15, 71, 4.6), (24, 64, 4.2), (28, 52, 3.4), (37, 43, 2.6), (40, 31, 1.9), (47, 21, 1.3), (49, 11, 0.7))
    br((15, 72, 3.2), (12, 58, 2.4), (14, 46, 1.8), (9, 34, 1.3), (11, 22, 0.7))
    br((24, 64, 3), (37, 62, 2.2), (46, 66, 1.7), (57, 63, 1.2), (66, 65, 0.6))
    br((9, 82, 3), (22, 84, 2.1), (32, 81, 1.5), (43, 84, 0.8))
    br((37, 43, 1.7), (47, 42, 1.2), (56, 37, 0.7))
    b.append(blossom(30, 47, 12.5, 0.25, pale, full, full))
    b.append(blossom(12, 36, 9.5, 0.9, PAPER, full, full))
    b.append(blossom(51, 65, 9, -0.4, PAPER, full, full))
    b.append(blossom(18, 74, 7.8, 0.5, mid, full, PAPER))
    b.append(blossom(46, 20, 7.2, 0.1, mid, full, PAPER))
    b.append(bud(56.5, 37, 2.9, -0.55, pale, full))
    b.append(bud(11, 20, 2.7, -1.3, mid, full))
    b.append(bud(49.2, 9.5, 2.2, -1.4, pale, full))
    b.append(bud(43, 84, 2.7, 0.4, pale, full))
    b.append(bud(66, 65, 2.2, 0.35, mid, full))

    # right: a younger branch hanging from the upper corner
    flip = lambda x, y: (W - x, y)
    br = spray(flip)
    br((-5, 5, 5.2), (10, 12, 4.4), (17, 22, 3.8), (27, 27, 3.2), (33, 38, 2.6), (43, 44, 2), (47, 55, 1.5), (56, 61, 1.1), (60, 70, 0.6))
    br((17, 22, 2.8), (14, 36, 2.3), (18, 48, 1.9), (14, 61, 1.5), (18, 73, 1.1), (15, 84, 0.6))
    br((27, 27, 2.1), (39, 23, 1.6), (48, 25, 1.2), (59, 20, 0.6))
    br((18, 48, 1.5), (28, 56, 1.1), (30, 66, 0.6))
    br((10, 12, 2.0), (22, 8, 1.4), (32, 10, 0.7))
    b.append(blossom(W - 31, 32, 12, 0.5, pale, full, full))
    b.append(blossom(W - 16, 58, 10, 0.2, PAPER, full, full))
    b.append(blossom(W - 47, 56, 8.2, 0.75, mid, full, PAPER))
    b.append(blossom(W - 47, 24, 7.4, 0.05, PAPER, full, full))
    b.append(blossom(W - 12, 16, 7.6, 0.6, mid, full, PAPER))
    b.append(bud(W - 60, 71, 2.4, math.pi / 2 + 0.4, pale, full))
    b.append(bud(W - 59.5, 20, 2.5, math.pi + 0.5, pale, full))
    b.append(bud(W - 15, 84, 2.7, math.pi / 2 - 0.2, pale, full))
    b.append(bud(W - 30.5, 66, 2.4, math.pi / 2 + 0.1, mid, full))
    b.append(bud(W - 32.5, 10, 2.2, math.pi - 0.2, mid, full))

    # stars and snow toward the middle
    for x, y, r, c in ((66, 12, 4.2, full), (30, 12, 3, mid), (76, 88, 2.6, mid), (62, 50, 2.4, mid),
                       (W - 66, 88, 4.2, full), (W - 34, 86, 3, mid), (W - 76, 9, 2.6, mid), (W - 63, 42, 2.4, mid)):
        b.append(star(x, y, r, c))
    for x, y, r in ((59, 86, 1), (70, 30, 0.9), (82, 14, 0.9), (4, 12, 1.1), (W - 45, 76, 1), (W - 70, 56, 0.9), (W - 84, 84, 0.9), (W - 5, 90, 1.1)):
        b.append(circle(x, y, r, mid))
    write(HERE / "greeting.svg", W, H, b, "梅枝与星")


# ---------------------------------------------------------------- chart of page 4

STARS = [("1等", 15, "角宿一"), ("2等", 48, "北极星"), ("3等", 170, "昴宿六"), ("4等", 510, "大城市中心"),
         ("5等", 1600, "城郊"), ("6等", 5000, "乡村"), ("6.5等", 9000, "远离灯光处")]


def skyline(kind, x, w, y):
    """A silhouette standing on y, in paper."""
    b = []

    over = 0.4  # past the strip's own edges, so that no hair of it is left standing

    def block(dx, bw, h):
        x0, x1 = x + dx - (over if dx == 0 else 0), x + dx + bw + (over if dx + bw >= w - 0.01 else 0.15)
        b.append(rect(x0, y - h, x1 - x0, h + over, PAPER))
    if kind == "city":
        for dx, bw, h in ((0, 7, 13), (7, 5, 22), (13, 8, 30), (15.5, 3, 34), (21, 6, 18), (27, 5, 26), (33, 7, 21), (40, w - 40, 12)):
            block(dx, bw, h)
        b.append(line(x + 17, y - 33, x + 17, y - 40, PAPER, 0.9))
    elif kind == "suburb":
        for dx, bw, h in ((0, 8, 6), (9, 9, 12), (20, 6, 5), (27, 10, 9), (38, w - 38, 6)):
            block(dx, bw, h)
        b.append(path(poly([(x + 26, y - 8.8), (x + 32, y - 14), (x + 38, y - 8.8)]), PAPER))
    elif kind == "village":
        b.append(path("M%s %sL%s %sQ%s %s %s %sQ%s %s %s %sL%s %sV%sH%sZ" % (
            f(x - over), f(y - 3), f(x), f(y - 3), f(x + w * .2), f(y - 8), f(x + w * .45), f(y - 4), f(x + w * .75), f(y),
            f(x + w), f(y - 6), f(x + w + over), f(y - 6), f(y + over), f(x - over)), PAPER))
        b.append(path(poly([(x + 10, y - 2), (x + 10, y - 9), (x + 8, y - 9), (x + 15, y - 14), (x + 22, y - 9), (x + 20, y - 9), (x + 20, y - 2)]), PAPER))
        for tx, r in ((30, 4.2), (36, 3.2)):
            b.append(circle(x + tx, y - 9.5, r, PAPER))
            b.append(line(x + tx, y - 9, x + tx, y, PAPER, 1.1))
    elif kind == "mountain":
        b.append(path(poly([(x - over, y + over), (x - over, y - 7), (x + 8, y - 14), (x + 12, y - 11), (x + 22, y - 25), (x + 29, y - 16),
                            (x + 33, y - 19), (x + w + over, y - 6), (x + w + over, y + over)]), PAPER))
    return b


def sow(rng, n, x, y, w, h, gap, avoid):
    """n points in a rectangle, none nearer than gap to another or inside what is avoided."""
    pts, tries = [], 0
    while len(pts) < n:
        tries += 1
        if tries > 400000:
            raise SystemExit("no room for the stars")
        px, py = x + rng.random() * w, y + rng.random() * h
        if avoid(px, py) or any((px - a) ** 2 + (py - c) ** 2 < gap * gap for a, c in pts):
            continue
        pts.append((px, py))
    return pts


def chart_p4():
    W, H = 342, 250
    b, rng = [], random.Random(512)
    gap = 4
    cw = (W - 6 * gap) / 7
    sky0, sky1 = 83, 210          # the strips of sky
    base, full = 78, 62           # the bars: foot and the height of 9000
    grounds = [45, 52, 60, 70, 80, 90, 100]
    b.append(text("全天星数（颗）", "Hei Medium", 8.5, 0, 9.5, K()))
    ly = 20
    b.append(rect(0, ly - 6.6, 8, 8, K()))
    b.append(circle(4, ly - 2.6, 0.95, PAPER))
    b.append(text("一个白点代表15颗星", "Hei Regular", 7.5, 11.5, ly, K()))
    b.append(line(0, base, W, base, K(), 0.5))
    for i, (mag, n, where) in enumerate(STARS):
        x = i * (cw + gap)
        cx = x + cw / 2
        h = max(full * n / 9000, 0.5)
        b.append(rect(x + 6, base - h, cw - 12, h, R()))
        b.append(text(str(n), "Hei Bold", 9, cx, base - h - 3, K(), "middle"))
        b.append(rect(x, sky0, cw, sky1 - sky0, K(grounds[i])))
        kind = [None, None, None, "city", "suburb", "village", "mountain"][i]
        floor = {None: 0, "city": 33, "suburb": 15, "village": 15, "mountain": 24}[kind]

        def hidden(px, py):
            if kind == "mountain":
                return py > sky1 - 27 + abs(px - x - 22) * 0.75
            if kind == "city":
                return py > sky1 - (25 if px - x < 12 else 43 if px - x < 22 else 29 if px - x < 41 else 15)
            return py > sky1 - floor - 2
        m = 2.4
        count = round(n / 15)
        spots = sow(rng, count - (kind is None), x + m, sky0 + m, cw - 2 * m, sky1 - sky0 - 2 * m,
                    2.25 if n > 6000 else 2.7 if n > 3000 else 3.2,
                    lambda px, py: hidden(px, py) or (kind is None and math.hypot(px - cx, py - sky0 - 50) < 10))
        for px, py in spots:
            b.append(circle(px, py, 0.78, PAPER))
        if kind is None:
            b.append(star(cx, sky0 + 50, 6.5 - i * 0.9, PAPER))
        else:
            b += skyline(kind, x, cw, sky1)
        my = sky1 + 13
        b.append(text(mag, "Hei Bold", 9, cx, my, K(), "middle", gap=0.04))
        if i < 6:
            ratio = STARS[i + 1][1] / n
            right = cx + width(mag, "Hei Bold", 9, gap=0.04) / 2
            left = cx + cw + gap - width(STARS[i + 1][0], "Hei Bold", 9, gap=0.04) / 2
            b.append(text("×%.1f" % ratio, "Hei Medium", 7.5, (right + left) / 2, my - 0.4, R(), "middle", gap=0))
        b.append(text(where, "Hei Regular", 7.5, cx, my + 11.5, K(), "middle"))
    b.append(text("最暗星等：左三格举该星等的一颗名星，右四格举看得到该星等的地方", "Hei Regular", 7.5, 0, H - 1.6, K()))
    write(HERE / "chart-p4.svg", W, H, b, "肉眼能见的最暗星等与全天星数")


# ---------------------------------------------------------------- issue 514: the belts of a mountain

# Name, foot and head in metres, metres that its plants moved up in twenty years, ground.
BELTS = [
    ("阔叶林", 900, 1700, 21, ("blue", 55)),
    ("针叶林", 1700, 2450, 26, ("blue", 80)),
    ("灌丛", 2450, 2800, 38, ("blue", 35)),
    ("草甸", 2800, 3300, 61, ("blue", 18)),
    ("流石滩", 3300, 3526, 0, ("black", 22)),
]


def chart_belts():
    """Stands across the fold of a spread: nothing that is read lies within 12 pt of the middle."""
    W, H = 536.5, 237
    middle, peak, foot = W / 2, 30, H - 16
    left, right = 96, W - 112
    top = middle + 34

    def y(metres):
        return foot - (metres - 900) / (3526 - 900) * (foot - peak)

    def edges(metres):
        share = (foot - y(metres)) / (foot - peak)
        # Slopes that grow steeper toward the top.
        bent = share ** 0.82
        return left + (top - left) * bent, right + (top - right) * bent
    b = []
    for name, low, high, moved, (colour, tint) in BELTS:
        steps = [low + (high - low) * i / 12 for i in range(13)]
        outline_ = [(edges(m)[0], y(m)) for m in steps] + [(edges(m)[1], y(m)) for m in reversed(steps)]
        b.append(path(poly(outline_), ink(colour, tint)))
    # Snow on the summit: the little that is left in August.
    cap = [3440, 3470, 3500, 3526]
    b.append(path(poly([(edges(m)[0], y(m)) for m in cap] + [(edges(m)[1], y(m)) for m in reversed(cap)]), PAPER))
    b.append(path(poly([(edges(m)[0], y(m)) for m in cap] + [(edges(m)[1], y(m)) for m in reversed(cap)]), "none", K(60), 0.5))
    b.append(text("海拔（米）", "Hei Regular", 7.5, 0, 9, K()))
    b.append(text("植物住处平均搬高", "Hei Regular", 7.5, W, 9, K(), "end"))
    for name, low, high, moved, _ in BELTS:
        l, r = edges(low)
        b.append(line(34, y(low), l - 3, y(low), K(40), 0.35, dash="2 2"))
        b.append(text(str(low), "Hei Regular", 8, 28, y(low) + 3, K(), "end"))
        mid = (y(low) + y(high)) / 2
        b.append(text(name, "Hei Bold", 9, 40, mid + 3.4, K()))
        r = edges((low + high) / 2)[1]
        if moved:
            b.append(line(r + 4, mid, W - 76, mid, K(40), 0.35, dash="2 2"))
            # The arrow is as long as the way, four times the chart's height scale.
            length = moved / (3526 - 900) * (foot - peak) * 4
            x = W - 64
            b.append(line(x, mid + length / 2, x, mid - length / 2 + 3, R(), 1.6))
            b.append(path(poly([(x - 3.4, mid - length / 2 + 4), (x + 3.4, mid - length / 2 + 4), (x, mid - length / 2 - 2)]), R()))
            b.append(text("%d" % moved, "Hei Bold", 13, W - 14, mid + 4.6, R(), "end"))
            b.append(text("米", "Hei Regular", 8, W, mid + 4.4, K(), "end"))
        else:
            b.append(line(r + 4, mid, W - 76, mid, K(40), 0.35, dash="2 2"))
            b.append(text("无处可搬", "Hei Bold", 9, W, mid + 3.4, R(), "end"))
    b.append(line(34, y(3526), top - 4, y(3526), K(40), 0.35, dash="2 2"))
    b.append(text("3526", "Hei Regular", 8, 28, y(3526) + 3, K(), "end"))
    b.append(line(34, foot, W, foot, K(), 0.5))
    b.append(text("箭头按高度放大四倍画出；树种另计，树线二十年上移17米", "Hei Regular", 7.5, 34, H - 4, K()))
    write(HERE / "chart-belts.svg", W, H, b, "鹿角岭各层植物二十年的搬高")


# ---------------------------------------------------------------- page 7: the ice exhibition

def polar(x, y, r, a):
    return x + r * math.cos(a), y + r * math.sin(a)


def hexagon(x, y, r, turn=-math.pi / 2, n=6):
    return [polar(x, y, r, turn + i * math.tau / n) for i in range(n)]


def strokes(segments, colour, w, cap="round"):
    """Segments of one colour and weight as a single path."""
    d = "".join("M%s %sL%s %s" % tuple(f(v) for v in s) for s in segments)
    return '<path d="%s" fill="none" stroke="%s" stroke-width="%s" stroke-linecap="%s"/>' % (d, colour, f(w), cap)


TOP = -math.pi / 2


def arms(x, y, make, n=6, turn=TOP):
    """n-fold copies of segments given along an arm: (along, across, along, across)."""
    out = []
    for i in range(n):
        a = turn + i * math.tau / n
        c, s = math.cos(a), math.sin(a)
        for u0, v0, u1, v1 in make:
            out.append((x + u0 * c - v0 * s, y + u0 * s + v0 * c, x + u1 * c - v1 * s, y + u1 * s + v1 * c))
    return out


def arm_shape(x, y, outline_, n=6, turn=TOP):
    """n-fold copies of a closed shape given along an arm, as one path."""
    d = ""
    for i in range(n):
        a = turn + i * math.tau / n
        c, s = math.cos(a), math.sin(a)
        d += poly([(x + u * c - v * s, y + u * s + v * c) for u, v in outline_])
    return d


def plate(x, y, R, v, w):
    """Hexagonal plates, plain, ringed, ribbed, starred."""
    r = R * (0.62, 0.74, 0.86, 0.96)[v % 4]
    b, T = [], TOP if v < 10 else 0  # the second ten lie on a side
    fills = (None, B(70), None, B(85))
    if fills[(v * 3 + 1) % 4]:
        b.append(path(poly(hexagon(x, y, r, T)), fills[(v * 3 + 1) % 4]))
    b.append(path(poly(hexagon(x, y, r, T)), "none", PAPER, w, 'stroke-linejoin="round"'))
    kind = v % 10
    if kind in (1, 4, 7):
        b.append(path(poly(hexagon(x, y, r * 0.55, T + (math.pi / 6 if kind == 4 else 0))), B(30) if kind != 7 else "none", PAPER, w))
    if kind in (2, 5, 8):
        b.append(strokes(arms(x, y, [(r * (0.0 if kind != 8 else 0.42), 0, r, 0)], 6, T), PAPER, w))
    if kind == 3:
        b.append(path(arm_shape(x, y, [(0, 0), (r * 0.5, -r * 0.2), (r * 0.92, 0), (r * 0.5, r * 0.2)], 6, T), B(25)))
    if kind == 9:
        b.append(path(poly(hexagon(x, y, r * 0.62, T + math.pi / 6)), B(70), PAPER, w, 'stroke-linejoin="round"'))
        b.append(strokes(arms(x, y, [(r * 0.54, 0, r, 0)], 6, T), PAPER, w))
        b.append(path(poly(hexagon(x, y, r * 0.26, T + math.pi / 6)), PAPER))
    if kind == 5:
        b.append(path(poly(hexagon(x, y, r * 0.5, T)), "none", PAPER, w))
    if kind == 0:
        b.append(path(arm_shape(x, y, [(r * 0.22, 0), (r * 0.6, -r * 0.23), (r * 0.78, 0), (r * 0.6, r * 0.23)], 6, T + math.pi / 6), B(20)))
    if kind == 6:
        b.append(path(poly(hexagon(x, y, r * 0.66, T)), "none", PAPER, w))
        b.append(path(poly(hexagon(x, y, r * 0.32, T)), B(30)))
    if kind == 8:
        b.append(path(poly(hexagon(x, y, r * 0.42, T)), "none", PAPER, w))
        b += [circle(*polar(x, y, r * 0.70, T + math.pi / 6 + i * math.pi / 3), 0.9, B(20)) for i in range(6)]
    return b


def sectored(x, y, R, v, w):
    """Six broad sectors around a heart."""
    k = (0.30, 0.36, 0.26, 0.40)[v % 4]
    tip = (0.80, 0.72, 0.88)[v % 3]
    shape = [(R * 0.12, 0), (R * tip, -R * k), (R, 0 if v % 2 else -R * k * 0.45)]
    if not v % 2:
        shape.append((R, R * k * 0.45))
    shape.append((R * tip, R * k))
    b = [path(arm_shape(x, y, shape), (B(75), "none", B(40) if v < 10 else B(80), "none", B(60))[v % 5], PAPER, w, 'stroke-linejoin="round"')]
    if v % 5 in (1, 3):
        b.append(strokes(arms(x, y, [(R * 0.2, 0, R * 0.95, 0)]), PAPER, w))
    if v % 5 == 0:
        b.append(strokes(arms(x, y, [(R * 0.45, 0, R * 0.9, 0), (R * 0.62, 0, R * 0.78, R * 0.17), (R * 0.62, 0, R * 0.78, -R * 0.17)]), PAPER, w * 0.9))
    if v % 5 == 3:
        b.append(path(poly(hexagon(x, y, R * 0.34)), K(), PAPER, w))
    if v % 5 in (2, 4):
        b.append(path(poly(hexagon(x, y, R * 0.3)), B(15) if v % 5 == 2 else PAPER))
    return b


def stellar(x, y, R, v, w):
    """Six rays with a knot at the end."""
    b = [strokes(arms(x, y, [(0, 0, R * 0.96, 0)]), PAPER, w * 1.1)]
    if v % 2:
        b.append(strokes(arms(x, y, [(0, 0, R * 0.56, 0)], 6, 0), B(45), w))
    tip = v % 5
    if tip == 0:
        b += [path(poly(hexagon(*polar(x, y, R * 0.84, TOP + i * math.pi / 3), R * 0.17)), PAPER) for i in range(6)]
    if tip == 1:
        b.append(path(arm_shape(x, y, [(R * 0.6, 0), (R * 0.8, -R * 0.14), (R, 0), (R * 0.8, R * 0.14)]), B(25), PAPER, w * 0.8))
    if tip == 2:
        b.append(strokes(arms(x, y, [(R * 0.70, 0, R * 0.92, R * 0.22), (R * 0.70, 0, R * 0.92, -R * 0.22)]), PAPER, w))
    if tip == 3:
        b += [circle(*polar(x, y, R * 0.9, TOP + i * math.pi / 3), R * 0.12, B(25)) for i in range(6)]
    if tip == 4:
        b.append(strokes(arms(x, y, [(R * 0.82, -R * 0.2, R * 0.82, R * 0.2), (R * 0.62, -R * 0.13, R * 0.62, R * 0.13)]), PAPER, w))
    heart = (v // 2) % 4
    if heart == 0:
        b.append(path(poly(hexagon(x, y, R * 0.34)), B(60), PAPER, w))
    if heart == 1:
        b.append(path(poly(hexagon(x, y, R * 0.30, 0)), PAPER))
    if heart == 2:
        b.append(path(poly(hexagon(x, y, R * 0.44)), "none", PAPER, w))
    if heart == 3:
        b.append(circle(x, y, R * 0.16, B(20)))
    return b


def dendrite(x, y, R, v, w):
    """Six arms with side branches, each number another profile."""
    n = min(2 + v % 3 + v % 4 // 3, 4)
    w *= 0.88
    profile = (v * 7) % 5
    segs, fine = [(0, 0, R, 0)], []
    start = 0.30 + 0.05 * (v % 3)
    for j in range(n):
        t = start + (0.86 - start) * j / max(1, n - 1)
        room = t * 0.52 if t < 0.62 else (1.0 - t) * 0.72 + 0.12
        length = R * min(room, 0.40) * (1.0, 0.86, 1.0, 0.7, 0.94)[profile]
        if profile == 3 and j % 2:
            length *= 0.6
        dx, dy = length * 0.5, length * 0.866
        segs += [(R * t, 0, R * t + dx, dy), (R * t, 0, R * t + dx, -dy)]
        if profile in (1, 4) and length > R * 0.24 and j % 2 == n % 2:
            q = 0.5
            fine += [(R * t + dx * q, dy * q, R * t + dx * q + length * 0.34, dy * q),
                     (R * t + dx * q, -dy * q, R * t + dx * q + length * 0.34, -dy * q)]
    b = [strokes(arms(x, y, segs + fine), PAPER, w)]
    heart = (v * 3 + v // 5) % 5
    if heart == 0:
        b.append(path(poly(hexagon(x, y, R * 0.26)), B(55), PAPER, w))
    if heart == 1:
        b.append(path(arm_shape(x, y, [(0, 0), (R * 0.2, -R * 0.1), (R * 0.44, 0), (R * 0.2, R * 0.1)]), B(25)))
    if heart == 2:
        b.append(path(poly(hexagon(x, y, R * 0.24, 0)), "none", PAPER, w))
    if heart == 3:
        b.append(path(poly(hexagon(x, y, R * 0.17)), PAPER))
    if heart == 4:
        b.append(strokes(arms(x, y, [(0, 0, R * 0.34, 0)], 6, 0), B(35), w))
    return b


def twelve(x, y, R, v, w):
    """Stars of twelve and of three."""
    if v == 0:
        return [strokes(arms(x, y, [(0, 0, R, 0)], 12), PAPER, w), circle(x, y, R * 0.2, B(40))]
    if v == 1:
        return [strokes(arms(x, y, [(0, 0, R, 0), (R * .6, 0, R * .78, R * .17), (R * .6, 0, R * .78, -R * .17)], 6), PAPER, w),
                strokes(arms(x, y, [(R * .1, 0, R * .8, 0)], 6, 0), B(40), w * 1.3)]
    if v == 2:
        t = hexagon(x, y + R * .14, R * .98, TOP, 3)
        return [path(poly(t), B(70), PAPER, w, 'stroke-linejoin="round"'), path(poly(hexagon(x, y + R * .14, R * .45, TOP, 3)), "none", PAPER, w)]
    if v == 3:
        cut = []
        for i in range(3):
            a = TOP + i * math.tau / 3
            cut += [polar(x, y, R * .96, a - 0.24), polar(x, y, R * .96, a + 0.24)]
        return [path(poly(cut), "none", PAPER, w, 'stroke-linejoin="round"'),
                strokes(arms(x, y, [(0, 0, R * .9, 0)], 3), PAPER, w), path(poly(hexagon(x, y, R * .3)), B(30))]
    segs = [(0, 0, R, 0), (R * .45, 0, R * .62, R * .18), (R * .45, 0, R * .62, -R * .18), (R * .72, 0, R * .84, R * .13), (R * .72, 0, R * .84, -R * .13)]
    return [strokes(arms(x, y, segs, 3), PAPER, w), strokes(arms(x, y, [(0, 0, R * .55, 0)], 3, -TOP), B(40), w),
            path(poly(hexagon(x, y, R * .2)), PAPER)]


def column_crystal(x, y, R, v, w):
    """Columns, capped columns, needles, bullets: ice seen from the side."""
    b = []
    lj = 'stroke-linejoin="round"'
    if v == 0:      # a hexagonal column standing
        h, q, e = R * .9, R * .5, R * .2
        top = [(x - q, y - h + e), (x - q * .5, y - h), (x + q * .5, y - h), (x + q, y - h + e), (x + q * .5, y - h + 2 * e), (x - q * .5, y - h + 2 * e)]
        b.append(path(poly([top[0], top[5], (x - q * .5, y + h), (x - q, y + h - e)]), B(75)))
        b.append(path(poly([top[4], top[3], (x + q, y + h - e), (x + q * .5, y + h)]), B(40)))
        b.append(path(poly([top[0], top[1], top[2], top[3], (x + q, y + h - e), (x + q * .5, y + h), (x - q * .5, y + h), (x - q, y + h - e)]), "none", PAPER, w, lj))
        b.append(path(poly(top), "none", PAPER, w, lj))
        b.append(strokes([(top[5] + (x - q * .5, y + h)), (top[4] + (x + q * .5, y + h))], PAPER, w))
    elif v == 1:    # a capped column, the reel
        b.append(rect(x - R * .22, y - R * .7, R * .44, R * 1.4, B(55), PAPER, w))
        for s in (-1, 1):
            b.append(rect(x - R * .85, y + s * R * .78 - R * .12, R * 1.7, R * .24, PAPER, None, 0, R * .1))
    elif v == 2:    # needles
        for a, r in ((-1.15, 1), (-1.85, .92), (-0.45, .86)):
            p, q = polar(x, y, R * r, a), polar(x, y, -R * r, a)
            b.append(strokes([p + q], PAPER, w * 1.1))
        b.append(strokes([polar(x, y, R * .62, -1.5) + polar(x, y, -R * .62, -1.5)], B(40), w))
    elif v == 3:    # a rosette of bullets
        for i in range(4):
            a = -math.pi / 4 + i * math.pi / 2 + (0.2 if i % 2 else -0.1)
            c, s = math.cos(a), math.sin(a)
            shape = [(0.05, 0), (.34, -.2), (1, -.2), (1, .2), (.34, .2)]
            b.append(path(poly([(x + R * (u * c - t * s), y + R * (u * s + t * c)) for u, t in shape]), (B(60), "none")[i % 2], PAPER, w, lj))
    elif v == 4:    # hollow column: the hourglass
        b.append(rect(x - R * .46, y - R * .9, R * .92, R * 1.8, "none", PAPER, w))
        for s in (-1, 1):
            b.append(path(poly([(x - R * .46, y + s * R * .9), (x + R * .46, y + s * R * .9), (x, y + s * R * .14)]), B(55), PAPER, w * .9, lj))
    return b


def other_ice(x, y, R, v, w, rng):
    """Ice that is no snow: rime, hail, icicles, lake ice, cores, bergs, comets, moons."""
    lj = 'stroke-linejoin="round"'
    b = []
    if v == 0:      # graupel
        for px, py, r in ((-.3, -.35, .36), (.28, -.4, .34), (.5, .1, .36), (.12, .5, .4), (-.42, .3, .38), (0, 0, .4)):
            b.append(circle(x + px * R, y + py * R, r * R, B(20) if r != .4 else PAPER, K(), 0.6))
    elif v == 1:    # hail, cut open
        for r, c in ((.92, PAPER), (.74, B(60)), (.56, PAPER), (.40, B(40)), (.22, PAPER)):
            pts = [polar(x, y, R * r * (1 + 0.07 * math.sin(3 * a + r * 5) + 0.03 * math.cos(7 * a)), a) for a in [i * math.tau / 40 for i in range(40)]]
            b.append(path(poly(pts), c))
    elif v == 2:    # icicles
        b.append(rect(x - R * .95, y - R * .95, R * 1.9, R * .2, PAPER))
        for px, q, h in ((-.7, .2, 1.1), (-.25, .24, 1.75), (.25, .2, .95), (.68, .24, 1.4)):
            b.append(path(poly([(x + (px - q) * R, y - R * .78), (x + (px + q) * R, y - R * .78), (x + px * R, y - R * .78 + h * R)]), B(25 if q == .24 else 55)))
    elif v == 3:    # frost fern
        segs = [(x - R * .55, y + R * .95, x + R * .35, y - R * .95)]
        ux, uy = .9 / math.hypot(.9, 1.9), -1.9 / math.hypot(.9, 1.9)
        for i in range(7):
            t = .14 + i * .12
            px, py = x - R * .55 + R * .9 * t, y + R * .95 - R * 1.9 * t
            ln = R * (.72 - .075 * i)
            for s in (-1, 1):
                a = math.atan2(uy, ux) + s * 0.85
                segs.append((px, py) + polar(px, py, ln, a))
        b.append(strokes(segs, PAPER, w))
    elif v == 4:    # cracked lake ice
        b.append(circle(x, y, R * .92, B(70), PAPER, w))
        def q(r, a):
            return polar(x, y, R * r, a)
        b.append(strokes([q(.92, 0.3) + q(.25, 0.9), q(.92, 1.8) + q(.25, 0.9), q(.25, 0.9) + q(.3, 3.6), q(.3, 3.6) + q(.92, 2.9),
                          q(.3, 3.6) + q(.55, 4.6), q(.55, 4.6) + q(.92, 4.3), q(.55, 4.6) + q(.92, 5.5)], PAPER, w))
    elif v == 5:    # an ice core
        rx, ry, h = R * .46, R * .17, R * .78
        d = "M%s %sV%sA%s %s 0 0 0 %s %sV%s" % (f(x - rx), f(y - h), f(y + h), f(rx), f(ry), f(x + rx), f(y + h), f(y - h))
        b.append(path(d + "Z", B(65), PAPER, w, lj))
        for t, c in ((-.42, PAPER), (-.12, B(25)), (.1, PAPER), (.52, B(25))):
            b.append(path("M%s %sA%s %s 0 0 0 %s %s" % (f(x - rx), f(y + t * R), f(rx), f(ry), f(x + rx), f(y + t * R)), "none", c, w * 1.2))
        b.append('<ellipse cx="%s" cy="%s" rx="%s" ry="%s" fill="%s" stroke="%s" stroke-width="%s"/>' % (f(x), f(y - h), f(rx), f(ry), B(15), PAPER, f(w)))
    elif v == 6:    # an iceberg
        b.append(path(poly([(x - R * .5, y - R * .2), (x - R * .2, y - R * .92), (x + R * .1, y - R * .5), (x + R * .3, y - R * .7), (x + R * .58, y - R * .2)]), PAPER))
        b.append(path(poly([(x - R * .78, y - R * .06), (x + R * .82, y - R * .06), (x + R * .55, y + R * .5), (x + R * .1, y + R * .96), (x - R * .35, y + R * .7)]), B(60)))
        b.append(strokes([(x - R, y - R * .13, x + R, y - R * .13)], PAPER, w))
    elif v == 7:    # a comet
        hx, hy = x - R * .5, y + R * .5
        for a, r, c in ((-.95, 1.5, B(75)), (-.62, 1.5, B(45)), (-.785, 1.7, B(15))):
            tip = polar(hx, hy, R * r, a)
            n1, n2 = polar(hx, hy, R * .2, a - math.pi / 2), polar(hx, hy, R * .2, a + math.pi / 2)
            b.append(path(poly([n1, tip, n2]), c))
        b.append(circle(hx, hy, R * .3, PAPER))
    elif v == 8:    # Enceladus with its plumes
        b.append(circle(x, y - R * .22, R * .62, PAPER))
        b.append(path("M%s %sQ%s %s %s %s" % (f(x - R * .6), f(y - R * .1), f(x), f(y + R * .1), f(x + R * .6), f(y - R * .12)), "none", B(45), w))
        for a in (-.5, -.25, 0, .25, .5):
            p = (x + R * .62 * math.sin(a * .8), y - R * .22 + R * .62 * math.cos(a * .8) + 0.6)
            b.append(strokes([p + (p[0] + R * .75 * math.sin(a) * .8, p[1] + R * .5)], B(30), w))
    else:           # Europa
        R *= 1.06
        b.append(circle(x, y, R, PAPER))
        d = ""
        for (x0, y0), (xc, yc), (x1, y1) in (((-.9, -.3), (0, -.1), (.82, -.5)), ((-.7, .62), (-.1, 0), (.1, -.96)), ((-.95, .15), (.1, .35), (.9, .3)),
                                             ((-.3, .9), (.3, .2), (.75, -.6)), ((.05, .96), (.2, .5), (.92, .02))):
            d += "M%s %sQ%s %s %s %s" % (f(x + x0 * R), f(y + y0 * R), f(x + xc * R), f(y + yc * R), f(x + x1 * R), f(y + y1 * R))
        b.append(path(d, "none", B(75), 0.7))
        b += [circle(x - R * .35, y - R * .45, 0.9, B(45)), circle(x + R * .5, y + R * .55, 1.1, B(45)), circle(x + R * .2, y - R * .1, 0.8, B(45))]
    return b


def hundred(x0, y0, pitch, rows, R, w):
    """One hundred kinds of ice, in columns of `rows`, from a plain plate to Europa."""
    rng = random.Random(100)
    makers = [lambda x, y, v=v: plate(x, y, R, v, w) for v in range(20)]
    makers += [lambda x, y, v=v: sectored(x, y, R, v, w) for v in range(15)]
    makers += [lambda x, y, v=v: stellar(x, y, R, v, w) for v in range(20)]
    makers += [lambda x, y, v=v: dendrite(x, y, R, v, w) for v in range(25)]
    makers += [lambda x, y, v=v: twelve(x, y, R, v, w) for v in range(5)]
    makers += [lambda x, y, v=v: column_crystal(x, y, R, v, w) for v in range(5)]
    makers += [lambda x, y, v=v: other_ice(x, y, R, v, w, rng) for v in range(10)]
    assert len(makers) == 100
    out = []
    for i, m in enumerate(makers):
        out += m(x0 + (i // rows) * pitch, y0 + (i % rows) * pitch)
    return out


def p7_ad():
    W, H = 693, 400
    m = 22
    split = 193
    b = [rect(0, 0, W, split, K()), rect(0, split, W, H - split, B())]
    R_ = 13.9
    pitch = (W - 2 * m - 2 * R_) / 19
    b += hundred(m + R_, (split - 4 * pitch) / 2, pitch, 5, R_ - 0.5, 0.95)

    # headline and who invites
    b.append(text("冰的一百种样子", "Song Black", 63, m - 2, split + 67, PAPER, tracking=0.01))
    x1 = W - m
    x0 = 500
    b.append(fitted("云泽自然馆", "Hei Bold", 24, x0, x1, split + 40, PAPER))
    b.append(fitted("2026—2027冬季特展", "Hei Medium", 16.2, x0, x1, split + 66, PAPER))
    # deck
    b.append(text("从一片雪花，走到木星的冰卫星", "Kai Bold", 17, m, split + 96.5, PAPER, tracking=0.04))

    # four things to do
    y = split + 112
    b.append(line(m, y, x1, y, PAPER, 0.6))
    four = (("亲手摸一摸", "零下20℃的透明冰墙"), ("亲眼看一看", "18分钟长成一朵雪花"),
            ("亲耳听一听", "湖冰在夜里唱歌"), ("每周六14时", "和冰川学者一起钻冰芯"))
    cw = (x1 - m) / 4
    for i, (head, what) in enumerate(four):
        x = m + i * cw
        b.append(text(head, "Hei Bold", 14, x, y + 20, PAPER, gap=0.08))
        b.append(text(what, "Hei Medium", 11, x, y + 36, PAPER))
    y += 46
    b.append(line(m, y, x1, y, PAPER, 0.6))
    b.append(text("即日起至2027年3月7日　每日9时至17时　周一闭馆", "Hei Bold", 11.5, m, y + 18, PAPER))
    b.append(text("成人票40元　学生票15元　6岁以下免费", "Hei Bold", 11.5, x1, y + 18, PAPER, "end"))
    b.append(text("云泽市观澜路99号　地铁2号线自然馆站　预约0000-5120088", "Hei Medium", 10.5, m, y + 34.5, PAPER))
    b.append(text("广告", "Hei Medium", 10, x1, y + 34.5, PAPER, "end"))
    write(ADS / "p7-ad.svg", W, H, b, "云泽自然馆：冰的一百种样子")


# ---------------------------------------------------------------- page 8: the telescope

def smooth(points, fill):
    """A closed soft shape through points."""
    n = len(points)
    d = "M%s %s" % (f(points[0][0]), f(points[0][1]))
    for i in range(n):
        p0, p1, p2, p3 = (points[(i + j - 1) % n] for j in range(4))
        d += "C%s %s %s %s %s %s" % tuple(f(v) for v in (
            p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6,
            p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6, p2[0], p2[1]))
    return path(d + "Z", fill)


def moon(cx, cy, r):
    """The full Moon as it stands in the north: seas in a tint, a few craters and the rays of Tycho."""
    land = B(8)
    b = [circle(cx, cy, r, land)]
    tx, ty = cx - .10 * r, cy + .66 * r
    for a, q in ((-2.35, .75), (-1.85, .80), (-1.25, 1.1), (-.72, .95), (-.25, .55), (-2.9, .55), (.35, .40), (2.55, .32), (1.5, .22)):
        p = polar(tx, ty, q * r, a)
        n0, n1 = polar(tx, ty, r * .045, a - 1.57), polar(tx, ty, r * .045, a + 1.57)
        b.append(path(poly([n0, p, n1]), PAPER))

    def at(*pts):
        return [(cx + x * r, cy + y * r) for x, y in pts]
    sea, deep = B(22), B(34)
    # Oceanus Procellarum with Imbrium, Humorum, Nubium
    b.append(smooth(at((-.83, -.30), (-.70, -.52), (-.52, -.44), (-.44, -.66), (-.18, -.74), (.02, -.58), (.04, -.34), (-.16, -.22),
                       (-.34, -.20), (-.32, -.02), (-.14, .10), (-.04, .30), (-.16, .46), (-.30, .38), (-.40, .24), (-.56, .16), (-.74, .10), (-.86, -.08)), sea))
    b.append(smooth(at((-.60, .34), (-.46, .30), (-.40, .42), (-.48, .52), (-.60, .48)), sea))
    b.append(smooth(at((-.40, -.58), (-.18, -.68), (-.04, -.54), (-.06, -.38), (-.26, -.32), (-.42, -.42)), deep))
    # Serenitatis, Tranquillitatis, Fecunditatis, Nectaris, Crisium, Frigoris
    b.append(smooth(at((.12, -.52), (.28, -.56), (.40, -.44), (.38, -.30), (.52, -.22), (.62, -.04), (.54, .06), (.66, .18), (.62, .34), (.50, .32), (.46, .14),
                       (.40, .24), (.32, .30), (.26, .20), (.32, .08), (.18, .02), (.16, -.14), (.22, -.26), (.10, -.36)), sea))
    b.append(smooth(at((.24, -.14), (.38, -.20), (.52, -.08), (.44, .03), (.26, .0)), deep))
    b.append(smooth(at((.66, -.34), (.76, -.40), (.84, -.30), (.78, -.20), (.68, -.22)), deep))
    b.append(smooth(at((-.50, -.80), (-.10, -.86), (.30, -.74), (.34, -.68), (-.08, -.79), (-.46, -.74)), sea))
    # Copernicus, Kepler and Aristarchus with their rays
    for x, y, q in ((-.34, -.10, .06), (-.60, -.12, .036), (-.66, -.36, .036)):
        for i in range(8):
            a = i * math.tau / 8 + .2
            b.append(line(*polar(cx + x * r, cy + y * r, q * r, a), *polar(cx + x * r, cy + y * r, q * 2.1 * r, a), PAPER, 0.8, "round"))
        b.append(circle(cx + x * r, cy + y * r, q * r, PAPER))
        b.append(circle(cx + x * r, cy + y * r, q * r * .45, B(34)))
    # Tycho and the craters of the south, lit from the right
    for x, y, q in ((-.10, .66, .062), (.12, .40, .060), (.28, .55, .045), (-.02, .20, .038), (.46, .66, .042), (.14, .80, .055), (-.34, .74, .040),
                    (.68, .50, .045), (.03, .04, .032), (.58, -.52, .035), (-.22, .86, .030), (-.66, .30, .032), (.00, .52, .030), (.30, .74, .028),
                    (.16, .58, .026), (.74, .22, .034), (-.48, .66, .026)):
        b.append(circle(cx + x * r, cy + y * r, q * r, B(28)))
        b.append(circle(cx + (x - .32 * q) * r, cy + (y + .12 * q) * r, q * r * .70, PAPER))
    return b


def saturn(x, y, r, tilt=-0.42):
    c, s = math.cos(tilt), math.sin(tilt)
    turn = "rotate(%s %s %s)" % (f(math.degrees(tilt)), f(x), f(y))
    rx, ry = r * 2.15, r * .62
    back = '<path d="M%s %sA%s %s 0 0 1 %s %s" fill="none" stroke="%s" stroke-width="%s" transform="%s"/>'
    return [back % (f(x - rx), f(y), f(rx), f(ry), f(x + rx), f(y), PAPER, f(r * .32), turn),
            circle(x, y, r + 0.9, B()), circle(x, y, r, PAPER),
            '<path d="M%s %sA%s %s 0 0 0 %s %s" fill="none" stroke="%s" stroke-width="%s" transform="%s"/>' % (
                f(x - rx), f(y), f(rx), f(ry), f(x + rx), f(y), B(), f(r * .32 + 1.6), turn),
            '<path d="M%s %sA%s %s 0 0 0 %s %s" fill="none" stroke="%s" stroke-width="%s" transform="%s"/>' % (
                f(x - rx), f(y), f(rx), f(ry), f(x + rx), f(y), PAPER, f(r * .32), turn)]


def telescope(px, py, angle, foot, dark):
    """A small refractor on its tripod; px, py is the head of the mount, foot the floor."""
    b = []
    c, s = math.cos(angle), math.sin(angle)

    def t(*pts):
        return [(px + u * c - v * s, py + u * s + v * c) for u, v in pts]
    edge = 'stroke-linejoin="round"'
    # tripod
    hub = (px, py + 17)
    for fx, w in ((px - 27, 3.4), (px + 29, 3.4), (px + 4, 2.6)):
        top, low = (hub[0] + (fx - px) * .08, hub[1]), (fx, foot)
        mid = (top[0] + (low[0] - top[0]) * .55, top[1] + (low[1] - top[1]) * .55)
        b.append(line(*top, *low, dark, w + 1.8, "round"))
        b.append(line(*mid, *low, PAPER, w * .55, "round"))
        b.append(line(*top, *mid, PAPER, w, "round"))
    b.append(path(poly([(px - 12, py + 45), (px + 14, py + 45), (px + 11, py + 48.5), (px - 9, py + 48.5)]), PAPER, dark, 0.9, edge))
    b.append(rect(px - 4.2, py + 4, 8.4, 15, PAPER, dark, 0.9, 1.5))
    # tube: focuser and star diagonal, body, dew shield
    b.append(path(poly(t((-62, -3.2), (-38, -3.2), (-38, 3.2), (-62, 3.2))), B(30), dark, 0.9, edge))
    b.append(path(poly(t((-71, -4.4), (-60, -4.4), (-60, 4.4), (-66, 4.4))), PAPER, dark, 0.9, edge))
    b.append(path(poly(t((-70, -4.4), (-64, -4.4), (-64.6, -13), (-69.4, -13))), PAPER, dark, 0.9, edge))
    b.append(path(poly(t((-71.4, -13), (-62.6, -13), (-62.6, -16.5), (-71.4, -16.5))), B(30), dark, 0.9, edge))
    b.append(path(poly(t((-40, -6), (-36, -8), (44, -8), (44, 8), (-36, 8), (-40, 6))), PAPER, dark, 0.9, edge))
    b.append(path(poly(t((44, -10.5), (66, -10.5), (66, 10.5), (44, 10.5))), B(30), dark, 0.9, edge))
    b.append(path(poly(t((64, -11.6), (68.5, -11.6), (68.5, 11.6), (64, 11.6))), PAPER, dark, 0.9, edge))
    b.append(path(poly(t((-36, 4.2), (44, 4.2), (44, 7.5), (-36, 7.5))), B(20)))
    for u in (-14, 14):
        b.append(path(poly(t((u - 2.6, -9.4), (u + 2.6, -9.4), (u + 2.6, 9.4), (u - 2.6, 9.4))), B(45), dark, 0.9, edge))
    # finder
    b.append(path(poly(t((-34, -17), (-12, -17), (-12, -12.2), (-34, -12.2))), PAPER, dark, 0.9, edge))
    b.append(path(poly(t((-14, -17.8), (-7, -17.8), (-7, -11.4), (-14, -11.4))), B(30), dark, 0.9, edge))
    b.append(path(poly(t((-26, -12.2), (-22, -12.2), (-22, -8), (-26, -8))), B(45), dark, 0.9, edge))
    b.append(circle(px, py + 2, 4.2, PAPER, dark, 0.9))
    return b


def p8_ad():
    W, H = 342, 308
    m, floor = 20, 175
    b = [rect(0, 0, W, floor + 1, B())]
    rng = random.Random(80)
    # stars, and the two planets the telescope shows
    clear = [(238, 96, 91), (86, 107, 62), (40, 38, 24), (100, 34, 34), (324, 14, 22)]
    spots = sow(rng, 40, 8, 8, W - 16, 108, 13, lambda x, y: any(math.hypot(x - a, y - c) < q for a, c, q in clear) or (x < 150 and 82 < y))
    for i, (x, y) in enumerate(spots):
        b.append(star(x, y, 3.4, PAPER) if i % 8 == 0 else circle(x, y, (0.6, 0.8, 1.0)[i % 3], PAPER))
    b += saturn(40, 38, 7.5)
    jx, jy = 100, 34
    b.append(circle(jx, jy, 5, PAPER))
    b.append(line(jx - 4.6, jy - 1.3, jx + 4.6, jy - 1.3, B(55), 0.9))
    b.append(line(jx - 4.6, jy + 1.5, jx + 4.6, jy + 1.5, B(55), 0.9))
    for q in (-20, -11, 10, 24):
        b.append(circle(jx + q, jy - q * .12, 1.1, PAPER))
    b.append(text("广告", "Hei Medium", 10, W - 10, 18, PAPER, "end"))
    # the railing of the balcony
    rail = floor - 46
    for i in range(25):
        b.append(line(3 + i * 14, rail, 3 + i * 14, floor, K(), 1.8))
    b.append(rect(0, rail - 3, W, 4.5, K()))
    b.append(rect(0, floor - 7, W, 3, K()))
    # the Moon, carried home, and the telescope, both standing on the floor
    r = 78
    b.append(circle(240, floor - r, r + 2, B()))
    b += moon(240, floor - r, r)
    b += telescope(84, floor - 68, -0.30, floor + 2, B())
    b.append(rect(0, floor, W, H - floor, K()))

    b.append(fitted("把月亮搬到阳台", "Hei Black", 42, m - 1.3, W - m + 1.6, floor + 45.5, PAPER))
    first = "岚镜80折射望远镜，口径80毫米，开箱10分钟装好"
    size = 12 * (W - 2 * m) / width(first, "Hei Medium", 12)
    b.append(text(first, "Hei Medium", size, m, floor + 67, PAPER))
    b.append(text("看月面环形山，看土星光环，看木星的4颗大卫星", "Hei Medium", size, m, floor + 83.5, PAPER))
    b.append(line(m, floor + 93, W - m, floor + 93, PAPER, 0.6))
    b.append(text("岚镜光学", "Hei Black", 22, m - 1, 293, PAPER))
    b.append(text("新年价1280元，附手绘月面图一张", "Hei Bold", 12, W - m, 283, PAPER, "end"))
    b.append(text("云泽市青屏路12号　0000-5120080", "Hei Medium", 10.5, W - m, 297, PAPER, "end"))
    write(ADS / "p8-ad.svg", W, H, b, "岚镜光学：把月亮搬到阳台")


# ---------------------------------------------------------------- house advertisement

def house_ad():
    W, H = 225, 150
    b = [rect(0.5, 0.5, W - 1, H - 1, PAPER, R(), 1)]
    pw = 56
    b.append(rect(0, 0, pw, H, R()))
    # the nameplate, upright and reversed
    size, xs = 31, 1.0
    k = size / 1000
    d = ""
    for i, ch in enumerate("格物周报"):
        d += nameplate_glyph(ch, Transform(k, 0, 0, -k, pw / 2 - size / 2, 9 + .88 * size + i * 33.6), xs)
    b.append(path(d, PAPER))
    x, x1 = pw + 13, W - 13
    b.append(fitted("2027年征订", "Song Black", 26, x, x1, 32.5, K()))
    b.append(fitted("每周四出版　四开8版　全年52期", "Hei Medium", 9, x, x1, 48, K()))
    b.append(line(x, 56.5, x1, 56.5, R(), 0.6))
    b.append(text("邮发代号", "Hei Bold", 11, x, 81, K()))
    b.append(text("99-512", "Hei Black", 27, x1, 85, R(), "end", tracking=-0.01))
    b.append(line(x, 93.5, x1, 93.5, R(), 0.6))
    b.append(text("全年130元", "Hei Bold", 13, x, 111.5, K()))
    b.append(text("半年65元", "Hei Bold", 13, x1, 111.5, K(), "end"))
    b.append(text("各地邮政网点均可办理", "Hei Medium", 9, x, 126, K()))
    b.append(text("订阅热线0000-5120512", "Hei Medium", 9, x, 139, K()))
    write(HERE / "house-ad.svg", W, H, b, "格物周报2027年征订")


PIECES = {"nameplate": nameplate, "greeting": greeting, "chart-p4": chart_p4, "chart-belts": chart_belts, "p7-ad": p7_ad, "p8-ad": p8_ad, "house-ad": house_ad}


if __name__ == "__main__":
    for piece in sys.argv[1:] or PIECES:
        PIECES[piece]()
