/** `npm run size`: what a user's bundle pays for the parts, gzipped (-9), beside the budget. `--json` for the docs. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { chunkBytes, entryBytes, unusedBytes } from './size-of-bundle.mjs';

const CDN = path.join(import.meta.dirname, '../packages/elements/dist/cdn');
const GRID = "import '@t333/elements/multi-stream-grid/define';";
const PLAYER = "import '@t333/elements/live-player/define';";

const cdnBytes = (file) => gzipSync(readFileSync(path.join(CDN, file)), { level: 9 }).length;

/** 1 kB = 1000 bytes. hls.js and what is loaded on demand are counted apart. */
const PARTS = [
  { part: 'core, everything', budget: 16_000, measure: () => entryBytes("export * from '@t333/core';") },
  { part: 'elements/define, everything', budget: 18_000, measure: () => entryBytes("import '@t333/elements/define';") },
  { part: 'elements/multi-stream-grid/define', budget: 18_000, measure: () => entryBytes(GRID) },
  { part: 'elements/live-player/define', budget: 12_000, measure: () => entryBytes(PLAYER) },
  { part: 'on demand: controls', budget: 5_000, measure: () => chunkBytes(PLAYER, /live-player\/controls\//) },
  { part: 'on demand: HLS player', budget: 6_000, measure: () => chunkBytes(PLAYER, /core\/dist\/player\/hls-player/) },
  {
    part: 'on demand: hls.js light',
    budget: 125_000,
    measure: () => chunkBytes(PLAYER, /hls\.light/, { withHls: true }),
  },
  {
    part: 'on demand: hls.js full',
    budget: 190_000,
    measure: () => chunkBytes(PLAYER, /hls\.js\/dist\/hls\.mjs/, { withHls: true }),
  },
  { part: 'CDN t333.js', budget: 20_000, measure: () => cdnBytes('t333.js') },
  { part: 'CDN t333.iife.js', budget: 20_500, measure: () => cdnBytes('t333.iife.js') },
  { part: 'unused import of core', budget: 50, measure: () => unusedBytes("import { HlsPlayer } from '@t333/core';") },
  {
    part: 'unused import of elements',
    budget: 50,
    measure: () => unusedBytes("import { LivePlayer } from '@t333/elements';"),
  },
];

/** @returns {Promise<{ part: string, bytes: number, budget: number }[]>} */
export const measureSizes = () =>
  Promise.all(PARTS.map(async ({ part, budget, measure }) => ({ part, bytes: await measure(), budget })));

const row = (part, bytes, budget, note = '') =>
  `${part.padEnd(36)}${String(bytes).padStart(9)}${String(budget).padStart(9)} ${note}`;

/** @param {{ part: string, bytes: number, budget: number }[]} sizes */
export function sizeTable(sizes) {
  return [
    row('gzip, in bytes', 'size', 'budget'),
    ...sizes.map(({ part, bytes, budget }) => row(part, bytes, budget, bytes > budget ? 'OVER' : '')),
  ].join('\n');
}

if (import.meta.filename === process.argv[1]) {
  const sizes = await measureSizes();
  console.log(process.argv.includes('--json') ? JSON.stringify(sizes, null, 2) : sizeTable(sizes));
  if (sizes.some(({ bytes, budget }) => bytes > budget)) process.exitCode = 1;
}
