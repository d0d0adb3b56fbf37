import { createBackend } from './backend.ts';
import { ConfigError, readConfig } from './config.ts';
import { findProgram } from './media/programs.ts';
import { endOnSignals } from './shutdown.ts';
import { StartError } from './start-error.ts';

try {
  const config = readConfig(process.env);
  if (config.rtmp) checkPrograms();
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
    error instanceof ConfigError || error instanceof StartError
      ? error.message
      : isTaken(error)
        ? 'The port is taken: PORT names another one, 0 any free one.'
        : error,
  );
  process.exit(1);
}

function checkPrograms(): void {
  const missing = ['nginx', 'ffmpeg', 'ffprobe'].filter((name) => !findProgram(name));
  if (missing.length > 0) throw new StartError(`RTMP=nginx needs what is not on this machine: ${missing.join(', ')}.`);
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
