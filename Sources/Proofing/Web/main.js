// The desk put together: which view is shown, what the keys do, what the news change.

import { el, fill, at, toast, announce } from './dom.js';
import { on, listen, session, enter, post, tell } from './api.js';
import { say, isWord, chooseLanguage, isChinese } from './words.js';
import { desk, readIssue, readPage, pageState } from './state.js';
import { Table } from './table.js';
import { Overlays, layers } from './overlays.js';
import { Panels } from './panels.js';
import { Remarks } from './remarks.js';
import { StoryPanel, undo } from './story.js';
import { Hands } from './hands.js';
import { Comparison } from './compare.js';
import { drawSigning } from './signing.js';
import { drawFindings, findingsOf } from './findings.js';
import { drawOverview, spreads, timeLeft } from './overview.js';
import { standing, describe } from './plan.js';
import { listenToKeys, helpSheet } from './keys.js';

let view = { kind: 'overview' };
let isFacing = localStorage.getItem('facing') === 'true';
let table, overlays, panels, remarks, story, hands, comparison, reopen;
let editing = null, lastFinding = -1;

// Coming in

chooseLanguage();
start();

async function start() {
  try {
    desk.session = await session();
  } catch (error) {
    return askIn(say('notKnown'));
  }
  if (!desk.session.key) return askIn();
  build();
  await readIssue();
  route();
  listen();
}

function askIn(words = '') {
  const isToken = (desk.session?.entrance ?? 'token') === 'token';
  const field = (name, type) => el('label.field', {}, el('span', {}, say(name)),
    el('input', { name, type, required: true, autocomplete: type === 'password' ? 'current-password' : 'username' }));
  const form = el('form.enter', {
    onsubmit: async (event) => {
      event.preventDefault();
      try {
        desk.session = await enter(Object.fromEntries(new FormData(form)));
        build();
        await readIssue();
        route();
        listen();
      } catch {
        askIn(say('notKnown'));
      }
    },
  }, el('h1', {}, say('desk')), isToken ? field('token', 'password') : [field('name', 'text'), field('password', 'password')],
  el('p.alert', { role: 'alert', hidden: !words }, words), el('button.accent', { type: 'submit' }, say('comeIn')));
  document.body.dataset.view = 'enter';
  fill(at('stage'), form);
  form.querySelector('input').focus();
}

// Building

function build() {
  table = new Table();
  table.element.setAttribute('aria-label', say('pages'));
  overlays = new Overlays(table);
  remarks = new Remarks(table, () => panels);
  story = new StoryPanel(table);
  comparison = new Comparison((number) => open(number));
  panels = new Panels({
    story: (body) => story.draw(body),
    findings: (body) => drawFindings(body, looked(), showFinding),
    remarks: (body) => remarks.draw(body, looked()),
    signing: (body) => drawSigning(body, looked()),
    versions: (body) => comparison.drawList(body, looked()),
  });
  hands = new Hands(table, { story, remarks, panels });
  table.element.append(tip);
  reopen = el('button.reopen', {
    type: 'button', title: `${say('showPanel')} (H)`, aria: { label: say('showPanel') }, onclick: () => panels.toggle(),
  }, '‹');
  drawBar();
  drawLine();
}

/** Numbers of the pages that are looked at. */
const looked = () => table.pages.map((page) => page.number);

function drawBar() {
  const { issue } = desk;
  at('skip').textContent = say('skip');
  fill(at('bar'),
    el('button.name', { type: 'button', onclick: () => { location.hash = '#/'; }, title: `${say('overview')} (O)` },
      el('b', {}, issue?.publication || say('desk')), issue?.number ? el('span', {}, say('issueNumber', { n: issue.number })) : null),
    el('nav.chips', { aria: { label: say('pages') } }, (issue?.pages ?? []).map((page) => el('a.chip', {
      href: `#/page/${page.number}`, data: { number: page.number, worst: page.errors ? 'error' : page.warnings ? 'warning' : '' },
      aria: { current: view.kind === 'page' && looked().includes(page.number) ? 'page' : 'false', label: `${say('page', { n: page.number })} ${page.section}` },
      title: page.section,
    }, String(page.number)))),
    el('span.space'),
    el('span.left', { data: { kind: timeLeft()?.kind ?? '' } }, timeLeft()?.words ?? ''),
    el('button.quiet', { type: 'button', onclick: () => act('language'), lang: isChinese() ? 'en' : 'zh' }, say('language')),
    el('button.quiet', { type: 'button', id: 'help', onclick: () => act('help'), aria: { label: say('help') }, title: `${say('help')} (?)` }, '?'));
}

