// A story's text beside the page: read, counted against its slot, changed, written back.

import { el, fill, toast, announce } from './dom.js';
import { get, post, Refused, tell } from './api.js';
import { say } from './words.js';
import { desk } from './state.js';
import { titleOf } from './plan.js';

const heads = ['kicker', 'headline', 'deck', 'byline'];

export class StoryPanel {
  /** The story that is open: { id, page, slot, given, written } */
  open = null;

  constructor(table) { this.table = table; }

  get hasUnsaved() { return Boolean(this.open && this.#changes().length); }

  /** Opens a story that stands in a slot of a page. */
  async show(page, slot, body, part) {
    if (this.open?.id === slot.story && this.open.page === page) return this.#mark(body, part);
    if (this.hasUnsaved && !await this.save(body)) return;
    this.open = { id: slot.story, page, slot: slot.name };
    await this.#load();
    this.draw(body);
    this.#mark(body, part);
  }

  /** What was changed by others is shown where nothing was written here. */
  async freshen(body) {
    if (!this.open || this.hasUnsaved) return this.#count(body);
    const before = this.open.given?.source.digest;
    await this.#load();
    if (before !== this.open.given?.source.digest) this.draw(body);
    else this.#count(body);
  }

  /** A photo of the story that is open, by its file: { file, x, y }. */
  photo(story, file) {
    return this.open?.id === story ? this.open.given?.photos.find((p) => p.file === file) : undefined;
  }

  async #load() {
    const { open } = this;
    try {
      const given = await get(`api/source?file=${encodeURIComponent(open.id)}`);
      if (this.open === open) Object.assign(open, { given, written: { ...given.heads, body: given.source.body.trimEnd() } });
    } catch (error) {
      toast(say('failed', { words: error.message }), 'fault');
    }
  }

  draw(body) {
    const { open } = this;
    if (!open?.given) return fill(body, el('p.empty', {}, say('chooseStory')), el('p.hint', {}, say('dragStory')));
    const plan = desk.details.get(open.page)?.plan;
    const write = (key) => ({
      id: `story-${key}`, value: open.written[key] ?? '', data: { part: key },
      oninput: (event) => { open.written[key] = event.target.value; this.#count(body); },
      onkeydown: (event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.save(body);
      },
    });
    fill(body, el('form.story', { onsubmit: (event) => { event.preventDefault(); this.save(body); } },
      el('header', {}, el('p.code', {}, open.id), el('p.counts', { id: 'counts' })),
      heads.filter((key) => key === 'headline' || open.given.heads[key] !== undefined).map((key) =>
        el('label.field', {}, el('span', {}, say(key)),
          key === 'headline' ? el('textarea', { ...write(key), rows: 2 }) : el('input', { type: 'text', ...write(key) }))),
      el('label.field.grow', {}, el('span', {}, say('body')), el('textarea', { ...write('body'), spellcheck: false })),
      el('div.row.foot', {},
        el('button.accent', { type: 'submit', id: 'save', title: say('saveHint') }, say('save')),
        el('button.quiet', { type: 'button', id: 'undo', onclick: () => undo('undo') }, say('undo')),
        el('button.quiet', { type: 'button', id: 'redo', onclick: () => undo('redo') }, say('redo')),
        el('span.hint', { id: 'unsaved' })),
      this.#slots(plan)));
    this.#count(body);
  }

  /** The same as dragging, for the keyboard. */
  #slots(plan) {
    const others = plan?.slots.filter((s) => s.takesStory && s.name !== this.open.slot) ?? [];
    if (!others.length) return null;
    return el('label.field.inline', {}, el('span', {}, say('moveTo')),
      el('select', { onchange: (event) => event.target.value && move(this.open.page, this.open.slot, event.target.value) },
        el('option', { value: '' }, '—'),
        others.map((s) => el('option', { value: s.name }, `${s.name}${s.story ? `　${titleOf(plan, s.story) ?? ''}` : ''}`))));
  }

  #mark(body, part) {
    const field = body.querySelector(`[data-part="${part}"]`) ?? body.querySelector('[data-part="body"]');
    if (part) field?.focus({ preventScroll: true });
  }

  #changes() {
    const { given, written } = this.open;
    if (!given) return [];
    const changes = heads.filter((key) => (written[key] ?? '') !== (given.heads[key] ?? ''))
      .map((key) => ({ key, change: { head: { _0: key, _1: written[key]?.trim() ? written[key] : null } } }));
    if (written.body !== given.source.body.trimEnd()) changes.push({ key: 'body', change: { body: { _0: `${written.body}\n` } } });
    return changes;
  }

  #count(body) {
    const counts = body.querySelector('#counts');
    if (!counts || !this.open) return;
    const slot = desk.details.get(this.open.page)?.plan?.slots.find((s) => s.name === this.open.slot);
    const difference = length(this.open.written.body) - length(this.open.given.source.body);
    const excess = (slot?.excess ?? 0) + difference;
    fill(counts,
      el('span', {}, say('written', { n: length(this.open.written.body) })),
      slot?.characters ? el('span', {}, say('set', { n: slot.characters })) : null,
      el('b', { data: { kind: excess > 0 ? 'error' : excess < 0 ? 'under' : 'good' } },
        excess > 0 ? say('over', { n: excess }) : excess < 0 ? say('under', { n: -excess }) : say('fits')));
    body.querySelector('#unsaved').textContent = this.hasUnsaved ? say('edited') : '';
    body.querySelector('#save').disabled = !this.hasUnsaved;
  }

