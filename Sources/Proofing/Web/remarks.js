// Remarks: pinned on the page as numbered flags, threaded in the panel.

import { el, fill, svg, toast } from './dom.js';
import { post } from './api.js';
import { say } from './words.js';
import { desk, me } from './state.js';
import { nameField, needName } from './signing.js';

const millimetre = 72 / 25.4;

export class Remarks {
  chosen = null;
  isPlacing = false;
  showsResolved = false;
  #draft = null;
  #head = null;
  #list = null;
  /** What the panel shows, to be compared with what it should. */
  #drawn = {};

  constructor(table, panels) {
    this.table = table;
    this.panels = panels;
  }

  of(number) { return desk.details.get(number)?.remarks ?? []; }

  /** From now on a click on the page places a remark. */
  place(isPlacing = true) {
    this.isPlacing = isPlacing;
    this.table.element.classList.toggle('placing', isPlacing);
    if (!isPlacing) this.#draft = null;
    if (isPlacing) {
      this.panels().show('remarks');
      toast(say('remarkHint'));
    }
  }

  /** The place of a remark was clicked. */
  pin({ page, x, y }) {
    this.#draft = { page: page.number, digest: page.digest, place: { x: x / millimetre, y: y / millimetre, width: 0, height: 0 } };
    this.isPlacing = false;
    this.table.element.classList.remove('placing');
    this.drawFlags();
    this.panels().show('remarks');
    document.getElementById('remark-text')?.focus();
  }

