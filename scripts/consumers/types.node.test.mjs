/** The types of the packed packages, as users of both compilers and both kinds of module resolution see them. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { PACKAGES } from '../packages.mjs';
import { PROJECT } from './install.mjs';

const FOLDER = path.join(PROJECT, 'types');

/** TypeScript 6 (`tsc6`) and 7 (`tsc`), as the root of this repository has them. */
const COMPILERS = ['tsc6', 'tsc'];

const RESOLUTIONS = {
  bundler: { module: 'ESNext', moduleResolution: 'bundler' },
  nodenext: { module: 'NodeNext', moduleResolution: 'NodeNext' },
};

/** Every typed subpath, and a user's few lines that are right, and wrong, in ways only real types can tell. */
const modules = PACKAGES.flatMap(({ name, manifest }) =>
  Object.entries(manifest.exports)
    .filter(([, target]) => target.types)
    .map(([subpath]) => path.posix.join(name, subpath)),
);
const SOURCE = `
${modules.map((id, index) => `import * as module${index} from '${id}';`).join('\n')}
import { T333Error } from '@t333/core';
import { layoutTiles } from '@t333/core/layout';
import { LivePlayer, MultiStreamGrid } from '@t333/elements';
import type { CustomElements } from '@t333/elements/jsx';

export const modules = [${modules.map((_, index) => `module${index}`).join(', ')}];

const grid = document.querySelector('multi-stream-grid');
if (grid instanceof MultiStreamGrid) grid.streams = ['https://example.com/a.m3u8', { source: 'https://example.com/b.m3u8' }];
export const player: LivePlayer = document.createElement('live-player');
export const error: Error = new T333Error('network', 'no network');
export const layout: unknown = layoutTiles;
export const tag: CustomElements['multi-stream-grid'] = { streams: ['https://example.com/a.m3u8'], layout: 'pip' };

// @ts-expect-error no such layout
export const wrongLayout: CustomElements['multi-stream-grid'] = { layout: 'spiral' };
// @ts-expect-error no such code
export const wrongCode = new T333Error('no-such-code', '');
// @ts-expect-error a number is no source
player.src = 1;
`;

mkdirSync(FOLDER, { recursive: true });
writeFileSync(path.join(FOLDER, 'user.ts'), SOURCE);

describe('types of the packed packages', () => {
  for (const compiler of COMPILERS) {
    for (const [name, resolution] of Object.entries(RESOLUTIONS)) {
      it(`${compiler === 'tsc' ? 'TypeScript 7' : 'TypeScript 6'}, ${name}`, async () => {
        const project = path.join(FOLDER, `tsconfig.${name}.json`);
        const compilerOptions = {
          ...resolution,
          target: 'ES2022',
          lib: ['ES2023', 'DOM', 'DOM.Iterable'],
          types: [],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
        };
        writeFileSync(project, JSON.stringify({ compilerOptions, files: ['user.ts'] }));
        await promisify(execFile)(compiler, ['-p', project]).catch(({ stdout }) => assert.fail(stdout));
      });
    }
  }
});
