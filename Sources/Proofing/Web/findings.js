// Findings as a list: what is wrong, where, what to do; choosing one shows its place.

import { el, fill } from './dom.js';
import { get, Refused } from './api.js';
import { say, isWord, isChinese } from './words.js';
import { desk } from './state.js';

const rank = { error: 0, warning: 1, note: 2 };

/** Chinese titles by code: a string, or two, of which the second counts characters. */
let titles = {};

/** What hints look like, with what they are in Chinese. */
let hints = [];

/** Reads the words for findings in the language of the desk; findings themselves are worded in English. */
export async function readWords() {
  if (!isChinese()) return;
  const read = (name) => get(`web/${name}.zh.json`).catch(() => ({}));
  titles = await read('findings');
  hints = Object.entries(await read('hints')).map(([english, chinese]) => ({
    chinese, pattern: new RegExp(`^${english.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.+?)')}$`, 'u'),
  }));
}

/** A hint in the language of the desk, as far as it has the words. */
function hintOf(hint) {
  for (const { pattern, chinese } of hints) {
    const values = pattern.exec(hint);
    if (values) return el('li', {}, chinese.replace(/\{(\w+)\}/g, (_, key) => values.groups[key].replace(/ lines?$/, ' 行')));
  }
  return el('li', { lang: 'en' }, hint);
}

/** The title of a finding; nothing where its summary is all there is. */
export function titleOf({ code, characters }) {
  const title = titles[code];
  if (!Array.isArray(title)) return title;
  return characters ? title[1].replace('{n}', Math.abs(characters)) : title[0];
}

/** Why something was not done, in the language of the desk as far as it has the words. */
export function why(error) {
  if (!(error instanceof Refused)) return say('unreached');
  const { reason, code } = error.body ?? {};
  if (isWord(`why_${reason}`)) return say(`why_${reason}`);
  const title = titles[code];
  return title ? `${title}（${error.message}）` : error.message;
}

/** A finding in one line. */
export const headOf = (finding) => titleOf(finding) ?? finding.summary;

export const findingsOf = (number) =>
  (desk.details.get(number)?.findings ?? []).toSorted((a, b) => rank[a.severity] - rank[b.severity]);

/** Draws the findings of the pages that are looked at; those of reading the files come last. */
export function drawFindings(body, pages, show) {
  const all = pages.flatMap((number) => findingsOf(number).map((finding) => ({ finding, number })));
  const reading = desk.issue?.findings ?? [];
  const worst = reading.some((f) => f.severity === 'error') ? 'readingFaults' : 'readingNotes';
  const list = (rows) => el('ul.findings', {}, rows);
  const ofFiles = reading.length ? el('section', { data: { key: 'files' } }, el('h3', {}, say(worst)), list(reading.map((f) => row(f)))) : null;
  fill(body,
    worst === 'readingFaults' ? ofFiles : null,
    el('section', { data: { key: 'pages' } }, all.length ? list(all.map(({ finding, number }) => row(finding, number, show)))
      : el('p.empty', {}, say('noFindings'))),
    worst === 'readingFaults' ? null : ofFiles);
}

/** What is known of a finding, its title first. */
export function insideOf(finding) {
  const title = titleOf(finding);
  return [
    el('span.head', {}, el('b.severity', { data: { kind: finding.severity } }, say(finding.severity)),
      el('b.summary', {}, title ?? finding.summary)),
    title ? el('span.detail', { lang: 'en' }, finding.summary) : null,
    finding.explanation ? el('span.why', { lang: 'en' }, finding.explanation) : null,
    finding.hints.length ? el('ul.hints', {}, finding.hints.map(hintOf)) : null,
    el('span.code', {}, [finding.code, finding.at].filter(Boolean).join('　')),
  ];
}

function row(finding, number, show) {
  if (!finding.area || !show) return el('li.finding', {}, insideOf(finding));
  return el('li.finding', {}, el('button.card', {
    type: 'button', onclick: () => show(number, finding.area, finding),
  }, insideOf(finding)));
}
