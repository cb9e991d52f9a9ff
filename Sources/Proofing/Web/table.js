// The light table: pages lie on it, are moved about and looked at closely.
//
// Pages are painted from square tiles on one canvas as large as the window; a tile of the sharpness
// that is wanted is asked for, and until it comes the next best is shown. Marks, remarks and the
// like lie over the canvas as SVG in the page's own points.

import { svg, el } from './dom.js';
import { tell } from './api.js';
import { Tiles, side, steps } from './tiles.js';
import { listenToHands } from './gestures.js';

const pixelsOfPoint = 96 / 72;
const least = 0.1, most = 4;

export class Table {
  pages = [];
  view = { x: 0, y: 0, scale: 1 };
  #fits = true;
  #frame = 0;
  #tiles = new Tiles(() => this.draw());

  constructor() {
    this.canvas = el('canvas', { aria: { hidden: 'true' } });
    this.over = svg('svg', { class: 'over', 'aria-hidden': 'true' });
    this.element = el('div.table', { tabIndex: 0, role: 'application' }, this.canvas, this.over);
    new ResizeObserver(() => this.#resize()).observe(this.element);
    listenToHands(this);
  }

  // What lies on the table

  /** Lays pages side by side: { number, digest, width, height }, in points. */
  lay(pages) {
    const wasSame = pages.length === this.pages.length
      && pages.every((page, i) => page.number === this.pages[i].number);
    let x = 0;
    const before = this.pages;
    this.pages = pages.map((page, index) => {
      const old = before.find((p) => p.number === page.number);
      // What a page showed stays until its new pixels are there.
      const laid = { ...page, digest: old?.digest ?? page.digest, coming: old?.coming, x, y: 0, layer: old?.layer };
      x += page.width + (index % 2 === 0 && pages.length > 1 ? 0 : 24);
      return laid;
    });
    for (const page of this.pages) page.layer ??= svg('g', { class: 'page', 'data-page': page.number });
    this.over.replaceChildren(...this.pages.map((page) => page.layer));
    for (const page of this.pages) page.layer.setAttribute('transform', `translate(${page.x} 0)`);
    if (!wasSame) this.fit();
    else this.draw();
    for (const { number, digest, width, height } of pages) {
      this.replace(number, digest, [{ x: 0, y: 0, width, height }]);
    }
  }

  /** A page shows something else now; only what changed is fetched. Tells whether it came to be shown. */
  async replace(number, digest, areas) {
    const page = this.pages.find((p) => p.number === number);
    if (!page) return false;
    if (page.digest === digest) return true;
    if (page.coming?.digest !== digest) page.coming = { digest, shown: this.#bring(page, digest, areas) };
    return page.coming.shown;
  }

  async #bring({ number, digest: old, ...page }, digest, areas) {
    this.#tiles.carryOver(old, digest, (zoom, column, row) => {
      const points = side * 72 / steps[zoom];
      return !areas.some((a) => a.x < (column + 1) * points && a.x + a.width > column * points
        && a.y < (row + 1) * points && a.y + a.height > row * points);
    });
    const addresses = this.#wanted({ ...page, digest });
    await Promise.all(addresses.map((address) => this.#tiles.has(address) || this.#tiles.fetch(address)));
    const now = this.pages.find((p) => p.number === number);
    // The page was taken away, or something newer is on its way.
    if (now?.coming?.digest !== digest) return false;
    now.digest = digest;
    now.coming = undefined;
    this.#paint();
    return true;
  }

  // Looking

  get box() {
    const width = Math.max(1, ...this.pages.map((p) => p.x + p.width));
    const height = Math.max(1, ...this.pages.map((p) => p.height));
    return { width, height };
  }

  /** The whole of what lies here, or its width. */
  fit() {
    const { width, height } = this.box;
    const { clientWidth: w, clientHeight: h } = this.element;
    if (!w || !h) return;
    const scale = Math.min((w - 32) / width, (h - 32) / height) / pixelsOfPoint;
    this.view = {
      scale, x: (w - width * scale * pixelsOfPoint) / 2, y: (h - height * scale * pixelsOfPoint) / 2,
    };
    this.#fits = true;
    this.#moved();
  }

  /** Looks at a scale (1 is the page's own size), keeping a point of the window where it is. */
  zoomTo(scale, x = this.element.clientWidth / 2, y = this.element.clientHeight / 2) {
    const next = Math.min(most, Math.max(least, scale));
    const factor = next / this.view.scale;
    this.view.x = x - (x - this.view.x) * factor;
    this.view.y = y - (y - this.view.y) * factor;
    this.view.scale = next;
    this.#fits = false;
    this.#moved();
  }

  zoomBy(factor, x, y) { this.zoomTo(this.view.scale * factor, x, y); }

  /** Glides to a scale, unless the person wants nothing to move. */
  glideTo(scale) {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return this.zoomTo(scale);
    const from = this.view.scale, start = performance.now();
    const step = (now) => {
      const t = Math.min(1, (now - start) / 140);
      this.zoomTo(from * (scale / from) ** (1 - (1 - t) ** 3));
      if (t < 1) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  panBy(dx, dy) {
    this.view.x += dx;
    this.view.y += dy;
    this.#fits = false;
    this.#moved();
  }

  /** Brings an area of a page into the window. */
  show(number, area) {
    const page = this.pages.find((p) => p.number === number);
    if (!page) return;
    const { clientWidth: w, clientHeight: h } = this.element;
    const k = this.view.scale * pixelsOfPoint;
    const x = this.view.x + (page.x + area.x + area.width / 2) * k;
    const y = this.view.y + (area.y + area.height / 2) * k;
    if (x < 40 || y < 40 || x > w - 40 || y > h - 40) this.panBy(w / 2 - x, h / 2 - y);
  }

  /** The page and the point on it under a point of the window. */
  spot(event) {
    const box = this.element.getBoundingClientRect();
    const k = this.view.scale * pixelsOfPoint;
    const x = (event.clientX - box.left - this.view.x) / k;
    const y = (event.clientY - box.top - this.view.y) / k;
    const page = this.pages.find((p) => x >= p.x && x <= p.x + p.width && y >= 0 && y <= p.height);
    return page ? { page, x: x - page.x, y } : null;
  }

  #moved() {
    const { width, height } = this.box;
    const { clientWidth: w, clientHeight: h } = this.element;
    const k = this.view.scale * pixelsOfPoint;
    // A corner of what lies here stays in the window.
    this.view.x = Math.min(w - 80, Math.max(80 - width * k, this.view.x));
    this.view.y = Math.min(h - 80, Math.max(80 - height * k, this.view.y));
    this.draw();
    tell('looked', this.view);
  }

  // Painting

  #resize() {
    const ratio = devicePixelRatio;
    this.canvas.width = Math.round(this.element.clientWidth * ratio);
    this.canvas.height = Math.round(this.element.clientHeight * ratio);
    if (this.#fits) this.fit();
    else this.draw();
  }

  draw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
      for (const page of this.pages) {
        for (const address of this.#wanted(page)) {
          if (!this.#tiles.has(address)) this.#tiles.fetch(address);
        }
      }
    });
  }

