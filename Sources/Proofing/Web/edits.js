// Edits that are more than text: taken back, moved to other slots, focus points of photos.

import { toast } from './dom.js';
import { get, post, tell } from './api.js';
import { say } from './words.js';
import { why } from './findings.js';
import { desk } from './state.js';
import { titleOf } from './plan.js';

/** Why an edit was refused. */
export function refusalWords(error) {
  const refusal = error.body?.refusal;
  const kind = refusal && Object.keys(refusal)[0];
  const what = kind && refusal[kind]._0;
  if (kind === 'nothing') return say('nothingToUndo');
  return kind && what !== undefined ? say('refused', { words: say(kind, { what }) }) : say('failed', { words: why(error) });
}

/** Takes the last edit back, or makes it again. */
export async function undo(what) {
  tell('editing', performance.now());
  try {
    const receipt = await post(`api/${what}`);
    toast(say(what === 'undo' ? 'undone' : 'redone', { file: receipt.file }));
  } catch (error) {
    tell('editing', null);
    toast(refusalWords(error), 'fault');
  }
}

/** What stands in two slots of a page changes places. */
export async function move(page, slot, otherSlot, otherPage = page) {
  const plan = desk.details.get(page)?.plan;
  const title = titleOf(plan, plan?.slots.find((s) => s.name === slot)?.story);
  tell('editing', performance.now());
  try {
    const { source } = await get('api/source?file=issue.yaml');
    await post('api/edit', {
      edit: { file: 'issue.yaml', basedOn: source.digest, change: { swap: { page, slot, otherPage, otherSlot } } },
    });
    toast(say('moved', { story: title ?? slot, slot: otherSlot }));
  } catch (error) {
    tell('editing', null);
    toast(refusalWords(error), 'fault');
  }
}

/** A photo's focus point was put elsewhere. */
export async function focus(story, photo, x, y) {
  tell('editing', performance.now());
  try {
    const { source } = await get(`api/source?file=${encodeURIComponent(story)}`);
    await post('api/edit', { edit: { file: story, basedOn: source.digest, change: { focus: { photo, x, y } } } });
    toast(say('focusSet', { x: Math.round(x / 10), y: Math.round(y / 10) }));
  } catch (error) {
    tell('editing', null);
    toast(refusalWords(error), 'fault');
  }
}
