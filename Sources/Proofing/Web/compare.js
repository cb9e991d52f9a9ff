// Two versions of a page: what was written differently, and where it looks different.

import { el, fill, toast } from './dom.js';
import { get } from './api.js';
import { say } from './words.js';
import { desk, pageState } from './state.js';

const when = (at) => new Date(at).toLocaleString(document.documentElement.lang, {
  month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' });

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
            : el('a.button', { href: `#/compare/${number}/${version.number}/${versions[0].number}`, data: { compare: version.number } }, say('compare'))))));
    }));
    fill(body, parts);
  }

  async show(stage, number, old, fresh) {
    let found;
    try {
      found = await get(`api/compare/${old}/${fresh}`);
    } catch (error) {
      toast(say('failed', { words: error.message }), 'fault');
      return this.open(number);
    }
    const modes = ['sideBySide', 'overlaid', 'blink'];
    this.#picture = el('div.pictures', { data: { mode: this.#mode } });
    const buttons = modes.map((mode) => el('button', {
      type: 'button', data: { mode }, aria: { pressed: String(mode === this.#mode) },
      onclick: () => { this.#mode = mode; this.show(stage, number, old, fresh); },
    }, say(mode)));
    const image = (digest, words) => el('figure', {}, el('img', { src: `kept/${digest}`, alt: words }),
      this.#areas(found), el('figcaption', {}, words));
    fill(this.#picture, image(found.old.digest, `${say('before')} ${when(found.old.at)}`), image(found.new.digest, `${say('after')} ${when(found.new.at)}`));
    fill(stage, el('section.comparison', {},
      el('header', {},
        el('a.button', { href: `#/page/${number}` }, '‹ ', say('page', { n: number })),
        el('div.row', { role: 'group' }, buttons),
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
    return el('section.changes', {}, el('h2', {}, say('textChanges')),
      found.stories.length ? found.stories.map((story) => el('article', {},
        el('h3', {}, story.title),
        el('p', {}, story.words.map(({ kind, text }) => kind === 'same' ? text
          : el(kind === 'removed' ? 'del' : 'ins', { data: { kind } }, text))))) : el('p.empty', {}, say('noTextChanges')));
  }

  act(name) {
    if (name === 'versions') this.#picture?.parentElement.querySelector('[data-mode="blink"]')?.click();
  }
}
