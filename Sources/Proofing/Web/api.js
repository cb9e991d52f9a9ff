// All that passes between the browser and the desk.

/** Something happened; `kind` says what. */
export const news = new EventTarget();
export const tell = (kind, detail) => news.dispatchEvent(new CustomEvent(kind, { detail }));
export const on = (kind, listener) => news.addEventListener(kind, (event) => listener(event.detail));

/** What the desk answered when it did not do what was asked. */
export class Refused extends Error {
  constructor(status, words, body) {
    super(words);
    this.status = status;
    this.body = body;
  }
}

let key = '';

async function ask(path, options) {
  const response = await fetch(path, { credentials: 'same-origin', ...options });
  const isJSON = response.headers.get('content-type')?.startsWith('application/json');
  const body = isJSON ? await response.json() : await response.text();
  if (response.ok) return body;
  // A wrong password is told by who asked for it.
  if (response.status === 401 && path !== 'api/enter') tell('stranger');
  throw new Refused(response.status, isJSON ? body.words : body.trim(), body);
}

/** Reads something; a connection that fell away is no answer, and to ask twice does no harm. */
export const get = (path) => ask(path, {}).catch((error) => {
  if (error instanceof Refused) throw error;
  return ask(path, {});
});

/** Changes something. */
export const post = (path, body = {}) =>
  ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forme-Key': key },
    body: JSON.stringify(body),
  });

/** Who we are to the desk; null for a stranger who must come in first. */
export async function session() {
  const word = new URLSearchParams(location.hash.slice(1)).get('token');
  if (word) {
    history.replaceState(null, '', location.pathname);
    return enter({ token: word });
  }
  return remember(await get('api/session'));
}

/** Comes in with a token, or a name and a password. */
export const enter = async (credentials) => remember(await post('api/enter', credentials));

function remember(session) {
  key = session.key ?? '';
  return session;
}

// A browser opens six connections to a desk and no more: windows that nobody sees give theirs back.
let stream;

/** Listens to what changes, as long as the window is seen; `admitted` sees to it that the desk knows us. */
export function listen(admitted) {
  const open = () => {
    if (document.hidden || (stream && stream.readyState !== EventSource.CLOSED)) return;
    stream = new EventSource('events');
    stream.addEventListener('hello', () => tell('connected'));
    stream.addEventListener('error', () => tell('disconnected'));
    for (const kind of ['change', 'marks']) {
      stream.addEventListener(kind, (event) => tell(kind, JSON.parse(event.data)));
    }
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) stream?.close();
    else open();
  });
  // The browser gave up: the desk was restarted and knows nobody, or does not know us any more.
  setInterval(async () => {
    if (document.hidden || stream?.readyState !== EventSource.CLOSED) return;
    await admitted(true);
    open();
  }, 1500);
  open();
}
