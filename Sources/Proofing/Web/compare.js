// Two versions of a page: what was written differently, and where it looks different.

import { el, fill, toast } from './dom.js';
import { get } from './api.js';
import { say } from './words.js';
import { why } from './findings.js';
import { pageState } from './state.js';

const when = (at) => new Date(at).toLocaleString(document.documentElement.lang, {
  month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export class Comparison {
  #mode = 'overlaid';
  #blinking = 0;
  #picture = null;

  constructor(open) { this.open = open; }

  /** The versions of the pages that are looked at, each to be compared with the newest. */
  async drawList(body, pages) {
    const parts = await Promise.all(pages.map(async (number) => {
      let versions = [];
      try { versions = await get(`api/versions/${number}`); } catch { /* nothing is kept */ }
      const digest = pageState(number)?.digest;
      return el('section', {},
        el('h2', {}, say('page', { n: number }), ' ', pageState(number)?.section ?? ''),
        versions.length < 2 ? el('p.empty', {}, say('noVersions')) : null,
        el('ol.versions', {}, versions.map((version, index) => el('li', {},
          el('span', {}, when(version.at)), el('span.code', {}, version.digest.slice(0, 8)),
          version.digest === digest && index === 0 ? el('b.badge', { data: { kind: 'good' } }, say('current'))
            : version.digest === digest ? el('span.hint', {}, say('sameAsNow'))
            : el('a.button', { href: `#/compare/${number}/${version.number}/${versions[0].number}`, data: { compare: version.number } }, say('compare'))))));
    }));
    fill(body, parts);
  }

  async show(stage, number, old, fresh) {
    let found;
    try {
      found = await get(`api/compare/${old}/${fresh}`);
    } catch (error) {
      toast(say('failed', { words: why(error) }), 'fault');
      return this.open(number);
    }
    const modes = ['sideBySide', 'overlaid', 'blink'];
    this.#picture = el('div.pictures', { data: { mode: this.#mode } });
    const buttons = modes.map((mode) => el('button', {
      type: 'button', data: { mode }, aria: { pressed: String(mode === this.#mode) },
      onclick: () => { this.#mode = mode; this.show(stage, number, old, fresh); },
    }, say(mode)));
    const image = (source, words) => el('figure', {},
      el('div.framed', {}, el('img', { src: source, alt: words }), this.#areas(found)), el('figcaption', {}, words));
    const before = `${say('before')} ${when(found.old.at)}`, after = `${say('after')} ${when(found.new.at)}`;
    fill(this.#picture, this.#mode === 'overlaid'
      ? image(found.areas.length ? `difference/${old}/${fresh}` : `kept/${found.new.digest}`,
        `${before} — ${after}${found.areas.length ? `：${say('overlaidHint')}` : ''}`)
      : [image(`kept/${found.old.digest}`, before), image(`kept/${found.new.digest}`, after)]);
    fill(stage, el('section.comparison', {},
      el('header', {},
        el('a.button', { href: `#/page/${number}` }, '‹ ', say('page', { n: number })),
        el('div.row', { role: 'group', aria: { label: say('compare') } }, buttons),
        el('span.hint', {}, found.areas.length ? say('changedAreas', { n: found.areas.length }) : say('sameVersion'))),
      this.#picture, this.#text(found)));
    clearInterval(this.#blinking);
    if (this.#mode === 'blink') {
      let shows = 0;
      this.#blinking = setInterval(() => {
        if (!this.#picture.isConnected) return clearInterval(this.#blinking);
        this.#picture.dataset.shows = shows = 1 - shows;
      }, 700);
    }
  }

  #areas(found) {
    return el('div.areas', { aria: { hidden: 'true' } }, found.areas.map((area) => {
      const mark = el('i');
      mark.style.left = `${100 * area.x / found.width}%`;
      mark.style.top = `${100 * area.y / found.height}%`;
      mark.style.width = `${100 * area.width / found.width}%`;
      mark.style.height = `${100 * area.height / found.height}%`;
      return mark;
    }));
  }

  #text(found) {
    return el('section.changes', { tabIndex: 0, aria: { label: say('textChanges') } }, el('h2', {}, say('textChanges')),
      found.stories.length ? found.stories.map((story) => el('article', { data: { story: story.story } },
        el('h3', {}, story.title, ' ', el('small', {}, say(`story_${story.change}`, { from: story.oldSlot, to: story.newSlot }))),
        paragraphs(story))) : el('p.empty', {}, say('noTextChanges')));
  }

  act(name) {
    if (name === 'versions') this.#picture?.parentElement.querySelector('[data-mode="blink"]')?.click();
  }
}

const marks = { added: 'ins', movedHere: 'ins', removed: 'del', movedAway: 'del' };

/** Paragraphs with what changed in them; those that stayed the same are passed over. */
function paragraphs(story) {
  const shown = [];
  let isGap = false;
  for (const { change, fragments } of story.paragraphs) {
    if (change === 'same') {
      if (!isGap) shown.push(el('p.gap', {}, '……'));
      isGap = true;
      continue;
    }
    isGap = false;
    const isMoved = change.startsWith('moved');
    shown.push(el('p', { data: { change } }, isMoved ? el('span.badge', { data: { kind: 'remark' } }, say('movedWords')) : null,
      fragments.map(({ change, text }) => (marks[change] ? el(marks[change], { data: { kind: change } }, text) : shorten(text)))));
  }
  return shown;
}

/** A long stretch that stayed the same, with its middle left out. */
const shorten = (text) => ([...text].length > 60 ? `${[...text].slice(0, 22).join('')} …… ${[...text].slice(-22).join('')}` : text);