  /** Writes what was changed; false when it was refused. */
  async save(body) {
    const { open } = this;
    let basedOn = open.given.source.digest;
    const changes = this.#changes();
    if (!changes.length) return true;
    const sent = { ...open.written };
    tell('editing', performance.now());
    try {
      for (const { change } of changes) {
        const receipt = await post('api/edit', { edit: { file: open.id, basedOn, change } });
        basedOn = receipt.after;
      }
    } catch (error) {
      tell('editing', null);
      this.#refuse(error, body);
      return false;
    }
    // What was typed meanwhile stays unsaved.
    open.given = {
      ...open.given, heads: Object.fromEntries(heads.map((key) => [key, sent[key]])),
      source: { ...open.given.source, digest: basedOn, body: `${sent.body}\n` },
    };
    this.#count(body);
    announce(say('saved', { file: open.id }));
    return true;
  }

  #refuse(error, body) {
    const changed = error instanceof Refused && error.body?.refusal?.changedUnderneath;
    if (!changed) return toast(refusalWords(error), 'fault');
    const { open } = this;
    const close = () => dialog.close();
    const take = async (mine) => {
      close();
      const written = open.written;
      await this.#load();
      if (mine) open.written = written;
      this.draw(body);
      if (mine) await this.save(body);
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

/** Why an edit was refused. */
export function refusalWords(error) {
  const refusal = error.body?.refusal;
  const kind = refusal && Object.keys(refusal)[0];
  const what = kind && refusal[kind]._0;
  if (kind === 'nothing') return say('nothingToUndo');
  return kind && what !== undefined ? say('refused', { words: say(kind, { what }) }) : say('failed', { words: error.message });
}

/** Takes the last edit back, or makes it again. */
export async function undo(what) {
  tell('editing', performance.now());
  try {
    const receipt = await post(`api/${what}`);
    toast(say(what === 'undo' ? 'undone' : 'redone', { file: receipt.file }));
  } catch (error) {
    tell('editing', null);
    toast(refusalWords(error), 'fault');
  }
}

/** What stands in two slots of a page changes places. */
export async function move(page, slot, otherSlot, otherPage = page) {
  tell('editing', performance.now());
  try {
    const { source } = await get('api/source?file=issue.yaml');
    await post('api/edit', {
      edit: { file: 'issue.yaml', basedOn: source.digest, change: { swap: { page, slot, otherPage, otherSlot } } },
    });
    toast(say('moved', { story: slot, slot: otherSlot }));
  } catch (error) {
    tell('editing', null);
    toast(refusalWords(error), 'fault');
  }
}

/** A photo's focus point was put elsewhere. */
export async function focus(story, photo, x, y) {
  tell('editing', performance.now());
  try {
    const { source } = await get(`api/source?file=${encodeURIComponent(story)}`);
    await post('api/edit', { edit: { file: story, basedOn: source.digest, change: { focus: { photo, x, y } } } });
    toast(say('focusSet', { x: Math.round(x / 10), y: Math.round(y / 10) }));
  } catch (error) {
    tell('editing', null);
    toast(refusalWords(error), 'fault');
  }
}
