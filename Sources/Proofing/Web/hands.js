// What hands do on the page: clicking a story, dragging it to another slot, a photo's focus point.

import { svg } from './dom.js';
import { on } from './api.js';
import { say } from './words.js';
import { desk } from './state.js';
import { standing } from './plan.js';
import { move, focus } from './edits.js';
import { isNarrow } from './panels.js';

export class Hands {
  #focus = null;

  constructor(table, { story, remarks, panels }) {
    Object.assign(this, { table, story, remarks, panels });
    on('clicked', (event) => this.#click(event));
    on('choose', (chosen) => (chosen ? this.#choose(chosen.number, chosen.slot) : this.letGo()));
    table.element.addEventListener('pointerdown', (event) => this.#grab(event), { capture: true });
  }

  /** Frames a place for a moment. */
  flash(number, area) {
    const page = this.table.pages.find((p) => p.number === number);
    if (!page) return;
    page.layer.querySelector('.flash')?.remove();
    const frame = svg('rect', { class: 'flash', x: area.x - 2, y: area.y - 2, width: area.width + 4, height: area.height + 4 });
    page.layer.append(frame);
    setTimeout(() => frame.remove(), 1600);
  }

  async #click(event) {
    const spot = this.table.spot(event);
    if (spot && this.remarks.isPlacing) return this.remarks.pin(spot);
    const flag = event.target.closest?.('[data-remark]');
    if (flag) return this.remarks.choose(+flag.dataset.remark);
    if (!spot) return this.#showFocus(null);
    const { slot, piece, line } = standing(spot.page.number, spot.x, spot.y);
    if (!slot?.story) return this.#showFocus(null);
    await this.#choose(spot.page.number, slot, piece, line);
    const photo = line?.shows && this.story.photo(slot.story, piece.source);
    if (photo) this.#showFocus({ page: spot.page, slot, piece, line, photo });
  }

  /** Opens the story of a slot beside the page. */
  async #choose(number, slot, piece, line) {
    this.#showFocus(null);
    const page = this.table.pages.find((p) => p.number === number);
    if (page) this.#frame(page, slot);
    // Where the panel would cover half of the page a photo is wanted for itself.
    this.panels.show('story', { stays: isNarrow() && piece?.part === 'photo' });
    await this.story.show(number, slot, piece?.part, line?.text);
  }

  /** Nothing is chosen any more. */
  letGo() {
    this.#showFocus(null);
    for (const p of this.table.pages) p.layer.querySelector('.chosen-slot')?.remove();
  }

  #frame(page, slot) {
    for (const p of this.table.pages) p.layer.querySelector('.chosen-slot')?.remove();
    const { x, y, width, height } = slot.area;
    page.layer.prepend(svg('rect', { class: 'chosen-slot', x, y, width, height }));
  }

  // Focus points

  #showFocus(chosen) {
    for (const p of this.table.pages) p.layer.querySelector('.focus')?.remove();
    this.#focus = chosen;
    if (!chosen) return;
    const { page, line, photo } = chosen;
    const { x, y } = this.#pointOf(line, photo);
    const title = svg('title');
    title.textContent = say('focusHint');
    const dot = svg('g', { class: 'focus', transform: `translate(${x} ${y})` }, title,
      svg('g', { class: 'steady' }, svg('circle', { r: 22, class: 'grip' }), svg('circle', { r: 9 }), svg('path', { d: 'M-15 0H15M0 -15V15' })));
    page.layer.append(dot);
  }

  /** The point of the page at which a point of the photo shows, in thousandths of the photo. */
  #pointOf({ area, shows }, { x, y }) {
    return {
      x: area.x + area.width * Math.min(1, Math.max(0, (x - shows.x) / shows.width)),
      y: area.y + area.height * Math.min(1, Math.max(0, (y - shows.y) / shows.height)),
    };
  }

  // Dragging

  #grab(event) {
    if (event.button !== 0) return;
    if (event.target.closest?.('.focus')) return this.#drag(event, this.#draggedFocus());
    if (event.shiftKey) {
      const spot = this.table.spot(event);
      const from = spot && standing(spot.page.number, spot.x, spot.y).slot;
      if (from?.story) this.#drag(event, this.#draggedStory(spot.page, from));
    }
  }

  /** Follows the pointer until it is let go; Escape takes it back. */
  #drag(event, dragged) {
    event.preventDefault();
    event.stopPropagation();
    const { element } = this.table;
    this.table.held = true;
    element.setPointerCapture(event.pointerId);
    const end = (isDone) => {
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onCancel);
      document.removeEventListener('keydown', onKey, true);
      setTimeout(() => { this.table.held = false; });
      dragged.end(isDone);
    };
    const onMove = (e) => { const spot = this.table.spot(e); if (spot) dragged.move(spot, e); };
    const onUp = () => end(true);
    const onCancel = () => end(false);
    const onKey = (e) => { if (e.key === 'Escape') { e.stopPropagation(); end(false); } };
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onCancel);
    document.addEventListener('keydown', onKey, true);
  }

  #draggedFocus() {
    const { page, slot, piece, line } = this.#focus;
    const dot = page.layer.querySelector('.focus');
    let point = null;
    return {
      move: (spot) => {
        if (spot.page.number !== page.number) return;
        const { area, shows } = line;
        const part = (v, from, size) => Math.min(1, Math.max(0, (v - from) / size));
        const u = part(spot.x, area.x, area.width), v = part(spot.y, area.y, area.height);
        dot.setAttribute('transform', `translate(${area.x + u * area.width} ${area.y + v * area.height})`);
        point = { x: Math.round(shows.x + u * shows.width), y: Math.round(shows.y + v * shows.height) };
      },
      end: async (isDone) => {
        this.#showFocus(null);
        if (isDone && point) await focus(slot.story, piece.source, point.x, point.y);
      },
    };
  }

  #draggedStory(page, from) {
    const ghost = svg('rect', { class: 'ghost', ...from.area });
    page.layer.append(ghost);
    let target = null;
    return {
      move: (spot) => {
        for (const p of this.table.pages) p.layer.querySelector('.drop')?.remove();
        const slot = desk.details.get(spot.page.number)?.plan?.slots
          .filter((s) => s.takesStory).find((s) => spot.x >= s.area.x && spot.x <= s.area.x + s.area.width
            && spot.y >= s.area.y && spot.y <= s.area.y + s.area.height);
        target = slot && !(slot.name === from.name && spot.page.number === page.number) ? { page: spot.page, slot } : null;
        if (!target) return;
        const words = svg('text', { x: slot.area.x + 6, y: slot.area.y + 16 });
        words.textContent = say('dropHere', { slot: slot.name });
        spot.page.layer.append(svg('g', { class: 'drop' }, svg('rect', slot.area), words));
      },
      end: (isDone) => {
        ghost.remove();
        for (const p of this.table.pages) p.layer.querySelector('.drop')?.remove();
        if (isDone && target) move(page.number, from.name, target.slot.name, target.page.number);
      },
    };
  }
}
