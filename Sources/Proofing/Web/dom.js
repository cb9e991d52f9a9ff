// Elements are made here and nowhere else; words enter them as text, never as markup.

/** Makes an element: properties, `on…` listeners, `data`, `aria`, and children. */
export function el(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag || 'div');
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith('on')) hear(element, key.slice(2), value);
    else if (key === 'data') Object.assign(element.dataset, value);
    else if (key === 'aria') {
      for (const [a, v] of Object.entries(value)) element.setAttribute(`aria-${a}`, v);
    } else if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...present(children));
  return element;
}

/** Makes an SVG element with attributes. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const present = (children) => children.flat(Infinity).filter((child) => child !== null && child !== undefined);

/** Listeners by element and kind, so that one element can take over those of another. */
const listeners = new WeakMap();

function hear(element, kind, listener) {
  const all = listeners.get(element) ?? {};
  if (!all[kind]) element.addEventListener(kind, (event) => listeners.get(element)[kind]?.(event));
  listeners.set(element, { ...all, [kind]: listener });
}

// Drawing anew

/** What makes an element the same thing when it is drawn anew. */
const nameOf = (node) => (node.nodeType === Node.ELEMENT_NODE
  ? `${node.nodeName} ${node.id || node.dataset?.key || ''}` : node.nodeName);

/**
 * Makes an element hold these children.
 *
 * What is there already stays and becomes what is wanted: so the focus, the caret, what an input
 * method composes, and what somebody has typed live on when news come. Of things of one kind those
 * that can change places need an `id` or `data-key`.
 */
export function fill(element, ...children) {
  const wanted = present(children).map((child) => (child instanceof Node ? child : document.createTextNode(child)));
  const known = new Map();
  for (const node of element.childNodes) {
    if (!wanted.includes(node)) known.set(nameOf(node), [...known.get(nameOf(node)) ?? [], node]);
  }
  const shown = wanted.map((node) => {
    const old = node.parentNode === element ? null : known.get(nameOf(node))?.shift();
    return old ? become(old, node) : node;
  });
  for (const node of [...element.childNodes]) if (!shown.includes(node)) node.remove();
  let place = element.firstChild;
  for (const node of shown) {
    if (node === place) place = place.nextSibling;
    else element.insertBefore(node, place);
  }
  return element;
}

/** Takes over the words, attributes, listeners and children of another; fields keep what is in them. */
function become(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return old;
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !(name === 'open' || name === 'style')) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && name !== 'open') old.setAttribute(name, value);
  }
  for (const [kind, listener] of Object.entries(listeners.get(fresh) ?? {})) hear(old, kind, listener);
  if (old.type === 'checkbox') old.checked = fresh.checked;
  if (!old.matches('textarea')) fill(old, ...fresh.childNodes);
  return old;
}

/** The element of an id. */
export const at = (id) => document.getElementById(id);

/** Says something to people who do not see the screen. */
export function announce(words) {
  at('announce').textContent = words;
}

/** A note at the foot of the stage that goes away again. */
export function toast(words, kind = 'note') {
  announce(words);
  const note = el('p.toast', { data: { kind } }, words);
  let all = document.querySelector('.toasts');
  if (!all) document.body.append(all = el('div.toasts'));
  all.append(note);
  setTimeout(() => note.remove(), kind === 'fault' ? 9000 : 4000);
  return note;
}
