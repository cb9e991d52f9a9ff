// How hands move what lies on the table: dragging, the wheel, two fingers.

import { tell } from './api.js';

/** Lets a table be moved about; tells `hover`, and `clicked` for what was no movement. */
export function listenToHands(table) {
  const { element } = table;
  const fingers = new Map();
  let pinch = null, isDragging = false;
  element.addEventListener('wheel', (event) => {
    event.preventDefault();
    const box = element.getBoundingClientRect();
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
    if (event.shiftKey) return table.panBy(-(event.deltaX || pixels), 0);
    const factor = Math.exp(-Math.max(-200, Math.min(200, pixels)) * (event.ctrlKey ? 0.01 : 0.002));
    table.zoomBy(factor, event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  element.addEventListener('pointerdown', (event) => {
    if (event.button > 1) return;
    fingers.set(event.pointerId, event);
    if (fingers.size === 2) pinch = pinchOf(fingers, element);
  });
  element.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return tell('hover', event);
    if (table.held) return;
    fingers.set(event.pointerId, event);
    if (fingers.size === 2) {
      const now = pinchOf(fingers, element);
      table.panBy(now.x - pinch.x, now.y - pinch.y);
      table.zoomBy(now.distance / pinch.distance, now.x, now.y);
      pinch = now;
    } else if (isDragging || Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY) > 3) {
      if (!isDragging) element.setPointerCapture(event.pointerId);
      isDragging = true;
      table.panBy(event.clientX - before.clientX, event.clientY - before.clientY);
    } else {
      fingers.set(event.pointerId, before);
    }
  });
  const lift = (event) => {
    const wasDown = fingers.delete(event.pointerId);
    if (event.type === 'pointerup' && wasDown && !isDragging && !table.held && !pinch) tell('clicked', event);
    if (fingers.size === 0) { isDragging = false; pinch = null; }
  };
  for (const kind of ['pointerup', 'pointercancel']) element.addEventListener(kind, lift);
  element.addEventListener('pointerleave', () => tell('hover', null));
  element.addEventListener('dblclick', (event) => {
    const box = element.getBoundingClientRect();
    if (table.view.scale < 1.5) table.zoomTo(2, event.clientX - box.left, event.clientY - box.top);
    else table.fit();
  });
}

function pinchOf(fingers, element) {
  const [a, b] = [...fingers.values()];
  const box = element.getBoundingClientRect();
  return {
    x: (a.clientX + b.clientX) / 2 - box.left, y: (a.clientY + b.clientY) / 2 - box.top,
    distance: Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)),
  };
}
