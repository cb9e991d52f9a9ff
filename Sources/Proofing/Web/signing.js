// Sign-off: the stages of a page, who signed, and what fell away because the page changed.

import { el, fill, toast } from './dom.js';
import { post } from './api.js';
import { say } from './words.js';
import { why, insideOf } from './findings.js';
import { desk, me, pageState } from './state.js';

/** The name under which somebody signs and remarks. */
export function nameField() {
  if (me.isFixed) return el('p.hint', { data: { key: 'name' } }, say('as', { name: me.name }));
  return el('label.field.inline', { data: { key: 'name' } }, el('span', {}, say('yourName')), el('input.my-name', {
    type: 'text', value: me.name, maxLength: 60, autocomplete: 'name',
    oninput: (event) => {
      me.name = event.target.value;
      // The other tab has the same field.
      for (const field of document.querySelectorAll('.my-name')) if (field !== event.target) field.value = event.target.value;
    },
  }));
}

/** Why nothing is kept; nothing where all is well. */
export function storeFault() {
  const fault = desk.issue?.storeFault;
  return fault ? el('div.alert', { role: 'alert', data: { key: 'store' } }, insideOf(fault)) : null;
}

/** The name; asks for it where it is missing, in the tab that wants it. */
export function needName(tab) {
  if (me.name) return me.name;
  toast(say('nameNeeded'), 'fault');
  document.querySelector(`${tab} .my-name`)?.focus();
  return null;
}

const when = (at) => new Date(at).toLocaleString(document.documentElement.lang, {
  month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** Draws the stages of the pages that are looked at. */
export function drawSigning(body, pages) {
  const states = pages.map(pageState).filter(Boolean);
  const isDemanded = states.some((page) => page.stages.some((s) => s.isDemanded));
  fill(body, storeFault(), nameField(), states.map((page) => {
    const missing = page.stages.filter((s) => s.isDemanded && s.state !== 'signed').length;
    return el('section.signing', { data: { key: `page-${page.number}`, page: page.number } },
      el('h2', {}, say('page', { n: page.number }), ' ', page.section,
        el('small', { title: page.digest }, say('version', { v: page.digest.slice(0, 8) }))),
      page.errors ? el('p.alert', { data: { key: 'errors' } }, say('signsErrors', { n: page.errors })) : null,
      page.stages.length ? el('ol.stages', {}, page.stages.map((stage) => row(page, stage)))
        : el('p.empty', {}, say('noStages')),
      page.stages.some((s) => s.isDemanded) ? el('p.badge', { data: { kind: missing ? 'warning' : 'good' } },
        missing ? say('notReady', { n: missing }) : say('ready')) : null);
  }),
  isDemanded ? el('p.hint', { data: { key: 'legend' } }, el('b.demanded', {}, '＊'), ' ', say('needed')) : null,
  el('p.hint', { data: { key: 'log' } }, el('a', { href: 'api/log', download: 'log.jsonl' }, say('exportLog'))));
}

/** Why a stage cannot be signed yet, or not by who is here; null when it can. */
function hindrance(page, stage) {
  const { member, storeFault } = desk.issue;
  if (storeFault) return say('readOnly');
  if (member && stage.roles.length && !stage.roles.some((role) => member.roles.includes(role))) {
    return say('mustBe', { roles: stage.roles.join('、') });
  }
  const before = page.stages.slice(0, page.stages.indexOf(stage)).find((s) => s.isDemanded && s.state !== 'signed');
  return before ? say('mustSignFirst', { stage: before.name }) : null;
}

function row(page, stage) {
  const { signature } = stage;
  const hindered = stage.state === 'signed' ? null : hindrance(page, stage);
  const words = stage.state === 'open' ? say('unsigned')
    : `${say('signedBy', { name: signature.by })} ${when(signature.at)}`;
  return el('li.stage', { data: { key: stage.name, state: stage.state, stage: stage.name } },
    el('b', {}, stage.name, stage.isDemanded ? el('span.demanded', { title: say('needed') }, '＊') : null),
    el('span.roles', { data: { key: 'roles' } }, stage.roles.join('、')),
    el('span.words', { data: { key: 'words' } }, words),
    stage.state === 'fallen' ? el('span.fallen', { data: { key: 'fallen' } }, say('fallen')) : null,
    hindered ? el('span.hint', { data: { key: 'hindered' } }, hindered) : null,
    stage.state === 'signed'
      ? el('button.quiet', {
        type: 'button', data: { key: 'withdraw' }, aria: { label: `${say('withdraw')} ${stage.name} ${say('page', { n: page.number })}` },
        onclick: () => act('withdraw', { signature: signature.number }),
      }, say('withdraw'))
      : el('button', {
        type: 'button', data: { key: 'sign', sign: stage.name }, disabled: Boolean(hindered),
        aria: { label: `${say('sign')} ${stage.name} ${say('page', { n: page.number })}` },
        onclick: () => act('sign', { page: page.number, digest: page.digest, stage: stage.name }),
      }, say('sign')));
}

async function act(what, order) {
  const by = needName('#body-signing');
  if (!by) return;
  try {
    await post(`api/${what}`, { ...order, by });
  } catch (error) {
    toast(say('failed', { words: why(error) }), 'fault');
  }
}
