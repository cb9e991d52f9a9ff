// The issue at a glance: its pages in spreads, the state of each, and the time that is left.

import { el, fill } from './dom.js';
import { say } from './words.js';
import { desk } from './state.js';
import { insideOf } from './findings.js';

/** Time to the deadline in words, with whether it is near or past. */
export function timeLeft(now = Date.now()) {
  const deadline = desk.issue?.deadline;
  if (!deadline) return null;
  const left = Math.round((new Date(deadline).getTime() - now) / 60000);
  const minutes = Math.abs(left);
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const time = d ? say('days', { d, h }) : h ? say('hours', { h, m }) : say('minutes', { m });
  return { words: say(left < 0 ? 'overdue' : 'remaining', { time }), kind: left < 0 ? 'error' : left < 60 ? 'warning' : '' };
}

/** Pages as they lie open: the first alone, then by twos. */
export function spreads(pages) {
  const sorted = pages.toSorted((a, b) => a.number - b.number);
  const result = [];
  for (const page of sorted) {
    const last = result.at(-1);
    if (page.number % 2 === 1 && last?.length === 1 && last[0].number === page.number - 1) last.push(page);
    else result.push([page]);
  }
  return result;
}

/** Draws the overview. */
export function drawOverview(stage, open) {
  const { issue } = desk;
  if (!issue) return fill(stage, el('p.empty', {}, say('pending')));
  const left = timeLeft();
  const sum = (key) => issue.pages.reduce((n, page) => n + page[key], 0);
  const stages = issue.pages[0]?.stages ?? [];
  fill(stage, el('section.overview', {},
    issue.publication ? el('header.summary', {},
      el('h1', {}, issue.publication, ' ', el('small', {}, issue.number ? say('issueNumber', { n: issue.number }) : '')),
      el('p', {}, [issue.date && day(issue.date), issue.edition?.name].filter(Boolean).join('　')),
      el('p.badges', {},
        count('error', sum('errors'), 'errors'), count('warning', sum('warnings'), 'warnings'),
        count('remark', sum('openRemarks'), 'openRemarks'),
        el('span.badge', { data: { kind: left?.kind ?? '' }, id: 'left' }, left?.words ?? say('noDeadline')))) : null,
    issue.storeFault ? el('div.alert', { role: 'alert', data: { key: 'store' } }, insideOf(issue.storeFault)) : null,
    issue.findings.length ? readingFaults(issue) : null,
    issue.pages.length || issue.pending.length || issue.findings.length ? null : el('p.empty', { data: { key: 'nothing' } }, say('nothing')),
    el('ol.thumbnails', {}, spreads(issue.pages).map((spread) =>
      el('li.spread', { data: { key: spread[0].number } }, spread.map((page) => thumbnail(page, open))))),
    stages.length ? el('p.hint.legend', { data: { key: 'legend' } }, say('stages'), '　',
      ['signed', 'fallen', 'unsigned'].map((state) => [el('i', { data: { state } }), say(state === 'fallen' ? 'fallenShort' : state), '　']),
      stages.map((s) => `${s.name}${s.isDemanded ? '＊' : ''}`).join(' · '),
      stages.some((s) => s.isDemanded) ? `　＊ ${say('needed')}` : '') : null,
    issue.pending.length ? el('p.hint', { data: { key: 'pending' } }, `${say('pending')} ${issue.pending.join(', ')}`) : null));
}

/** The day of the issue as newspapers write it. */
const day = (date) => new Date(`${date}T12:00`).toLocaleDateString(document.documentElement.lang, {
  year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });

const count = (kind, n, words) => n ? el('span.badge', { data: { key: kind, kind } }, say(words, { n })) : null;

function readingFaults(issue) {
  const worst = issue.findings.some((f) => f.severity === 'error') ? 'error' : 'warning';
  const title = !issue.pages.length ? 'nothingWhy' : worst === 'error' ? 'readingFaults' : 'readingNotes';
  return el('details.alert', { data: { kind: worst, key: 'reading' }, open: worst === 'error' },
    el('summary', {}, say(title), ` (${issue.findings.length})`),
    el('ul.plain', {}, issue.findings.map((f) => el('li', {}, insideOf(f)))));
}

function thumbnail(page, open) {
  const demanded = page.stages.filter((s) => s.isDemanded);
  const signed = page.stages.filter((s) => s.state === 'signed').length;
  const isReady = demanded.length > 0 && demanded.every((s) => s.state === 'signed');
  const picture = el('img', {
    src: `picture/${page.digest}/${devicePixelRatio > 1.2 ? 480 : 240}`, alt: '', width: 150,
    height: Math.round(150 * page.height / page.width), decoding: 'async',
  });
  const marks = [
    page.errors ? say('errors', { n: page.errors }) : '',
    page.warnings ? say('warnings', { n: page.warnings }) : '',
    page.openRemarks ? say('openRemarks', { n: page.openRemarks }) : '',
  ].filter(Boolean).join('，');
  const badge = (kind, n, words) => n ? el('span.badge', { data: { key: kind, kind }, title: say(words, { n }) }, n) : null;
  const states = { open: 'unsigned', signed: 'signed', fallen: 'fallen' };
  return el('button.thumbnail', {
    type: 'button', data: { key: page.number, page: page.number }, onclick: () => open(page.number),
    aria: { label: `${say('page', { n: page.number })} ${page.section} ${marks} ${say('stages')} ${signed}/${page.stages.length}` },
  },
  el('span.paper', {}, picture),
  el('span.caption', { data: { key: 'caption' } },
    el('b', {}, page.number), el('span.section', {}, page.section),
    badge('error', page.errors, 'errors'), badge('warning', page.warnings, 'warnings'), badge('remark', page.openRemarks, 'openRemarks')),
  el('span.stages', { data: { key: 'stages' } },
    page.stages.map((stage) => el('i', {
      data: { key: stage.name, state: stage.state }, title: `${stage.name}：${say(states[stage.state])}`,
    })),
    isReady ? el('b.ready', {}, say('readyShort')) : null));
}
