// The issue at a glance: its pages in spreads, the state of each, and the time that is left.

import { el, fill } from './dom.js';
import { say } from './words.js';
import { desk } from './state.js';

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
  fill(stage, el('section.overview', {},
    el('header.summary', {},
      el('h1', {}, issue.publication, ' ', el('small', {}, issue.number ? say('issueNumber', { n: issue.number }) : '')),
      el('p', {}, [issue.date, issue.edition?.name].filter(Boolean).join('　')),
      el('p.badges', {},
        count('error', sum('errors'), 'errors'), count('warning', sum('warnings'), 'warnings'),
        sum('openRemarks') ? el('span.badge', { data: { kind: 'remark' } }, say('openRemarks', { n: sum('openRemarks') })) : null,
        el('span.badge', { data: { kind: left?.kind ?? '' }, id: 'left' }, left?.words ?? say('noDeadline')))),
    issue.storeFault ? el('p.alert', { role: 'alert' }, issue.storeFault) : null,
    issue.findings.length ? readingFaults(issue) : null,
    issue.pages.length || issue.pending.length ? null : el('p.empty', {}, say('nothing')),
    el('ol.thumbnails', {}, spreads(issue.pages).map((spread) =>
      el('li.spread', {}, spread.map((page) => thumbnail(page, open))))),
    issue.pending.length ? el('p.hint', {}, `${say('pending')} ${issue.pending.join(', ')}`) : null));
}

const count = (kind, n, words) => n ? el('span.badge', { data: { kind } }, say(words, { n })) : null;

function readingFaults(issue) {
  const worst = issue.findings.some((f) => f.severity === 'error') ? 'error' : 'warning';
  const title = !issue.pages.length ? 'nothingWhy' : worst === 'error' ? 'readingFaults' : 'readingNotes';
  return el('details.alert', { data: { kind: worst }, open: !issue.pages.length },
    el('summary', {}, say(title), ` (${issue.findings.length})`),
    el('ul.plain', {}, issue.findings.map((f) => el('li', {},
      el('b.severity', { data: { kind: f.severity } }, say(f.severity)), f.summary,
      f.hints.length ? el('span.why', {}, `　→ ${f.hints[0]}`) : null, ' ', el('span.code', {}, f.at ?? f.code)))));
}

function thumbnail(page, open) {
  const signed = page.stages.filter((s) => s.state === 'signed').length;
  const picture = el('img', {
    src: `picture/${page.digest}/${devicePixelRatio > 1.2 ? 480 : 240}`, alt: '', width: 176,
    height: Math.round(176 * page.height / page.width), decoding: 'async',
  });
  const marks = [
    page.errors ? say('errors', { n: page.errors }) : '',
    page.warnings ? say('warnings', { n: page.warnings }) : '',
    page.openRemarks ? say('openRemarks', { n: page.openRemarks }) : '',
  ].filter(Boolean).join('，');
  return el('button.thumbnail', {
    type: 'button', data: { page: page.number }, onclick: () => open(page.number),
    aria: { label: `${say('page', { n: page.number })} ${page.section} ${marks} ${signed}/${page.stages.length}` },
  },
  el('span.paper', {}, picture),
  el('span.caption', {},
    el('b', {}, page.number), el('span', {}, page.section),
    page.errors ? el('span.badge', { data: { kind: 'error' }, title: say('errors', { n: page.errors }) }, page.errors) : null,
    page.warnings ? el('span.badge', { data: { kind: 'warning' }, title: say('warnings', { n: page.warnings }) }, page.warnings) : null,
    page.openRemarks ? el('span.badge', { data: { kind: 'remark' }, title: say('openRemarks', { n: page.openRemarks }) }, page.openRemarks) : null),
  el('span.stages', {}, page.stages.map((stage) =>
    el('i', { data: { state: stage.state, demanded: stage.isDemanded }, title: `${stage.name}：${say({ open: 'unsigned', signed: 'signed', fallen: 'fallen' }[stage.state])}` }))));
}