  drawFlags() {
    for (const page of this.table.pages) {
      let group = page.layer.querySelector('.flags');
      if (!group) page.layer.append(group = svg('g', { class: 'flags' }));
      const open = this.of(page.number).filter((r) => this.showsResolved || !r.resolvedBy);
      group.replaceChildren(...open.map((remark) => this.#flag(remark, page)),
        ...(this.#draft?.page === page.number ? [this.#pinShape(this.#draft.place, '＋', 'draft')] : []));
    }
  }

  #flag(remark, page) {
    const isOld = remark.digest !== page.digest;
    const kind = [remark.resolvedBy ? 'resolved' : 'open', isOld ? 'old' : '', this.chosen === remark.number ? 'chosen' : ''].join(' ');
    const flag = this.#pinShape(remark.place, remark.number, kind);
    flag.dataset.remark = remark.number;
    return flag;
  }

  #pinShape(place, words, kind) {
    const flag = svg('g', { class: `flag ${kind}`, transform: `translate(${place.x * millimetre} ${place.y * millimetre})` });
    const inside = svg('g', { class: 'steady' }, svg('path', { d: 'M0 0 L-9 -13 A11 11 0 1 1 9 -13 Z' }));
    const text = svg('text', { x: 0, y: -16 });
    text.textContent = words;
    inside.append(text);
    flag.append(inside);
    return flag;
  }

  choose(number) {
    this.chosen = number;
    this.panels().show('remarks');
    this.drawFlags();
    document.querySelector(`[data-thread="${number}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  /** Draws what changed and nothing else: news must not break into what is being typed. */
  draw(body, pages) {
    if (this.#head?.parentElement !== body) {
      [this.#head, this.#list] = [el('div'), el('div')];
      this.#drawn = {};
      fill(body, this.#head, this.#list);
    }
    const form = `${Boolean(this.#draft)} ${me.isFixed}`;
    if (this.#drawn.form !== form) {
      this.#drawn.form = form;
      fill(this.#head, nameField(), this.#draft ? this.#form()
        : el('button', { type: 'button', id: 'new-remark', onclick: () => this.place() }, say('newRemark'), ' ', el('kbd', {}, 'M')));
    }
    const all = pages.flatMap((number) => this.of(number));
    const list = JSON.stringify([pages, all, this.showsResolved, this.chosen, this.table.pages.map((page) => page.digest)]);
    if (this.#drawn.list === list) return;
    this.#drawn.list = list;
    this.#drawList(all, () => this.draw(body, pages));
  }

  #drawList(all, redraw) {
    const written = new Map([...this.#list.querySelectorAll('textarea')].map((t) => [t.id, t.value]));
    const focused = document.activeElement?.id;
    const shown = all.filter((r) => this.showsResolved || !r.resolvedBy);
    const resolved = all.filter((r) => r.resolvedBy).length;
    fill(this.#list,
      shown.length ? el('ol.threads', {}, shown.map((remark) => this.#thread(remark)))
        : el('p.empty', {}, say('noRemarks')),
      resolved ? el('label.check', {}, el('input', {
        type: 'checkbox', checked: this.showsResolved,
        onchange: (event) => { this.showsResolved = event.target.checked; this.drawFlags(); redraw(); },
      }), say('showResolved'), ` (${resolved})`) : null);
    for (const [id, value] of written) {
      const field = id && document.getElementById(id);
      if (field && value) field.value = value;
    }
    if (focused && this.#list.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused).focus();
  }

  #form() {
    const text = el('textarea', { id: 'remark-text', rows: 3, maxLength: 4000, aria: { label: say('remarkText') }, onkeydown: submitsWith(() => send()) });
    const send = async () => {
      const by = needName();
      if (!by) return;
      const order = { ...this.#draft, text: text.value, by };
      if (await act('remark', order)) {
        text.value = '';
        this.#draft = null;
        this.drawFlags();
        this.panels().refresh('remarks');
      }
    };
    return el('form.remark', { onsubmit: (event) => { event.preventDefault(); send(); } }, text,
      el('div.row', {},
        el('button.accent', { type: 'submit', id: 'pin-remark' }, say('place')),
        el('button.quiet', { type: 'button', onclick: () => { this.place(false); this.drawFlags(); this.panels().refresh('remarks'); } }, say('cancel'))));
  }

  #thread(remark) {
    const reply = el('textarea', {
      id: `reply-${remark.number}`, rows: 1, placeholder: say('reply'), maxLength: 4000,
      aria: { label: say('reply') }, onkeydown: submitsWith(() => answer()),
    });
    const answer = async () => {
      const by = needName();
      if (by && reply.value.trim() && await act('reply', { remark: remark.number, text: reply.value, by })) reply.value = '';
    };
    const settle = (what) => async () => {
      const by = needName();
      if (by) await act(what, { remark: remark.number, by });
    };
    const page = this.table.pages.find((p) => p.number === remark.page.number);
    return el('li.thread', { data: { thread: remark.number, resolved: Boolean(remark.resolvedBy), chosen: this.chosen === remark.number } },
      el('button.card', { type: 'button', onclick: () => {
        this.choose(remark.number);
        this.table.show(remark.page.number, { x: remark.place.x * millimetre, y: remark.place.y * millimetre, width: 0, height: 0 });
      } }, el('b.number', {}, remark.number), el('span.by', {}, remark.by), el('span.text', {}, remark.text),
      page && page.digest !== remark.digest ? el('span.code', {}, say('onVersion', { v: remark.digest.slice(0, 8) })) : null),
      remark.replies.map((r) => el('p.reply', {}, el('span.by', {}, r.by), r.text)),
      remark.resolvedBy
        ? el('div.row', {}, el('span.hint', {}, say('resolvedBy', { name: remark.resolvedBy })),
          el('button.quiet', { type: 'button', onclick: settle('reopen') }, say('reopen')))
        : el('div.row', {}, reply,
          el('button.quiet', { type: 'button', onclick: answer }, say('reply')),
          el('button.quiet', { type: 'button', data: { resolve: remark.number }, onclick: settle('resolve') }, say('resolve'))));
  }
}

const submitsWith = (send) => (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    send();
  }
};

async function act(what, order) {
  try {
    await post(`api/${what}`, order);
    return true;
  } catch (error) {
    toast(say('failed', { words: error.message }), 'fault');
    return false;
  }
}
