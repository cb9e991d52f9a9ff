// The way in: a token, or a name and a password, asked for over whatever is shown.

import { el, fill } from './dom.js';
import { session, enter, Refused } from './api.js';
import { say } from './words.js';
import { desk } from './state.js';

let coming = null;

/** Returns when the desk knows us: at once, or after somebody has said who they are. */
export function admitted(again = false) {
  coming ??= comeIn(again).finally(() => { coming = null; });
  return coming;
}

async function comeIn(again) {
  let words = again && desk.session ? say('comeInAgain') : '';
  while (true) {
    try {
      const found = await session();
      if (found.key) {
        desk.session = found;
        return;
      }
      desk.session = await askIn(found.entrance, words);
      return;
    } catch (error) {
      // A word that is not known, or a desk that does not answer yet.
      if (error instanceof Refused) words = error.status === 429 ? say('tooMany') : say('notKnown');
      else await new Promise((resolve) => setTimeout(resolve, 1500));
    }
  }
}

function askIn(entrance, words) {
  const field = (name, type) => el('label.field', {}, el('span', {}, say(name)),
    el('input', { name, type, required: true, autocomplete: type === 'password' ? 'current-password' : 'username' }));
  return new Promise((resolve) => {
    const alert = el('p.alert', { role: 'alert', hidden: !words }, words);
    const form = el('form.enter', {
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          const found = await enter(Object.fromEntries(new FormData(form)));
          dialog.close();
          resolve(found);
        } catch (error) {
          alert.hidden = false;
          fill(alert, error instanceof Refused ? say(error.status === 429 ? 'tooMany' : 'notKnown') : say('disconnected'));
          const secret = form.querySelector('[type=password]');
          secret.value = '';
          secret.focus();
        }
      },
    }, el('h1', {}, say('desk')),
    entrance === 'accounts' ? [field('name', 'text'), field('password', 'password')] : [field('token', 'password'), el('p.hint', {}, say('tokenHint'))],
    alert, el('button.accent', { type: 'submit' }, say('comeIn')));
    const dialog = el('dialog.entrance', { aria: { label: say('desk') }, oncancel: (event) => event.preventDefault(), onclose: () => dialog.remove() }, form);
    document.body.append(dialog);
    dialog.showModal();
    form.querySelector('input').focus();
  });
}
