// Remarks: pinned on the page as numbered flags, threaded in the panel.

import { el, fill, svg, toast, at } from './dom.js';
import { post } from './api.js';
import { say } from './words.js';
import { why } from './findings.js';
import { desk, me } from './state.js';
import { nameField, needName, storeFault } from './signing.js';

const millimetre = 72 / 25.4;

export class Remarks {
  chosen = null;
  isPlacing = false;
  showsResolved = false;
  #draft = null;

  constructor(table, panels) {
    this.table = table;
    this.panels = panels;
    this.banner = el('p.banner', { hidden: true, role: 'status', onpointerdown: (event) => event.stopPropagation() },
      say('remarkHint'), el('button.quiet', { type: 'button', onclick: () => this.place(false) }, say('cancel')));
    table.element.append(this.banner);
  }

  of(number) { return desk.details.get(number)?.remarks ?? []; }

  /** Remarks are counted on each page; the log has numbers of its own. */
  #count(remark) { return this.of(remark.page.number).indexOf(remark) + 1; }

  /** Whether one is pinned, and nothing written in it yet. */
  get isEmpty() { return this.#draft !== null && !at('remark-text')?.value.trim(); }

  /** From now on a click on the page places a remark. */
  place(isPlacing = true) {
    this.#wait(isPlacing);
    if (!isPlacing) {
      this.#draft = null;
      this.drawFlags();
    }
    this.panels().refresh('remarks');
    this.table.element.focus({ preventScroll: true });
  }

  #wait(isPlacing) {
    this.isPlacing = isPlacing;
    this.banner.hidden = !isPlacing;
    this.table.element.classList.toggle('placing', isPlacing);
  }

  /** The place of a remark was clicked. */
  pin({ page, x, y }) {
    this.#draft = { page: page.number, digest: page.digest, place: { x: x / millimetre, y: y / millimetre, width: 0, height: 0 } };
    this.#wait(false);
    this.drawFlags();
    this.panels().show('remarks');
    (me.name ? at('remark-text') : document.querySelector('#body-remarks .my-name'))?.focus();
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
    const flag = this.#pinShape(remark.place, this.#count(remark), kind);
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
    document.querySelector(`[data-key="thread-${number}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  draw(body, pages) {
    const all = pages.flatMap((number) => this.of(number));
    const shown = all.filter((r) => this.showsResolved || !r.resolvedBy);
    const resolved = all.filter((r) => r.resolvedBy).length;
    fill(body,
      storeFault(),
      nameField(),
      this.#draft ? this.#form() : el('div.row', { data: { key: 'begin' } },
        el('button.accent', { type: 'button', id: 'new-remark', disabled: Boolean(desk.issue?.storeFault), onclick: () => this.place() }, say('newRemark')), el('kbd', {}, 'M')),
      shown.length ? el('ol.threads', {}, shown.map((remark) => this.#thread(remark)))
        : el('p.empty', { data: { key: 'none' } }, say('noRemarks')),
      resolved ? el('label.check', {}, el('input', {
        type: 'checkbox', checked: this.showsResolved,
        onchange: (event) => { this.showsResolved = event.target.checked; this.drawFlags(); this.panels().refresh('remarks'); },
      }), say('showResolved'), ` (${resolved})`) : null);
  }

  #form() {
    return el('form.remark', { onsubmit: (event) => { event.preventDefault(); this.#send(); } },
      el('textarea', {
        id: 'remark-text', rows: 3, maxLength: 4000, placeholder: say('remarkText'),
        aria: { label: say('remarkText') }, onkeydown: submitsWith(() => this.#send()),
      }),
      el('div.row', {},
        el('button.accent', { type: 'submit', id: 'pin-remark', title: say('sendHint') }, say('place')),
        el('button.quiet', { type: 'button', onclick: () => this.place(false) }, say('cancel'))));
  }

  async #send() {
    const text = at('remark-text');
    const by = needName('#body-remarks');
    if (!by) return;
    if (!text.value.trim()) return text.focus();
    if (!await act('remark', { ...this.#draft, text: text.value, by })) return;
    text.value = '';
    this.#draft = null;
    this.drawFlags();
    this.panels().refresh('remarks');
    this.table.element.focus({ preventScroll: true });
  }

  #thread(remark) {
    const { number } = remark;
    const answer = async () => {
      const reply = at(`reply-${number}`);
      if (!reply.value.trim()) return reply.focus();
      const by = needName('#body-remarks');
      if (by && await act('reply', { remark: number, text: reply.value, by })) reply.value = '';
    };
    const settle = (what) => async () => {
      const by = needName('#body-remarks');
      if (by) await act(what, { remark: number, by });
    };
    const page = this.table.pages.find((p) => p.number === remark.page.number);
    const isOld = page && page.digest !== remark.digest;
    return el('li.thread', { data: { key: `thread-${number}`, resolved: Boolean(remark.resolvedBy), chosen: this.chosen === number } },
      el('button.card', { type: 'button', onclick: () => {
        this.choose(number);
        this.table.show(remark.page.number, { x: remark.place.x * millimetre, y: remark.place.y * millimetre, width: 0, height: 0 });
      } }, el('b.number', {}, this.#count(remark)), el('span.by', {}, remark.by), el('span.text', {}, remark.text),
      isOld ? el('span.why', { title: say('version', { v: remark.digest.slice(0, 8) }) }, say('onVersion')) : null),
      remark.replies.map((r) => el('p.reply', {}, el('span.by', {}, r.by), r.text)),
      remark.resolvedBy
        ? el('div.row', { data: { key: 'resolved' } }, el('span.hint', {}, say('resolvedBy', { name: remark.resolvedBy })),
          el('button.quiet', { type: 'button', onclick: settle('reopen') }, say('reopen')))
        : el('div.row', { data: { key: 'open' } },
          el('textarea', {
            id: `reply-${number}`, rows: 1, placeholder: say('reply'), maxLength: 4000, title: say('sendHint'),
            aria: { label: `${say('reply')} ${this.#count(remark)}` }, onkeydown: submitsWith(answer),
          }),
          el('button', { type: 'button', data: { key: 'reply' }, onclick: answer }, say('reply')),
          el('button', { type: 'button', data: { key: 'resolve', resolve: number }, onclick: settle('resolve') }, say('resolve'))));
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
    toast(say('failed', { words: why(error) }), 'fault');
    return false;
  }
}
