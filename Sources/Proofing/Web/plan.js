// What stands where: naming what the pointer is over, and finding what was clicked.

import { say, isChinese } from './words.js';
import { desk } from './state.js';

const contains = (a, x, y) => x >= a.x && x <= a.x + a.width && y >= a.y && y <= a.y + a.height;

/** What stands at a point of a page: slot, piece and line, as far as there are any. */
export function standing(number, x, y) {
  const plan = desk.details.get(number)?.plan;
  if (!plan) return {};
  for (const piece of plan.pieces.toReversed()) {
    const line = piece.lines.find((l) => contains(l.area, x, y));
    if (line) return { plan, piece, line, slot: plan.slots.find((s) => s.name === piece.slot) };
  }
  const slots = plan.slots.filter((s) => contains(s.area, x, y));
  // The smallest lies uppermost.
  slots.sort((a, b) => a.area.width * a.area.height - b.area.width * b.area.height);
  return { plan, slot: slots[0] };
}

const parts = {
  masthead: '报头', ear: '报眼', numberLine: '期号', folio: '报眉', qr: '二维码', kicker: '引题',
  headline: '主题', deck: '副题', byline: '署名', body: '正文', subhead: '小标题', jump: '下转',
  label: '栏目', photo: '图片', caption: '图注', chart: '图表', display: '装饰', teaser: '导读',
  table: '表', advertisement: '广告', filler: '补白', rule: '栏线', box: '框', mark: '标记', quote: '摘引',
};

/** A part by its newspaper name. */
export const partName = (part) => (isChinese() ? parts[part] ?? part : part);

/** One line that says what stands there: story, part, face and size, columns and lines. */
export function describe({ plan, piece, line, slot }) {
  const words = [];
  if (piece) {
    words.push(titleOf(plan, piece.source) ?? piece.source);
    words.push(partName(piece.part));
    if (piece.size) words.push(`${piece.face ?? ''} ${Number(piece.size.toFixed(2))} pt`.trim());
  } else if (slot) {
    words.push(slot.story ? titleOf(plan, slot.story) ?? slot.story : '');
  }
  if (slot) words.push(`${say('slot')} ${slot.name}`);
  if (line?.line) words.push(say('columnLine', { c: line.column ?? '–', l: line.line }));
  return words.filter(Boolean).join('　');
}

/** A story's headline as the page shows it; briefs have none, and go by the first of their own. */
export function titleOf(plan, story) {
  const part = (name) => plan?.pieces.find((p) => p.source === story && p.part === name);
  return (part('headline') ?? part('subhead'))?.lines.map((l) => l.text).join('');
}
