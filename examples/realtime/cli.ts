import { startRealtimeServer } from './index.ts';

const PEOPLE = ['viewer', 'moderator'] as const;
const CHANNEL = 'stage';

const { url, hub, close } = await startRealtimeServer({ port: Number(process.env['PORT'] ?? 0), knobs: true });
const tokens = PEOPLE.map((name) => {
  const token = crypto.randomUUID();
  hub.users.set(token, { id: name, handle: name, name });
  return `T333_${name.toUpperCase()}_TOKEN=${token}`;
});
hub.channel(CHANNEL).roles.set('moderator', 'moderator');
console.log(`${url}\n\nBearer tokens of a viewer, and of who moderates "${CHANNEL}":\n${tokens.join('\n')}`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close());