function drawLine() {
  fill(at('line'),
    el('span.hovered', { id: 'hovered' }), el('span.space'),
    el('span.took', { id: 'took', hidden: true }),
    el('span.state', { id: 'state', data: { kind: 'good' } }, say('connected')),
    el('div.zoom', { role: 'group', aria: { label: say('look') } },
      el('button.quiet', { type: 'button', onclick: () => act('zoomOut'), aria: { label: say('zoomOut') } }, '−'),
      el('button.quiet', { type: 'button', id: 'zoom', onclick: () => act('fit'), title: `${say('fit')} (0)` }, '100 %'),
      el('button.quiet', { type: 'button', onclick: () => act('zoomIn'), aria: { label: say('zoomIn') } }, '+')));
}

// Views

window.addEventListener('hashchange', route);
const open = (number) => { location.hash = `#/page/${number}`; };

function route() {
  const [kind, ...rest] = location.hash.slice(2).split('/');
  if (kind === 'page' && pageState(+rest[0])) showPage(+rest[0]);
  else if (kind === 'compare' && rest.length === 3) showComparison(...rest);
  else showOverview();
}

function showOverview() {
  view = { kind: 'overview' };
  document.body.dataset.view = 'overview';
  document.title = `${desk.issue?.publication ?? ''} ${say('desk')}`;
  drawOverview(at('stage'), open);
  drawBar();
}

