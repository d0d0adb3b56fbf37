/** Runs one scenario with one contender and posts what was seen. */
import { runWall } from './run-wall.js';

const run = new URLSearchParams(location.search).get('run');

const post = (path, body) => fetch(`/${path}?run=${run}`, { method: 'POST', body: JSON.stringify(body) });

try {
  const scenario = await (await fetch(`/cell?run=${run}`)).json();
  await post('result', await runWall(scenario, (name, body = {}) => post(name, body)));
} catch (error) {
  await post('failure', { message: error?.stack ?? String(error) });
}
