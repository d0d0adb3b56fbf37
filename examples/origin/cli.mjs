#!/usr/bin/env node
/** `node examples/origin/cli.mjs`: serves the example streams. PORT: 0 or nothing takes any free port. HTTP2=1: https, HTTP/2. */
import { startOrigin } from './index.mjs';

const { url, close } = await startOrigin({
  port: Number(process.env.PORT ?? 0),
  host: process.env.HOST ?? '127.0.0.1',
  http2: process.env.HTTP2 === '1',
});
console.log(`Streams: ${url}/streams.json`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close());
