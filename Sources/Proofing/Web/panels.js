// The panel beside the page: tabs, each of which draws itself when it is shown.

import { el, fill, at } from './dom.js';
import { on } from './api.js';
import { say } from './words.js';

export class Panels {
  #tabs;
  current = 'story';

  /** `tabs`: { name: a function that draws into an element } */
  constructor(tabs) {
    this.#tabs = tabs;
    this.element = at('panel');
    this.isHidden = matchMedia('(max-width: 860px)').matches;
    this.draw();
  }

  draw() {
    const names = Object.keys(this.#tabs);
    this.list = el('div.tabs', { role: 'tablist', onkeydown: (event) => this.#step(event, names) },
      names.map((name) => el('button', {
        type: 'button', role: 'tab', id: `tab-${name}`, data: { tab: name },
        aria: { controls: 'tab-body' }, onclick: () => this.show(name),
      }, el('span', {}, say(name)), el('b.count'))),
      el('button.quiet.hide', {
        type: 'button', title: `${say('hidePanel')} (H)`, aria: { label: say('hidePanel') },
        onclick: () => this.toggle(),
      }, '›'));
    this.body = el('div.body', { id: 'tab-body', role: 'tabpanel', tabIndex: -1 });
    fill(this.element, this.list, this.body);
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
    }
    this.body.setAttribute('aria-labelledby', `tab-${name}`);
    this.#tabs[name](this.body);
  }

  /** Draws the tab that is shown again; `names` says which it may be. The focus stays where it was. */
  async refresh(...names) {
    if (names.length && !names.includes(this.current)) return;
    const within = () => [...this.body.querySelectorAll('button, a, input, textarea, select')];
    const index = within().indexOf(document.activeElement);
    await this.#tabs[this.current](this.body);
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
