import { createBackend } from './backend.ts';
import { ConfigError, readConfig } from './config.ts';

try {
  const config = readConfig(process.env);
  const { app, close } = await createBackend(config);
  const address = await app.listen({ host: config.host, port: config.port });
  console.log(`t333 back end: ${address}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close());
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
