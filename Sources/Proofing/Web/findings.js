// Findings as a list: what is wrong, where, what to do; choosing one shows its place.

import { el, fill } from './dom.js';
import { say } from './words.js';
import { desk } from './state.js';

const rank = { error: 0, warning: 1, note: 2 };

export const findingsOf = (number) =>
  (desk.details.get(number)?.findings ?? []).toSorted((a, b) => rank[a.severity] - rank[b.severity]);

/** Draws the findings of the pages that are looked at. */
export function drawFindings(body, pages, show) {
  const all = pages.flatMap((number) => findingsOf(number).map((finding) => ({ finding, number })));
  const reading = desk.issue?.findings ?? [];
  fill(body,
    reading.length ? [el('p.hint', {}, say(reading.some((f) => f.severity === 'error') ? 'readingFaults' : 'readingNotes')), el('ul.findings', {}, reading.map((f) => row(f)))] : null,
    all.length ? el('ul.findings', {}, all.map(({ finding, number }) => row(finding, number, show))) : null,
    all.length + reading.length ? null : el('p.empty', {}, say('noFindings')));
}

function row(finding, number, show) {
  const inside = [
    el('span.head', {},
      el('b.severity', { data: { kind: finding.severity } }, say(finding.severity)),
      el('span.summary', {}, finding.summary)),
    finding.explanation ? el('span.why', {}, finding.explanation) : null,
    finding.hints.length ? el('ul.hints', {}, finding.hints.map((hint) => el('li', {}, hint))) : null,
    el('span.code', {}, [finding.code, finding.at].filter(Boolean).join('　')),
  ];
  if (!finding.area || !show) return el('li.finding', {}, inside);
  return el('li.finding', {}, el('button.card', {
    type: 'button', onclick: () => show(number, finding.area, finding),
  }, inside));
}
