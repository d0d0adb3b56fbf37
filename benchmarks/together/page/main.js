/** Runs one of the two pages, and posts what was seen. */
import { runPage } from './run-page.js';

const run = new URLSearchParams(location.search).get('run');

async function post(path, body) {
  const response = await fetch(`/${path}?run=${run}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

/** The device's date is wrong by this: all of the page's code sees it. */
function shiftDate(byMs) {
  const RealDate = Date;
  globalThis.Date = class Date extends RealDate {
    static now() {
      return RealDate.now() + byMs;
    }
    constructor(...fields) {
      if (fields.length > 0) super(...fields);
      else super(RealDate.now() + byMs);
    }
  };
}

try {
  const page = await (await fetch(`/cell?run=${run}`)).json();
  shiftDate(page.wallSkewMs);
  await post('result', await runPage(page, (name) => post('meet', { name })));
} catch (error) {
  await post('failure', { message: error?.stack ?? String(error) });
}
