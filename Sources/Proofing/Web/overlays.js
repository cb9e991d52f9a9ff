// What is laid over the pages: the desk's layers, each a list of marks with words.

import { el, svg, fill } from './dom.js';
import { get } from './api.js';
import { say } from './words.js';

/** The layers with the key that switches each. */
export const layers = [
  { name: 'grid', key: 'g', words: 'grid' },
  { name: 'slots', key: 's', words: 'slots' },
  { name: 'area', key: 'a', words: 'area' },
  { name: 'baselines', key: 'b', words: 'baselines' },
  { name: 'diagnostics', key: 'd', words: 'diagnostics' },
  { name: 'fit', key: 'x', words: 'fit_' },
  { name: 'typography', key: 't', words: 'typography' },
  { name: 'photos', key: 'p', words: 'photos' },
  { name: 'ink', key: 'i', words: 'ink' },
  { name: 'separations', key: 'c', words: 'separations' },
  { name: 'order', key: 'r', words: 'order' },
];

const shown = new Set(['diagnostics']);

export class Overlays {
  #marks = new Map();

  constructor(table) {
    this.table = table;
    this.element = el('nav.layers', { aria: { label: say('layers') } });
    this.#drawButtons();
  }

  #drawButtons() {
    fill(this.element, layers.map((layer) => el('button.layer', {
      type: 'button', data: { layer: layer.name }, title: `${say(layer.words)} (${layer.key.toUpperCase()})`,
      aria: { pressed: String(shown.has(layer.name)), keyshortcuts: layer.key },
      onclick: () => this.toggle(layer.name),
    }, el('kbd', {}, layer.key.toUpperCase()), el('span', {}, say(layer.words)))));
  }

  toggle(name) {
    if (!shown.delete(name)) shown.add(name);
    this.element.querySelector(`[data-layer="${name}"]`).ariaPressed = String(shown.has(name));
    this.draw();
  }

  none() {
    for (const name of [...shown]) this.toggle(name);
  }

  /** Draws what is switched on over each page that lies on the table. */
  async draw() {
    await Promise.all(this.table.pages.map((page) => this.#drawPage(page)));
  }

  async #drawPage(page) {
    const { digest } = page;
    const wanted = layers.filter((layer) => shown.has(layer.name));
    const loaded = await Promise.all(wanted.map(async ({ name }) => {
      const key = `${digest}/${name}`;
      if (!this.#marks.has(key)) {
        if (this.#marks.size > 80) this.#marks.clear();
        try {
          this.#marks.set(key, await get(`api/overlay/${key}`));
        } catch {
          return null;
        }
      }
      return this.#marks.get(key);
    }));
    if (page.digest !== digest) return;
    let group = page.layer.querySelector('.marks');
    if (!group) page.layer.prepend(group = svg('g', { class: 'marks' }));
    group.replaceChildren(...loaded.filter(Boolean).map((layer) => drawLayer(layer)));
  }
}

function drawLayer(layer) {
  return svg('g', { class: 'layer', 'data-layer': layer.name }, ...layer.marks.map((mark) => drawMark(mark)));
}

function drawMark(mark) {
  const { x, y, width, height } = mark.area;
  const group = svg('g', { class: `mark ${mark.figure} ${mark.tone}` });
  if (mark.figure === 'line') {
    const isUpright = height > width;
    group.append(svg('line', { x1: x, y1: y, x2: isUpright ? x : x + width, y2: isUpright ? y + height : y }));
  } else if (mark.figure !== 'words') {
    group.append(svg('rect', { x, y, width: Math.max(0, width), height: Math.max(0, height) }));
  }
  if (mark.words) {
    const words = svg('text', { x: x + 1.5, y: y + 7 });
    words.textContent = mark.words;
    group.append(words);
  }
  if (mark.details?.length || mark.words) {
    const title = svg('title');
    title.textContent = [mark.words, ...(mark.details ?? [])].join('\n');
    group.append(title);
    group.details = [mark.words, ...(mark.details ?? [])];
  }
  return group;
}
