// What is laid over the pages: the desk's layers, each a list of marks with words.

import { el, svg, fill, toast } from './dom.js';
import { get, on, tell } from './api.js';
import { say, isWord } from './words.js';
import { pageState } from './state.js';
import { headOf } from './findings.js';

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

const legends = {
  diagnostics: [['fault', 'error'], ['warning', 'warning'], ['slot', 'note']],
  fit: [['fault', 'legendOver'], ['warning', 'legendShort'], ['good', 'fits']],
  typography: [['fault', 'legendBad'], ['warning', 'legendVisible']],
  photos: [['fault', 'legendLow'], ['warning', 'legendPoor'], ['good', 'legendSharp']],
  area: [['grid', 'legendType'], ['good', 'legendTrim'], ['fault', 'legendBleed']],
  ink: [['fault', 'legendInk']],
  order: [['slot', 'legendOrder']],
};

const shown = new Set(['diagnostics']);

/** What is shown of the finished press page: null, 'ink', or the place of a plate in the list. */
let plate = null;

export class Overlays {
  #marks = new Map();
  #plates = new Map();

  constructor(table) {
    this.table = table;
    this.element = el('nav.layers', { aria: { label: say('layers') } });
    this.#drawButtons();
    // The same page can come to have other findings.
    on('details', (number) => this.#marks.delete(`${pageState(number)?.digest}/diagnostics`));
  }

  #drawButtons() {
    fill(this.element, layers.map((layer) => el('button.layer', {
      type: 'button', data: { layer: layer.name }, title: `${say(layer.words)} (${layer.key.toUpperCase()})`,
      aria: { pressed: String(shown.has(layer.name)), keyshortcuts: layer.key },
      onclick: () => this.toggle(layer.name),
    }, el('kbd', {}, layer.key.toUpperCase()), el('span', {}, say(layer.words)))),
    el('div.legends', { data: { key: 'legends' }, role: 'note' }));
    this.#drawLegends();
  }

  /** What the colours of the layers that are switched on say. */
  #drawLegends() {
    const lit = [...layers.filter(({ name }) => shown.has(name)).map(({ name }) => name), plate === 'ink' ? 'ink' : ''];
    fill(this.element.querySelector('.legends'), lit.filter((name) => legends[name]).map((name) =>
      el('dl', { data: { key: name } }, legends[name].map(([tone, words]) => [
        el('dt', { data: { tone } }), el('dd', {}, say(words))]))));
  }

  /** Turns a layer on or off; separations go from the composite through the plates. */
  async toggle(name) {
    if (name === 'ink' || name === 'separations') return this.#turnPlate(name);
    if (!shown.delete(name)) shown.add(name);
    this.element.querySelector(`[data-layer="${name}"]`).ariaPressed = String(shown.has(name));
    this.#drawLegends();
    tell('layers');
    this.draw();
  }

  none() {
    for (const name of [...shown]) this.toggle(name);
    if (plate) this.#showPlate(null);
  }

  async #turnPlate(name) {
    const [page] = this.table.pages;
    if (!page) return;
    const names = await this.#platesOf(page);
    if (!names) return;
    const order = ['composite', ...names.filter((n) => n !== 'composite' && n !== 'ink')];
    if (name === 'ink') return this.#showPlate(plate === 'ink' ? null : 'ink');
    this.#showPlate(order[order.indexOf(plate) + 1] ?? null);
  }

  /** The plates of a page by name; null when it has none, of which the reason is told. */
  async #platesOf(page) {
    let plates = this.#plates.get(page.digest);
    if (!plates) {
      const busy = toast(say('separating'));
      try {
        plates = await get(`api/plates/${page.digest}`);
      } catch {
        plates = { names: [], findings: [] };
      } finally {
        busy.remove();
      }
      this.#plates.set(page.digest, plates);
    }
    if (plates.names.length) return plates.names;
    toast(plates.findings.length ? headOf(plates.findings[0]) : say('noPlates'), 'fault');
    return null;
  }

  #showPlate(name) {
    plate = name;
    for (const [layer, isOn] of [['ink', name === 'ink'], ['separations', name !== null && name !== 'ink']]) {
      const button = this.element.querySelector(`[data-layer="${layer}"]`);
      button.ariaPressed = String(isOn);
      button.querySelector('span').textContent = isOn && layer === 'separations'
        ? `${say('separations')} ${name === 'composite' ? say('composite') : name}` : say(layer);
    }
    if (name === null) delete this.table.element.dataset.plate;
    else this.table.element.dataset.plate = name;
    this.#drawLegends();
    tell('layers');
    this.draw();
  }

  async #drawPlate(page) {
    const { digest } = page;
    const names = plate ? await this.#platesOf(page) : null;
    if (page.digest !== digest) return;
    page.layer.querySelector('.plate')?.remove();
    const index = names?.indexOf(plate) ?? -1;
    if (index < 0) return;
    page.layer.prepend(svg('image', {
      class: 'plate', href: `plate/${digest}/${index}`, width: page.width, height: page.height, preserveAspectRatio: 'none',
    }));
  }

  /** Draws what is switched on over each page that lies on the table. */
  async draw() {
    await Promise.all(this.table.pages.map((page) => this.#drawPage(page)));
  }

  async #drawPage(page) {
    this.#drawPlate(page);
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
    // What was switched off meanwhile is not drawn.
    page.shownMarks = loaded.filter((layer) => layer && shown.has(layer.name));
    group.replaceChildren(...page.shownMarks.map((layer) => drawLayer(layer)));
  }

  /** What the marks at a point of a page say, the smallest first. */
  at({ page, x, y }) {
    const reach = 1.5;
    return (page.shownMarks ?? []).flatMap((layer) => layer.marks.map((mark) => ({ ...mark, words: labelOf(mark) })))
      .filter(({ area: a, details }) => details?.length && x >= a.x - reach && x <= a.x + a.width + reach
        && y >= a.y - reach && y <= a.y + a.height + reach)
      .toSorted((a, b) => a.area.width * a.area.height - b.area.width * b.area.height).slice(0, 3);
  }
}

/** What is written at a mark: a word of the desk with its figure, the title of a finding, or words of the issue. */
function labelOf({ words, number, code }) {
  if (code) return headOf({ code, characters: number, summary: words });
  if (isWord(words)) return say(words, { n: number });
  return number ? `${words}　${say('characters', { n: number })}` : words;
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
    const characters = [...labelOf(mark)];
    words.textContent = characters.length > 26 ? `${characters.slice(0, 25).join('')}…` : characters.join('');
    group.append(words);
  }
  return group;
}
