// What stands round the stage: the bar above it, the line at the foot, the words at the pointer.

import { el, fill, at } from './dom.js';
import { on } from './api.js';
import { say, isWord, isChinese } from './words.js';
import { desk } from './state.js';
import { timeLeft } from './overview.js';
import { standing, describe } from './plan.js';

/** Draws the bar; `looked` are the numbers of the pages that are looked at. */
export function drawBar(act, looked) {
  const { issue } = desk;
  const isOverview = document.body.dataset.view === 'overview';
  at('skip').textContent = say('skip');
  fill(at('bar'),
    isOverview ? el('b.name', { data: { key: 'desk' } }, say('desk'))
      : [el('a.button.quiet', { href: '#/', title: `${say('overview')} (O)` }, '‹ ', say('overview')),
        el('b.name', { data: { key: 'paper' } }, issue?.publication ?? '', ' ',
          el('small', {}, issue?.number ? say('issueNumber', { n: issue.number }) : ''))],
    el('nav.chips', { aria: { label: say('pages') } }, isOverview ? [] : (issue?.pages ?? []).map((page) => el('a.chip', {
      href: `#/page/${page.number}`,
      data: { key: page.number, number: page.number, worst: page.errors ? 'error' : page.warnings ? 'warning' : '' },
      aria: { current: looked.includes(page.number) ? 'page' : 'false', label: [say('page', { n: page.number }), page.section,
        page.errors ? say('errors', { n: page.errors }) : '', page.warnings ? say('warnings', { n: page.warnings }) : ''].filter(Boolean).join(' ') },
      title: page.section,
    }, String(page.number)))),
    el('span.space', { data: { key: 'space' } }),
    el('span.left', { data: { key: 'left', kind: timeLeft()?.kind ?? '' } }, isOverview ? '' : timeLeft()?.words ?? ''),
    desk.session?.account ? el('button.quiet', { type: 'button', id: 'leave', onclick: () => act('leave'), title: say('as', { name: desk.session.account }) },
      `${desk.session.account} · ${say('leave')}`) : null,
    el('button.quiet', { type: 'button', id: 'language', onclick: () => act('language'), lang: isChinese() ? 'en' : 'zh' }, say('language')),
    el('button.quiet', { type: 'button', id: 'help', onclick: () => act('help'), aria: { label: say('help') }, title: `${say('help')} (?)` }, '?'));
}

export function drawLine(act) {
  const button = (name, words, ...shown) => el('button.quiet', {
    type: 'button', id: name, onclick: () => act(name), aria: { label: say(words) }, title: say(words),
  }, shown);
  fill(at('line'),
    el('span.hovered', { id: 'hovered' }), el('span.space', { data: { key: 'space' } }),
    el('span.took', { id: 'took', hidden: true }),
    el('span.state', { id: 'state', role: 'status', data: { kind: 'good' } }, say('connected')),
    el('div.zoom', { role: 'group', aria: { label: say('look') } },
      el('button.quiet', { type: 'button', id: 'facing', onclick: () => act('facing'), title: `${say('facing')} (F)` }, say('facing')),
      button('zoomOut', 'zoomOut', '−'),
      el('button.quiet', { type: 'button', id: 'zoom', onclick: () => act('fit'), title: `${say('fit')} (0)` }, '100 %'),
      button('zoomIn', 'zoomIn', '+')));
}

/** Whether the desk is reached, and whether what is done is kept. */
export function tellState() {
  let isLost = false;
  const show = () => {
    const words = isLost ? 'disconnected' : desk.issue?.storeFault ? 'readOnly' : 'connected';
    const state = at('state');
    if (state.textContent !== say(words)) state.textContent = say(words);
    state.dataset.kind = words === 'connected' ? 'good' : 'error';
    document.body.classList.toggle('lost', isLost);
  };
  on('connected', () => { isLost = false; show(); });
  on('disconnected', () => { isLost = true; show(); });
  on('issue', show);
  on('looked', ({ scale }) => { at('zoom').textContent = `${Math.round(scale * 100)} %`; });
  setInterval(() => {
    const left = timeLeft();
    for (const place of document.querySelectorAll('#left, .left')) {
      if (place.textContent) Object.assign(place, { textContent: left?.words ?? '' }).dataset.kind = left?.kind ?? '';
    }
  }, 20000);
}

/** Shows how long it took from the edit, or else from its notice, to the new pixels. */
export function tellTime(change, total) {
  const took = at('took');
  took.hidden = false;
  took.textContent = say('tookShort', { ms: Math.round(total) });
  took.title = say('took', { ms: Math.round(total), own: Math.round(change.milliseconds) });
  took.dataset.total = total.toFixed(1);
  took.dataset.own = change.milliseconds.toFixed(1);
  took.dataset.generation = change.generation;
}

/** Names what is under the pointer: at the foot what stands there, beside the pointer what marks say. */
export function namePlaces(table, overlays) {
  const tip = el('div.tip', { hidden: true, aria: { hidden: 'true' } });
  table.element.append(tip);
  on('hover', (event) => {
    const spot = event && table.spot(event);
    const words = spot ? describe(standing(spot.page.number, spot.x, spot.y)) : '';
    if (at('hovered').textContent !== words) at('hovered').textContent = words;
    const marks = spot ? overlays.at(spot) : [];
    tip.hidden = !marks.length;
    if (tip.hidden) return;
    tip.replaceChildren(...marks.map((mark) => el('p', { data: { tone: mark.tone } },
      mark.words ? el('b', {}, isWord(mark.words) ? say(mark.words) : mark.words) : null,
      mark.details.filter((words) => words !== mark.words).map((words) => el('span', {}, words)))));
    const box = table.element.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top;
    tip.style.left = `${Math.max(4, Math.min(x + 16, box.width - tip.offsetWidth - 8))}px`;
    tip.style.top = `${y + 20 + tip.offsetHeight > box.height ? Math.max(4, y - tip.offsetHeight - 12) : y + 20}px`;
  });
  // What was said of a layer goes with it.
  on('layers', () => { tip.hidden = true; });
}
