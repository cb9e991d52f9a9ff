// The desk put together: which view is shown, what the keys do, what the news change.

import { el, fill, at, toast, announce } from './dom.js';
import { on, listen, post } from './api.js';
import { say, chooseLanguage, isChinese } from './words.js';
import { desk, readIssue, readPage, pageState } from './state.js';
import { admitted } from './enter.js';
import { Table } from './table.js';
import { Overlays } from './overlays.js';
import { Panels } from './panels.js';
import { Remarks } from './remarks.js';
import { StoryPanel } from './story.js';
import { undo } from './edits.js';
import { Hands } from './hands.js';
import { Comparison } from './compare.js';
import { drawSigning } from './signing.js';
import { drawFindings, findingsOf, readWords } from './findings.js';
import { drawOverview, spreads } from './overview.js';
import { drawBar, drawLine, tellState, tellTime, namePlaces } from './bar.js';
import { listenToKeys, helpSheet } from './keys.js';

let view = { kind: 'overview' };
let isFacing = localStorage.getItem('facing') === 'true';
let table, overlays, panels, remarks, story, hands, comparison, reopen;
let editing = null, lastFinding = -1;

chooseLanguage();
start();

async function start() {
  await admitted();
  await readWords();
  build();
  await readIssue();
  route();
  listen(admitted);
}

function build() {
  table = new Table();
  table.element.setAttribute('aria-label', say('pages'));
  overlays = new Overlays(table);
  remarks = new Remarks(table, () => panels);
  story = new StoryPanel();
  comparison = new Comparison((number) => open(number));
  panels = new Panels({
    story: (body) => story.draw(body, looked()),
    findings: (body) => drawFindings(body, looked(), showFinding),
    remarks: (body) => remarks.draw(body, looked()),
    signing: (body) => drawSigning(body, looked()),
    versions: (body) => comparison.drawList(body, looked()),
  });
  hands = new Hands(table, { story, remarks, panels });
  reopen = el('button.reopen', {
    type: 'button', title: `${say('showPanel')} (H)`, aria: { label: say('showPanel') }, onclick: () => panels.toggle(),
  }, '‹');
  drawLine(act);
  tellState();
  namePlaces(table, overlays);
  bar();
}

/** Numbers of the pages that are looked at. */
const looked = () => (view.kind === 'page' ? table.pages.map((page) => page.number) : []);
const bar = () => drawBar(act, view.kind === 'compare' ? [view.number] : looked());

// Views

window.addEventListener('hashchange', () => { if (desk.issue) route(); });
const open = (number) => { location.hash = `#/page/${number}`; };

function route() {
  const [kind, ...rest] = location.hash.slice(2).split('/');
  if (kind === 'page' && pageState(+rest[0])) return showPage(+rest[0]);
  if (kind === 'compare' && rest.length === 3) return showComparison(...rest);
  if (kind === 'page' && !desk.issue?.pending.includes(+rest[0])) {
    history.replaceState(null, '', '#/');
    toast(say('noPage', { n: rest[0] }), 'fault');
  }
  showOverview();
}

function showOverview() {
  view = { kind: 'overview' };
  document.body.dataset.view = 'overview';
  document.title = `${desk.issue?.publication ?? ''} ${say('desk')}`;
  drawOverview(at('stage'), open);
  bar();
}

