/** Runs one cell with one contender and posts what was seen. */
import { runCell } from './run-cell.js';
import { validateReader } from './validate-reader.js';

const run = new URLSearchParams(location.search).get('run');

const post = (path, body) => fetch(`/${path}?run=${run}`, { method: 'POST', body: JSON.stringify(body) });

try {
  const cell = await (await fetch(`/cell?run=${run}`)).json();
  const command = (name, body = {}) => post(name, body);
  await post('result', cell.action === 'validate' ? await validateReader(cell) : await runCell(cell, command));
} catch (error) {
  await post('failure', { message: error?.stack ?? String(error) });
}
