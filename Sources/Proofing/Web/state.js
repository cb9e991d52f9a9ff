// What the desk knows, read from the server and kept up by its news.

import { get, on, tell, news } from './api.js';

export const desk = {
  /** The issue as the desk gives it, with the state of each page. */
  issue: null,
  /** Plan, findings and remarks by page number, for the digest that they belong to. */
  details: new Map(),
  session: null,
};

export const pageState = (number) => desk.issue?.pages.find((page) => page.number === number);

/** Who signs and remarks: the account, else the name kept by this browser. */
export const me = {
  get name() { return desk.session?.account ?? localStorage.getItem('name') ?? ''; },
  set name(name) { localStorage.setItem('name', name.trim()); },
  get isFixed() { return Boolean(desk.session?.account); },
};

let reading = null, again = false;

/** Reads the issue; calls during a reading are answered by one more reading. */
export function readIssue() {
  if (reading) {
    again = true;
    return reading;
  }
  reading = (async () => {
    do {
      again = false;
      const old = desk.issue;
      try {
        desk.issue = await get('api/issue');
      } catch {
        // Read again when the desk is reached again.
        return;
      }
      fellAway(old, desk.issue);
    } while (again);
    tell('issue', desk.issue);
  })().finally(() => { reading = null; });
  return reading;
}

/** Plan, findings and remarks of a page. */
export async function readPage(number) {
  try {
    desk.details.set(number, await get(`api/page/${number}`));
  } catch {
    return;
  }
  tell('details', number);
}

function fellAway(old, issue) {
  for (const page of issue.pages) {
    const before = old?.pages.find((p) => p.number === page.number);
    const fell = page.stages.filter((stage, i) =>
      stage.state === 'fallen' && before?.stages[i]?.state === 'signed');
    if (fell.length) tell('fell', { number: page.number, stages: fell });
  }
}

on('marks', (numbers) => {
  readIssue();
  for (const number of numbers) if (desk.details.has(number)) readPage(number);
});

export { news };
