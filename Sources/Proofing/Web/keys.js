// Every key of the desk, and the sheet that shows them.

import { el, fill } from './dom.js';
import { say } from './words.js';
import { layers } from './overlays.js';

/** The keys by what they are for; `name` is what `act` is told. */
export const keys = [
  {
    words: 'look', keys: [
      { show: '+', keys: ['+', '='], name: 'zoomIn', words: 'zoomIn' },
      { show: '−', keys: ['-', '_'], name: 'zoomOut', words: 'zoomOut' },
      { show: '0', keys: ['0'], name: 'fit', words: 'fit' },
      { show: '1', keys: ['1'], name: 'actual', words: 'actual' },
      { show: '2', keys: ['2'], name: 'double', words: 'double' },
      { show: '4', keys: ['4'], name: 'fourfold', words: 'fourfold' },
      { show: '← ↑ → ↓', keys: [], words: 'pan' },
    ],
  },
  {
    words: 'move', keys: [
      { show: 'PgUp  ,', keys: ['PageUp', ','], name: 'previous', words: 'previous' },
      { show: 'PgDn  .', keys: ['PageDown', '.'], name: 'next', words: 'next' },
      { show: 'F', keys: ['f'], name: 'facing', words: 'facing' },
      { show: 'O', keys: ['o'], name: 'overview', words: 'overview' },
      { show: 'Esc', keys: ['Escape'], name: 'escape', words: 'escape' },
    ],
  },
  {
    words: 'layers',
    keys: [
      ...layers.map(({ key, name, words }) => ({ show: key.toUpperCase(), keys: [key], name: `layer:${name}`, words })),
      { show: 'N', keys: ['n'], name: 'noLayers', words: 'allLayersOff' },
    ],
  },
  {
    words: 'work', keys: [
      { show: 'E', keys: ['e'], name: 'story', words: 'openStory' },
      { show: 'J', keys: ['j'], name: 'nextFinding', words: 'nextFinding' },
      { show: 'M', keys: ['m'], name: 'remark', words: 'newRemark' },
      { show: 'Y', keys: ['y'], name: 'signing', words: 'signing' },
      { show: 'V', keys: ['v'], name: 'versions', words: 'versions' },
      { show: 'H', keys: ['h'], name: 'panel', words: 'panel' },
      { show: 'Ctrl Z', keys: [], name: 'undo', words: 'undo' },
      { show: 'Ctrl Shift Z', keys: [], name: 'redo', words: 'redo' },
      { show: 'L', keys: ['l'], name: 'language', words: 'language' },
      { show: '?', keys: ['?'], name: 'help', words: 'help' },
    ],
  },
];

const arrows = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

/** Listens to the keyboard; `act(name, value)` does what a key is for, and says of an arrow whether it did. */
export function listenToKeys(act) {
  const byKey = new Map(keys.flatMap((group) => group.keys).flatMap((k) => k.keys.map((key) => [key, k.name])));
  document.addEventListener('keydown', (event) => {
    const isWriting = event.target.closest('input, textarea, select, [contenteditable]');
    const isControl = event.ctrlKey || event.metaKey;
    if (isControl && event.key.toLowerCase() === 'z' && !isWriting) {
      event.preventDefault();
      return act(event.shiftKey ? 'redo' : 'undo');
    }
    if (isControl || event.altKey) return;
    if (event.key === 'Escape') return act('escape', event.target);
    if (isWriting || document.querySelector('dialog[open]')) return;
    if (arrows[event.key]) {
      // Tabs step by themselves.
      if (event.target.closest('[role=tablist]')) return;
      if (act('pan', arrows[event.key])) event.preventDefault();
      return;
    }
    const name = byKey.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (!name) return;
    event.preventDefault();
    act(name);
  });
}

/** The sheet of keys. */
export function helpSheet() {
  const dialog = el('dialog.sheet', { aria: { label: say('help') }, onclose: () => dialog.remove() });
  fill(dialog,
    el('header', {}, el('h2', {}, say('help')),
      el('button.quiet', { type: 'button', onclick: () => dialog.close() }, say('close'))),
    el('div.groups', {}, keys.map((group) => el('section', {},
      el('h3', {}, say(group.words)),
      el('dl', {}, group.keys.map((key) => [el('dt', {}, el('kbd', {}, key.show)), el('dd', {}, say(key.words))]))))),
    el('p.hint', {}, say('dragStory')));
  document.body.append(dialog);
  dialog.showModal();
}