  get step() {
    const dpi = this.view.scale * 96 * devicePixelRatio;
    const index = steps.findIndex((s) => s >= dpi * 0.98);
    return index < 0 ? steps.length - 1 : index;
  }

  /** Addresses of the tiles of a page that are seen. */
  #wanted(page) {
    return [...this.#grid(page, this.step)].map((tile) => tile.address);
  }

  *#grid(page, zoom) {
    const k = this.view.scale * pixelsOfPoint;
    const points = side * 72 / steps[zoom];
    const { clientWidth: w, clientHeight: h } = this.element;
    const left = Math.max(0, -this.view.x / k - page.x), top = Math.max(0, -this.view.y / k);
    const right = Math.min(page.width, (w - this.view.x) / k - page.x);
    const bottom = Math.min(page.height, (h - this.view.y) / k);
    for (let row = Math.floor(top / points); row * points < bottom; row++) {
      for (let column = Math.floor(left / points); column * points < right; column++) {
        yield { column, row, address: `tile/${page.digest}/${zoom}/${column}/${row}` };
      }
    }
  }

  #paint() {
    const ratio = devicePixelRatio;
    const context = this.canvas.getContext('2d', { alpha: false });
    const k = this.view.scale * pixelsOfPoint * ratio;
    const ox = this.view.x * ratio, oy = this.view.y * ratio;
    context.fillStyle = getComputedStyle(this.element).backgroundColor;
    context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    context.imageSmoothingQuality = 'high';
    let isComplete = true;
    for (const page of this.pages) {
      const x = Math.round(ox + page.x * k), y = Math.round(oy);
      // To the pixel where the next page begins, so that no seam shows at the fold.
      const w = Math.round(ox + (page.x + page.width) * k) - x, h = Math.round(page.height * k);
      context.fillStyle = '#0002';
      context.fillRect(x + 2, y + 3, w, h);
      context.fillStyle = '#fff';
      context.fillRect(x, y, w, h);
      context.save();
      context.beginPath();
      context.rect(x, y, w, h);
      context.clip();
      const wanted = this.step;
      const isWhole = [...this.#grid(page, wanted)].every((t) => this.#tiles.has(t.address));
      isComplete &&= isWhole;
      // The next best lies under what is still to come, the coarsest at the bottom.
      const order = isWhole ? [wanted] : [...steps.keys()].filter((s) => s !== wanted).concat(wanted);
      for (const zoom of order) {
        const points = side * 72 / steps[zoom];
        for (const { column, row, address } of this.#grid(page, zoom)) {
          const picture = this.#tiles.get(address);
          if (!picture) continue;
          const part = steps[zoom] / 72;
          const x0 = Math.round(ox + (page.x + column * points) * k);
          const y0 = Math.round(oy + row * points * k);
          const x1 = Math.round(ox + (page.x + column * points + picture.width / part) * k);
          const y1 = Math.round(oy + (row * points + picture.height / part) * k);
          // The last column of pixels is half beyond the page: it would show as a pale seam at the fold.
          const across = picture.width - ((column * points + picture.width / part) > page.width ? 1 : 0);
          context.drawImage(picture, 0, 0, across, picture.height, x0, y0, x1 - x0, y1 - y0);
        }
      }
      context.restore();
    }
    const s = this.view.scale * pixelsOfPoint;
    const { clientWidth: width, clientHeight: height } = this.element;
    this.over.setAttribute('viewBox', `${-this.view.x / s} ${-this.view.y / s} ${width / s} ${height / s}`);
    this.over.style.setProperty('--point', String(1 / s));
    this.element.dataset.complete = isComplete && this.pages.length > 0;
  }
}
