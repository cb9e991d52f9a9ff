// A story's text beside the page: read, counted against its slot, changed, written back.

import { el, fill, toast, announce } from './dom.js';
import { get, post, Refused, tell } from './api.js';
import { say } from './words.js';
import { why } from './findings.js';
import { desk } from './state.js';
import { titleOf } from './plan.js';
import { undo, move, refusalWords } from './edits.js';

const heads = ['kicker', 'headline', 'deck', 'byline'];

export class StoryPanel {
  /** The story that is open: { id, page, slot, given, written, isOutdated } */
  open = null;
  #body = null;
  #pages = [];

  get hasUnsaved() { return Boolean(this.open?.given && this.#touched().length); }

  /** Opens a story that stands in a slot of a page; `part` and `text` say which words were pointed at. */
  async show(page, slot, part, text) {
    if (this.open?.id !== slot.story || this.open.page !== page) {
      if (this.hasUnsaved && !await this.save()) return;
      this.open = { id: slot.story, page, slot: slot.name };
      await this.#load();
      this.#redraw();
    }
    this.#mark(part, text);
  }

  /** What was changed by others is shown where nothing was written here. */
  async freshen() {
    if (this.open) await this.#load();
    this.#redraw();
  }

  /** A photo of the story that is open, by its file: { file, x, y }. */
  photo(story, file) {
    return this.open?.id === story ? this.open.given?.photos.find((p) => p.file === file) : undefined;
  }

  async #load() {
    const { open } = this;
    let given;
    try {
      given = await get(`api/source?file=${encodeURIComponent(open.id)}`);
    } catch (error) {
      open.isGone = error instanceof Refused && error.status === 404;
      if (!open.isGone) toast(say('failed', { words: why(error) }), 'fault');
      return;
    }
    open.isGone = false;
    open.isOutdated = this.hasUnsaved && given.source.digest !== open.given.source.digest;
    if (!this.hasUnsaved) this.#take(open, given);
  }

  #take(open, given) {
    Object.assign(open, { given, written: { ...given.heads, body: given.source.body.trimEnd() }, isOutdated: false });
  }

  #redraw() {
    if (this.#body) this.draw(this.#body, this.#pages);
  }

