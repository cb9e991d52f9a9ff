// The panel beside the page: tabs, each of which draws itself when it is shown.

import { el, fill, at } from './dom.js';
import { say } from './words.js';

/** Where the panel lies under the page instead of beside it. */
export const isNarrow = () => matchMedia('(max-width: 860px)').matches;

export class Panels {
  #tabs;
  #bodies;
  current = 'story';

  /** `tabs`: { name: a function that draws into an element } */
  constructor(tabs) {
    this.#tabs = tabs;
    this.isHidden = isNarrow();
    const names = Object.keys(tabs);
    this.list = el('div.tabs', { role: 'tablist', onkeydown: (event) => this.#step(event, names) },
      names.map((name) => el('button', {
        type: 'button', role: 'tab', id: `tab-${name}`, data: { tab: name },
        aria: { controls: `body-${name}` }, onclick: () => this.show(name),
      }, el('span', {}, say(name)), el('b.count'))),
      el('button.quiet.hide', {
        type: 'button', title: `${say('hidePanel')} (H)`, aria: { label: say('hidePanel') },
        onclick: () => this.toggle(),
      }, '›'));
    // Each tab has a body of its own, so that what was begun in one is still there afterwards.
    this.#bodies = Object.fromEntries(names.map((name) => [name, el('div.body', {
      id: `body-${name}`, role: 'tabpanel', tabIndex: -1, aria: { labelledby: `tab-${name}` },
    })]));
    fill(at('panel'), this.list, Object.values(this.#bodies));
    this.show(this.current, { stays: true });
  }

  /** Shows a tab, opening the panel when it is shut. */
  show(name, { stays = false } = {}) {
    if (!stays) this.isHidden = false;
    document.body.classList.toggle('panel-hidden', this.isHidden);
    this.current = name;
    for (const tab of this.list.querySelectorAll('[role=tab]')) {
      const isChosen = tab.dataset.tab === name;
      tab.setAttribute('aria-selected', isChosen);
      tab.tabIndex = isChosen ? 0 : -1;
      this.#bodies[tab.dataset.tab].hidden = !isChosen;
    }
    this.refresh();
  }

  /** Draws the tab that is shown again; `names` says which it may be. */
  async refresh(...names) {
    if (names.length && !names.includes(this.current)) return;
    const body = this.#bodies[this.current];
    const within = () => [...body.querySelectorAll('button, a, input, textarea, select')];
    const index = within().indexOf(document.activeElement);
    await this.#tabs[this.current](body);
    // What had the focus is gone, such as a button that was obeyed: what came in its place has it.
    if (index >= 0 && document.activeElement === document.body) within()[index]?.focus({ preventScroll: true });
  }

  /** A number beside the name of a tab. */
  count(name, number, kind = '') {
    const badge = this.list.querySelector(`[data-tab="${name}"] .count`);
    badge.textContent = number || '';
    badge.dataset.kind = kind;
  }

  toggle() {
    this.isHidden = !this.isHidden;
    document.body.classList.toggle('panel-hidden', this.isHidden);
  }

  #step(event, names) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const index = (names.indexOf(this.current) + step + names.length) % names.length;
    this.show(names[index]);
    this.list.querySelector(`[data-tab="${names[index]}"]`).focus();
  }
}
