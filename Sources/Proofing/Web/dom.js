// Elements are made here and nowhere else; words enter them as text, never as markup.

/** Makes an element: properties, `on…` listeners, `data`, `aria`, and children. */
export function el(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag || 'div');
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'data') Object.assign(element.dataset, value);
    else if (key === 'aria') {
      for (const [a, v] of Object.entries(value)) element.setAttribute(`aria-${a}`, v);
    } else if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

/** Makes an SVG element with attributes. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Puts children in place of what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
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
