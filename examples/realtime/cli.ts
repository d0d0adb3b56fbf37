import { startRealtimeServer } from './index.ts';

const { url, close } = await startRealtimeServer({ port: Number(process.env['PORT'] ?? 0), knobs: true });
console.log(url);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close());