async function showPage(number) {
  const isNew = view.kind !== 'page' || view.number !== number;
  const hadFocus = document.activeElement?.closest?.('#bar, #panel, #line');
  view = { kind: 'page', number };
  document.body.dataset.view = 'page';
  const state = pageState(number);
  document.title = `${say('page', { n: number })} ${state.section} ${desk.issue.publication}`;
  if (!table.element.isConnected) fill(at('stage'), overlays.element, table.element, reopen);
  // What was made up as one is looked at as one.
  const isSpread = isFacing || state.isSpread;
  const spread = isSpread ? spreads(desk.issue.pages).find((s) => s.some((p) => p.number === number)) : [state];
  table.lay(spread.map(({ number, digest, width, height }) => ({ number, digest, width, height })));
  at('facing').setAttribute('aria-pressed', isSpread);
  bar();
  at('bar').querySelector(`[data-number="${number}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (isNew && !hadFocus) table.element.focus({ preventScroll: true });
  if (isNew) announce(`${say('page', { n: number })} ${state.section}`);
  lastFinding = -1;
  hands.letGo();
  await Promise.all(spread.map((page) => desk.details.get(page.number)?.digest === page.digest ? null : readPage(page.number)));
  overlays.draw();
  remarks.drawFlags();
  panels.refresh();
  drawCounts();
}

async function showComparison(number, old, fresh) {
  view = { kind: 'compare', number: +number };
  document.body.dataset.view = 'compare';
  bar();
  await comparison.show(at('stage'), +number, +old, +fresh);
}

function drawCounts() {
  const states = looked().map(pageState).filter(Boolean);
  const sum = (key) => states.reduce((n, page) => n + page[key], 0);
  const ofFiles = desk.issue.findings.filter((f) => f.severity === 'error').length;
  panels.count('findings', sum('errors') + sum('warnings') + ofFiles, sum('errors') + ofFiles ? 'error' : 'warning');
  panels.count('remarks', sum('openRemarks'), 'remark');
}

// News

on('change', async (change) => {
  const noticed = performance.now();
  const seen = change.pages.filter((page) => looked().includes(page.number));
  const changed = seen.filter((page) => table.pages.find((p) => p.number === page.number).digest !== page.digest);
  const shown = await Promise.all(changed.map((page) => table.replace(page.number, page.digest, page.areas)));
  if (shown.some(Boolean)) {
    requestAnimationFrame(() => {
      const painted = performance.now();
      tellTime(change, editing ? painted - editing : change.milliseconds + painted - noticed);
      editing = null;
    });
  }
  await readIssue();
  for (const page of seen) await readPage(page.number);
  if (seen.length) story.freshen();
});

on('editing', (moment) => { editing = moment; });
on('issue', () => {
  if (view.kind === 'overview') location.hash.startsWith('#/page/') ? route() : showOverview();
  else if (view.kind === 'page') {
    if (!pageState(view.number)) return open(desk.issue.pages[0]?.number ?? '');
    const digests = desk.issue.pages.map((p) => p.digest);
    // A page that was missed by the news, as after a break in the connection.
    if (table.pages.some((p) => !digests.includes(p.digest))) showPage(view.number);
    bar();
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
/** After a break in the connection everything may be different. */
async function readAll() {
  if (!table) return;
  await readIssue();
  table.draw();
  await Promise.all(looked().map(readPage));
  story.freshen();
}
on('connected', readAll);
on('stranger', () => admitted(true).then(readAll));

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
  pan: ([dx, dy]) => {
    table.panBy(dx, dy);
    return true;
  },
  previous: () => turn(-1),
  next: () => turn(1),
  facing: () => {
    isFacing = !isFacing;
    localStorage.setItem('facing', isFacing);
    showPage(view.number);
  },
  story: () => {
    panels.show('story');
    story.write();
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

/** Moves the focus among the pages of the overview; up and down scroll. */
function stepThumbnail(step) {
  if (!step) return false;
  const all = [...document.querySelectorAll('.thumbnail')];
  const from = all.indexOf(document.activeElement);
  all[from < 0 ? 0 : Math.max(0, Math.min(all.length - 1, from + step))]?.focus();
  return true;
}

function act(name, value) {
  if (name === 'language') {
    chooseLanguage(isChinese() ? 'en' : 'zh');
    return location.reload();
  }
  if (name === 'help') return helpSheet();
  if (name === 'leave') return post('api/leave').finally(() => location.reload());
  if (name === 'overview') { location.hash = '#/'; return; }
  if (name === 'escape') return escape(value);
  if (view.kind === 'compare') return comparison.act(name);
  if (view.kind === 'overview' && name === 'pan') return stepThumbnail(-Math.sign(value[0]));
  if (view.kind !== 'page') return;
  if (name.startsWith('layer:')) return overlays.toggle(name.slice(6));
  return actions[name]?.(value);
}

function escape(target) {
  if (document.querySelector('dialog[open]')) return;
  if (remarks.isPlacing || remarks.isEmpty) return remarks.place(false);
  if (target?.closest?.('#panel')) return table.element.focus();
  if (view.kind === 'compare') return open(view.number);
  hands.letGo();
  table.element.focus({ preventScroll: true });
}

listenToKeys(act);
window.addEventListener('beforeunload', (event) => { if (story?.hasUnsaved) event.preventDefault(); });
