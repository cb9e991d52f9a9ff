// Sign-off: the stages of a page, who signed, and what fell away because the page changed.

import { el, fill, toast } from './dom.js';
import { post } from './api.js';
import { say } from './words.js';
import { desk, me, pageState } from './state.js';

/** The name under which somebody signs and remarks. */
export function nameField() {
  if (me.isFixed) return el('p.hint', {}, me.name);
  return el('label.field', {}, el('span', {}, say('yourName')), el('input', {
    type: 'text', value: me.name, maxLength: 60, autocomplete: 'name', id: 'my-name',
    // At each key: news may draw the panel anew before the field is left.
    oninput: (event) => { me.name = event.target.value; },
  }));
}

/** The name; asks for it where it is missing. */
export function needName() {
  const field = document.getElementById('my-name');
  if (field) me.name = field.value;
  if (me.name) return me.name;
  toast(say('nameNeeded'), 'fault');
  field?.focus();
  return null;
}

const when = (at) => new Date(at).toLocaleString(document.documentElement.lang, {
  month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });

/** Draws the stages of the pages that are looked at. */
export function drawSigning(body, pages) {
  const states = pages.map(pageState).filter(Boolean);
  fill(body, nameField(), states.map((page) => {
    const missing = page.stages.filter((s) => s.isDemanded && s.state !== 'signed').length;
    const isDemanded = page.stages.some((s) => s.isDemanded);
    return el('section.signing', { data: { page: page.number } },
      el('h2', {}, say('page', { n: page.number }), ' ', page.section,
        el('small', { title: page.digest }, say('version', { v: page.digest.slice(0, 8) }))),
      isDemanded ? el('p.badge', { data: { kind: missing ? 'warning' : 'good' } },
        missing ? say('notReady', { n: missing }) : say('ready')) : null,
      page.stages.length ? el('ol.stages', {}, page.stages.map((stage) => row(page, stage)))
        : el('p.empty', {}, say('noStages')));
  }), el('p.hint', {}, el('a', { href: 'api/log', download: 'log.jsonl' }, say('exportLog'))));
}

function row(page, stage) {
  const { signature } = stage;
  const words = stage.state === 'open' ? say('unsigned')
    : `${say('signedBy', { name: signature.by })} ${when(signature.at)}`;
  return el('li.stage', { data: { state: stage.state, stage: stage.name } },
    el('b', {}, stage.name, stage.isDemanded ? el('span.demanded', { title: say('needed') }, '＊') : null),
    el('span.roles', {}, stage.roles.join('、')),
    el('span.words', {}, words),
    stage.state === 'fallen' ? el('span.fallen', {}, say('fallen')) : null,
    stage.state === 'signed'
      ? el('button.quiet', { type: 'button', onclick: () => act('withdraw', { signature: signature.number }) }, say('withdraw'))
      : el('button', {
        type: 'button', data: { sign: stage.name },
        aria: { label: `${say('sign')} ${stage.name} ${say('page', { n: page.number })}` },
        onclick: () => act('sign', { page: page.number, digest: page.digest, stage: stage.name }),
      }, say('sign')));
}

async function act(what, order) {
  const by = needName();
  if (!by) return;
  try {
    await post(`api/${what}`, { ...order, by });
  } catch (error) {
    toast(say('failed', { words: error.message }), 'fault');
  }
}
