import { createBackend } from './backend.ts';
import { ConfigError, readConfig } from './config.ts';
import { endOnSignals } from './shutdown.ts';

try {
  const config = readConfig(process.env);
  const { app, broadcasting, close, ingest, seedDemo } = await createBackend(config);
  endOnSignals({
    close,
    deadlineMs: config.drainMs + config.shutdownMs,
    tell: (text) => console.error(text),
    signals: process,
    exit: (code) => process.exit(code),
  });
  const address = await app.listen({ host: config.host, port: config.port });
  console.log(`t333 back end: ${address}`);
  broadcasting.start();
  await ingest.start(Number(new URL(address).port));
  if (config.hasDemo) {
    const { handles, password, isNew } = await seedDemo();
    if (password !== null) console.log(`Demo accounts: ${handles.join(', ')}; their password: ${password}`);
    else if (isNew) console.log(`Demo accounts: ${handles.join(', ')}; their password is DEMO_PASSWORD.`);
    else
      console.log(
        `Demo accounts are there already: ${handles.join(', ')}. DEMO_PASSWORD sets their password as they are made.`,
      );
  }
} catch (error) {
  console.error(
    error instanceof ConfigError
      ? error.message
      : isTaken(error)
        ? 'The port is taken: PORT names another one, 0 any free one.'
        : error,
  );
  process.exit(1);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
