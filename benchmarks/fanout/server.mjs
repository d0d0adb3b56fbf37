/** One of the servers, in a process of its own: `node server.mjs ws`. Started by `run.mjs`, which asks for its processor time. */
import { socketIo, ws } from './plain-servers.mjs';

const [name, peers] = process.argv.slice(2);
const STARTERS = {
  ws,
  'socket.io': () => socketIo(peers),
  t333: async () => (await import('./t333-server.mjs')).t333(),
};

process.on('message', ({ id, task }) => {
  if (task === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send({ id, result: { cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 2 ** 20 } });
  }
});
process.send({ ready: await STARTERS[name]() });