  draw(body, pages) {
    [this.#body, this.#pages] = [body, pages];
    if (this.open && !pages.includes(this.open.page) && !this.hasUnsaved) this.open = null;
    const { open } = this;
    if (!open?.given) return fill(body, this.#list(pages));
    const plan = desk.details.get(open.page)?.plan;
    fill(body, el('form.story', { data: { key: open.id }, onsubmit: (event) => { event.preventDefault(); this.save(); } },
      el('header', {},
        el('div.row', {}, el('button.quiet.back', { type: 'button', onclick: () => this.#leave() }, '‹ ', say('storiesHere')),
          el('span.code', {}, open.id)),
        el('p.counts', { id: 'counts' })),
      open.isGone ? el('p.alert', { data: { key: 'gone' }, role: 'alert' }, say('storyGone')) : null,
      open.isOutdated ? el('p.alert', { data: { key: 'outdated', kind: 'warning' }, role: 'status' }, say('outdated')) : null,
      heads.filter((key) => key === 'headline' || open.given.heads[key] !== undefined).map((key) =>
        el('label.field', { data: { key } }, el('span', {}, say(key)),
          key === 'headline' ? el('textarea', { ...this.#field(key), rows: 2 }) : el('input', { type: 'text', ...this.#field(key) }))),
      el('label.field.grow', { data: { key: 'body' } }, el('span', {}, say('body')),
        el('textarea', { ...this.#field('body'), spellcheck: false })),
      el('div.row.foot', {},
        el('button.accent', { type: 'submit', id: 'save', title: say('saveHint') }, say('save')),
        el('button.quiet', { type: 'button', id: 'revert', hidden: true, onclick: () => this.#revert() }, say('revert')),
        el('button.quiet', { type: 'button', id: 'undo', title: 'Ctrl+Z', onclick: () => undo('undo') }, say('undo')),
        el('button.quiet', { type: 'button', id: 'redo', title: 'Ctrl+Shift+Z', onclick: () => undo('redo') }, say('redo')),
        el('span.hint', { id: 'unsaved' })),
      this.#slots(plan)));
    for (const key of [...heads, 'body']) this.#put(open.written[key] ?? '', body.querySelector(`#story-${key}`));
    this.#count();
  }

  /** What was written here and not saved is given up. */
  async #revert() {
    this.open.written = { ...this.open.given.heads, body: this.open.given.source.body.trimEnd() };
    await this.freshen();
  }

  #field(key) {
    return {
      id: `story-${key}`, data: { part: key, marked: this.open.marked === key }, value: this.open.written[key] ?? '',
      oninput: (event) => { this.open.written[key] = event.target.value; this.#count(); },
      onkeydown: (event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.save();
      },
    };
  }

  /** Words into a field that shows others, the caret staying where it is. */
  #put(words, field) {
    if (!field || field.value === words) return;
    const { selectionStart, selectionEnd, scrollTop } = field;
    field.value = words;
    field.setSelectionRange(selectionStart, selectionEnd);
    field.scrollTop = scrollTop;
  }

  /** The stories of the pages that are looked at, for who has not chosen one. */
  #list(pages) {
    const found = pages.flatMap((number) => (desk.details.get(number)?.plan?.slots ?? [])
      .filter((slot) => slot.story).map((slot) => ({ number, slot })))
      // What goes over the fold is one story.
      .filter(({ slot }, index, all) => all.findIndex((other) => other.slot.story === slot.story) === index);
    const titleOn = (story) => pages.map((number) => titleOf(desk.details.get(number)?.plan, story) ?? '').join('');
    return [el('p.hint', { data: { key: 'hint' } }, say('chooseStory')),
      el('ul.stories', {}, found.map(({ number, slot }) => el('li', { data: { key: `${number}/${slot.name}` } },
        el('button.card', { type: 'button', onclick: () => tell('choose', { number, slot }) },
          el('b', {}, titleOn(slot.story) || slot.story.split('/').at(-1)),
          el('span.why', {}, `${say('slot')} ${slot.name}`, slot.characters ? `　${say('set', { n: slot.characters })}` : ''),
          slot.excess > 0 ? el('span.badge', { data: { kind: 'error' } }, say('over', { n: slot.excess })) : null)))),
      el('p.hint.needs-keys', { data: { key: 'drag' } }, say('dragStory'))];
  }

  async #leave() {
    if (this.hasUnsaved && !await this.save()) return;
    this.open = null;
    tell('choose', null);
    this.#redraw();
  }

  /** The same as dragging, for the keyboard. */
  #slots(plan) {
    const others = plan?.slots.filter((s) => s.takesStory && s.name !== this.open.slot) ?? [];
    if (!others.length) return null;
    return el('label.field.inline', { data: { key: 'slots' } }, el('span', {}, say('moveTo')),
      el('select', { id: 'move-to', onchange: (event) => {
        const slot = event.target.value;
        event.target.value = '';
        if (slot) move(this.open.page, this.open.slot, slot);
      } },
      el('option', { value: '' }, '—'),
      others.map((s) => el('option', { value: s.name, data: { key: s.name } }, `${s.name}${s.story ? `　${titleOf(plan, s.story) ?? ''}` : ''}`))));
  }

  /** Shows the words that were pointed at, where the caret will be when somebody goes on to write. */
  #mark(part, text) {
    if (!this.open?.given) return;
    this.open.marked = [...heads, 'body'].includes(part) ? part : null;
    this.#redraw();
    const field = this.#body.querySelector('[data-marked=true]');
    if (!field) return;
    const place = part === 'body' && text ? field.value.indexOf(text.trim().slice(2, 10)) : -1;
    if (place < 0) return field.scrollIntoView({ block: 'nearest' });
    field.setSelectionRange(place, place);
    const lines = (end) => Math.ceil(field.value.slice(0, end).split('\n').reduce((n, l) => n + Math.max(1, l.length / 22), 0));
    field.scrollTop = Math.max(0, field.scrollHeight * lines(place) / lines(undefined) - field.clientHeight / 2);
  }

  /** The field that was pointed at last takes the keys. */
  write() {
    const field = this.#body?.querySelector('[data-marked=true]') ?? this.#body?.querySelector('#story-body, .stories button');
    field?.focus();
  }

  /** The fields in which something else stands than in the file. */
  #touched() {
    const { given, written } = this.open;
    return [...heads.filter((key) => (written[key] ?? '') !== (given.heads[key] ?? '')),
      ...(written.body !== given.source.body.trimEnd() ? ['body'] : [])];
  }

  #changes() {
    const { written } = this.open;
    return this.#touched().map((key) => (key === 'body' ? { body: { _0: `${written.body}\n` } }
      : { head: { _0: key, _1: written[key]?.trim() ? written[key] : null } }));
  }

  #count() {
    const { open } = this;
    const slot = desk.details.get(open.page)?.plan?.slots.find((s) => s.name === open.slot);
    const difference = length(open.written.body) - length(open.given.source.body);
    const excess = (slot?.excess ?? 0) + difference;
    // A line or two of white are no fault.
    const isShort = desk.details.get(open.page)?.findings.some((f) => f.code === 'fit.body.underset' && f.subject === open.id);
    fill(this.#body.querySelector('#counts'),
      el('span', { data: { key: 'written' } }, say('written', { n: length(open.written.body) })),
      slot?.characters ? el('span', { data: { key: 'set' } }, say('set', { n: slot.characters })) : null,
      el('b', { data: { kind: excess > 0 ? 'error' : isShort ? 'under' : 'good' } },
        excess > 0 ? say('over', { n: excess }) : excess === 0 ? say('fits') : say(isShort ? 'under' : 'room', { n: -excess })));
    this.#body.querySelector('#unsaved').textContent = this.hasUnsaved ? say('edited') : '';
    this.#body.querySelector('#save').disabled = !this.hasUnsaved;
    this.#body.querySelector('#revert').hidden = !this.hasUnsaved;
    for (const id of ['undo', 'redo']) this.#body.querySelector(`#${id}`).hidden = this.hasUnsaved;
  }

  /** Writes what was changed; false when it was refused. */
  async save() {
    const { open } = this;
    let basedOn = open.given.source.digest;
    const changes = this.#changes();
    if (!changes.length) return true;
    const sent = { ...open.written };
    tell('editing', performance.now());
    try {
      for (const change of changes) {
        const receipt = await post('api/edit', { edit: { file: open.id, basedOn, change } });
        basedOn = receipt.after;
      }
    } catch (error) {
      tell('editing', null);
      this.#refuse(error);
      return false;
    }
    // What was typed meanwhile stays unsaved.
    open.given = {
      ...open.given, heads: Object.fromEntries(heads.map((key) => [key, sent[key]])),
      source: { ...open.given.source, digest: basedOn, body: `${sent.body}\n` },
    };
    this.#redraw();
    announce(say('saved', { file: open.id }));
    // Put back at once by somebody else it looks as before, and there are no news of it.
    setTimeout(() => this.freshen(), 1000);
    return true;
  }

  #refuse(error) {
    const changed = error instanceof Refused && error.body?.refusal?.changedUnderneath;
    if (!changed) return toast(refusalWords(error), 'fault');
    const { open } = this;
    const close = () => dialog.close();
    const take = async (mine) => {
      close();
      // What was not touched here is taken from the file either way.
      const own = Object.fromEntries(this.#touched().map((key) => [key, open.written[key]]));
      this.#take(open, await get(`api/source?file=${encodeURIComponent(open.id)}`));
      if (mine) Object.assign(open.written, own);
      this.#redraw();
      if (mine) await this.save();
    };
    const dialog = el('dialog.sheet.refused', { aria: { label: say('refusedTitle') }, onclose: () => dialog.remove() },
      el('h2', {}, say('refusedTitle')), el('p', {}, say('refusedWhy'), changed.keptAs ? say('keptAs', { file: changed.keptAs }) : ''),
      el('div.both', {},
        el('section', {}, el('h3', {}, say('theirs')), el('pre', { tabIndex: 0 }, changed.now.text)),
        el('section', {}, el('h3', {}, say('yours')), el('pre', { tabIndex: 0 }, changed.yours))),
      el('div.row', {},
        el('button', { type: 'button', data: { take: 'theirs' }, onclick: () => take(false) }, say('takeTheirs')),
        el('button', { type: 'button', data: { take: 'yours' }, onclick: () => take(true) }, say('takeYours')),
        el('button.quiet', { type: 'button', onclick: close }, say('goOn'))));
    document.body.append(dialog);
    dialog.showModal();
  }
}

/** Characters as newspapers count them: everything but white space and marks of Markdown. */
export const length = (text) => [...(text ?? '').replace(/[\s*#]/gu, '')].length;
