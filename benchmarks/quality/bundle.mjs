/** Bundles the page and its contenders, each by itself, from the sources. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { SOURCE_OPTIONS } from '../bundle-contenders.mjs';

const PAGE = join(import.meta.dirname, 'page');

/** Whose share of the processor is measured. Entries of their own, so that their code comes into files of its own. */
const MANAGER = 'packages/core/src/quality/';
const OTHER_ENTRIES = { t333: { manager: '@t333/core/quality', player: '@t333/core/player' } };

const OPTIONS = { ...SOURCE_OPTIONS, metafile: true, absWorkingDir: join(import.meta.dirname, '../..') };

const STYLE = `
  body { margin: 0; background: black; }
  .wall { display: grid; grid-template-columns: repeat(5, var(--cell)); grid-auto-rows: calc(var(--cell) * 9 / 16); grid-auto-flow: dense; }
  .tile { grid-area: span var(--cells, 1) / span var(--cells, 1); overflow: hidden; }
  .tile.focus { grid-area: 1 / 1 / span 4 / span 4; }
  .tile[hidden] { display: none; }
  video { display: block; width: 100%; height: 100%; }`;

/**
 * @param {string[]} contenders
 * @returns {Promise<{ folder: string, missing: Map<string, string>, managerFiles: Set<string>, sharedFiles: Set<string>,
 *   remove: () => void }>} `missing`: who could not be bundled, and why. `managerFiles` have the quality manager's code only,
 *   `sharedFiles` what it and the players have in common
 */
export async function bundlePage(contenders) {
  const folder = mkdtempSync(join(tmpdir(), 'quality-benchmark-page-'));
  await build({ ...OPTIONS, outdir: folder, entryPoints: [join(PAGE, 'main.js')] });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>Quality</title><link rel="icon" href="data:,">' +
      `<style>${STYLE}</style><body><script type="module" src="main.js"></script></body>`,
  );
  const missing = new Map();
  const managerFiles = new Set();
  const sharedFiles = new Set();
  for (const name of contenders) {
    const entryPoints = { [name]: join(PAGE, 'contenders', `${name}.js`), ...OTHER_ENTRIES[name] };
    try {
      // Each by itself, so that one that cannot be built does not take the others along.
      const { metafile } = await build({ ...OPTIONS, outdir: folder, entryPoints });
      for (const [file, { inputs, entryPoint }] of Object.entries(metafile.outputs)) {
        const sources = Object.keys(inputs);
        if (sources.some((source) => source.includes(MANAGER))) managerFiles.add(basename(file));
        else if (!entryPoint && sources.every((source) => source.startsWith('packages/core/'))) {
          sharedFiles.add(basename(file));
        }
      }
    } catch (error) {
      missing.set(name, error.errors?.[0]?.text ?? error.message);
    }
  }
  return { folder, missing, managerFiles, sharedFiles, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
