/** Runs one case with one client, in a process of its own, and prints what it found as JSON. */
import { CASES } from './cases.mjs';
import { CONTESTANTS } from './contestants.mjs';

const [contestant, name, folder, variant] = process.argv.slice(2);
const open = (urls) => CONTESTANTS[contestant](urls, { folder, batched: variant === 'batched' });
// What a client leaves rejected in the background is its own affair; the calls are what counts.
process.on('unhandledRejection', () => {});
const { server, ...result } = await CASES[name](open, { contestant, folder });
process.stdout.write(JSON.stringify(result), () => {
  server.stop();
  process.exit();
});
