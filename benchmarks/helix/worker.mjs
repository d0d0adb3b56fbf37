/** One of two processes that use one bucket at the same time. */
import { CONTESTANTS } from './contestants.mjs';

process.once('message', async ({ contestant, folder, urls, shared, calls }) => {
  const client = await CONTESTANTS[contestant](urls, { folder, shared: contestant === 'ours' ? shared : null });
  const all = await Promise.allSettled(Array.from({ length: calls }, (_, n) => client.call(n)));
  process.send(all.filter(({ status }) => status === 'fulfilled').length, () => process.exit());
});