async function showPage(number) {
  const isNew = view.kind !== 'page' || view.number !== number;
  const hadFocus = document.activeElement?.closest?.('#bar, #panel');
  view = { kind: 'page', number };
  document.body.dataset.view = 'page';
  const state = pageState(number);
  document.title = `${say('page', { n: number })} ${state.section} ${desk.issue.publication}`;
  if (!table.element.isConnected) fill(at('stage'), overlays.element, table.element, reopen);
  const spread = isFacing ? spreads(desk.issue.pages).find((s) => s.some((p) => p.number === number)) : [state];
  table.lay(spread.map(({ number, digest, width, height }) => ({ number, digest, width, height })));
  drawBar();
  at('bar').querySelector(`[data-number="${number}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (isNew && !hadFocus) table.element.focus({ preventScroll: true });
  if (isNew) announce(`${say('page', { n: number })} ${state.section}`);
  lastFinding = -1;
  await Promise.all(spread.map((page) => desk.details.get(page.number)?.digest === page.digest ? null : readPage(page.number)));
  overlays.draw();
  remarks.drawFlags();
  panels.refresh('findings', 'remarks', 'signing', 'versions');
  drawCounts();
}

async function showComparison(number, old, fresh) {
  view = { kind: 'compare', number: +number };
  document.body.dataset.view = 'compare';
  drawBar();
  await comparison.show(at('stage'), +number, +old, +fresh);
}

function drawCounts() {
  const states = looked().map(pageState).filter(Boolean);
  const sum = (key) => states.reduce((n, page) => n + page[key], 0);
  panels.count('findings', sum('errors') + sum('warnings'), sum('errors') ? 'error' : 'warning');
  panels.count('remarks', sum('openRemarks'), 'remark');
}

// News

on('change', async (change) => {
  const noticed = performance.now();
  const seen = change.pages.filter((page) => table.pages.some((p) => p.number === page.number));
  if (view.kind === 'page') {
    const changed = seen.filter((page) => table.pages.find((p) => p.number === page.number).digest !== page.digest);
    const shown = await Promise.all(changed.map((page) => table.replace(page.number, page.digest, page.areas)));
    if (shown.some(Boolean)) requestAnimationFrame(() => timed(change, noticed, performance.now()));
  }
  await readIssue();
  for (const page of seen) {
    await readPage(page.number);
    story.freshen(panels.current === 'story' ? panels.body : el('div'));
  }
});

/** Shows how long it took from the edit, or else from its notice, to the new pixels. */
function timed(change, noticed, painted) {
  const total = editing ? painted - editing : change.milliseconds + painted - noticed;
  editing = null;
  const took = at('took');
  took.hidden = false;
  took.textContent = say('tookShort', { ms: Math.round(total) });
  took.title = say('took', { ms: Math.round(total), own: Math.round(change.milliseconds) });
  took.dataset.total = total.toFixed(1);
  took.dataset.own = change.milliseconds.toFixed(1);
  took.dataset.generation = change.generation;
}

on('editing', (moment) => { editing = moment; });
on('issue', () => {
  if (view.kind === 'overview') showOverview();
  else if (view.kind === 'page') {
    if (!pageState(view.number)) return open(desk.issue.pages[0]?.number ?? '');
    const digests = desk.issue.pages.map((p) => p.digest);
    // A page that was missed by the news, as after a break in the connection.
    if (table.pages.some((p) => !digests.includes(p.digest))) showPage(view.number);
    drawBar();
    drawCounts();
    panels.refresh('findings', 'signing', 'versions');
  }
});
on('details', () => {
  overlays.draw();
  remarks.drawFlags();
  drawCounts();
  panels.refresh('findings', 'remarks');
});
on('fell', ({ number }) => toast(say('signatureFell', { n: number }), 'fault'));
on('connected', () => {
  Object.assign(at('state'), { textContent: say('connected') }).dataset.kind = 'good';
  readIssue();
});
on('disconnected', () => { Object.assign(at('state'), { textContent: say('disconnected') }).dataset.kind = 'error'; });
on('stranger', () => { if (document.body.dataset.view !== 'enter') location.reload(); });
on('looked', ({ scale }) => { at('zoom').textContent = `${Math.round(scale * 100)} %`; });
const tip = el('div.tip', { hidden: true, aria: { hidden: 'true' } });
on('hover', (event) => {
  const spot = event && table.spot(event);
  showTip(event, spot ? overlays.at(spot) : []);
  const words = spot ? describe(standing(spot.page.number, spot.x, spot.y)) : '';
  if (at('hovered').textContent !== words) at('hovered').textContent = words;
});

/** What the marks under the pointer say, beside it. */
function showTip(event, marks) {
  tip.hidden = !marks.length;
  if (tip.hidden) return;
  fill(tip, marks.map((mark) => el('p', { data: { tone: mark.tone } },
    mark.words ? el('b', {}, isWord(mark.words) ? say(mark.words) : mark.words) : null, mark.details.map((words) => el('span', {}, words)))));
  const box = table.element.getBoundingClientRect();
  const x = event.clientX - box.left, y = event.clientY - box.top;
  tip.style.left = `${Math.min(x + 16, box.width - tip.offsetWidth - 8)}px`;
  tip.style.top = `${y + 20 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 12 : y + 20}px`;
}
setInterval(() => {
  const left = timeLeft();
  for (const place of document.querySelectorAll('#left, .left')) {
    place.textContent = left?.words ?? '';
    place.dataset.kind = left?.kind ?? '';
  }
}, 20000);

// What can be done

function showFinding(number, area, finding) {
  table.show(number, area);
  hands.flash(number, area);
  announce(finding.summary);
}

const actions = {
  zoomIn: () => table.glideTo(table.view.scale * 1.25),
  zoomOut: () => table.glideTo(table.view.scale / 1.25),
  fit: () => table.fit(),
  actual: () => table.glideTo(1),
  double: () => table.glideTo(2),
  fourfold: () => table.glideTo(4),
  pan: ([dx, dy]) => table.panBy(dx, dy),
  previous: () => turn(-1),
  next: () => turn(1),
  facing: () => {
    isFacing = !isFacing;
    localStorage.setItem('facing', isFacing);
    showPage(view.number);
  },
  story: () => {
    panels.show('story');
    at('panel').querySelector('textarea, input, button')?.focus();
  },
  nextFinding: () => {
    const all = looked().flatMap((number) => findingsOf(number).filter((f) => f.area).map((f) => [number, f]));
    if (!all.length) return toast(say('noFindings'));
    lastFinding = (lastFinding + 1) % all.length;
    const [number, finding] = all[lastFinding];
    panels.show('findings');
    showFinding(number, finding.area, finding);
  },
  remark: () => remarks.place(!remarks.isPlacing),
  signing: () => panels.show('signing'),
  versions: () => panels.show('versions'),
  panel: () => panels.toggle(),
  noLayers: () => overlays.none(),
  undo: () => undo('undo'),
  redo: () => undo('redo'),
};

function turn(step) {
  const numbers = desk.issue.pages.map((p) => p.number);
  const shown = looked();
  const from = numbers.indexOf(step > 0 ? shown.at(-1) : shown[0]);
  const next = numbers[from + step];
  if (next !== undefined) open(next);
}

function act(name, value) {
  if (name === 'language') {
    chooseLanguage(isChinese() ? 'en' : 'zh');
    return location.reload();
  }
  if (name === 'help') return helpSheet();
  if (name === 'overview') { location.hash = '#/'; return; }
  if (name === 'escape') return escape(value);
  if (view.kind === 'compare') return comparison.act(name);
  if (view.kind !== 'page') return;
  if (name.startsWith('layer:')) return overlays.toggle(name.slice(6));
  actions[name]?.(value);
}

function escape(target) {
  if (remarks.isPlacing) return remarks.place(false);
  if (target?.closest?.('#panel')) return table.element.focus();
  if (document.querySelector('dialog[open]')) return;
  if (view.kind === 'compare') return open(view.number);
  hands.letGo();
  table.element.focus({ preventScroll: true });
}

listenToKeys(act);
window.addEventListener('beforeunload', (event) => { if (story?.hasUnsaved) event.preventDefault(); });
