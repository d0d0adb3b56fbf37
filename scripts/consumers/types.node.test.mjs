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

/** Who only registers the elements knows their tags, and what their events tell. */
const DEFINED = `
import '@t333/elements/define';

document.querySelector('age-gate')!.addEventListener('consentchange', ({ granted }): boolean => granted);
document.querySelector('global-timeline')!.addEventListener('share', ({ url }): string => url);
document.querySelector('live-player')!.addEventListener('playerchange', ({ player }): unknown => player?.state);
document.querySelector('live-player')!.addEventListener('audiotrackchange', ({ origin }): string | null => origin);
document.querySelector('multi-stream-grid')!.addEventListener('equalizerchange', ({ state }): object => state);
document.querySelector('performance-warning')!.addEventListener('closetile', ({ ids }): readonly string[] => ids);
`;

mkdirSync(FOLDER, { recursive: true });
writeFileSync(path.join(FOLDER, 'user.ts'), SOURCE);
writeFileSync(path.join(FOLDER, 'defined.ts'), DEFINED);

const PROGRAMS = Object.keys(RESOLUTIONS).flatMap((resolution) =>
  ['user', 'defined'].map((program) => ({ resolution, program })),
);

describe('types of the packed packages', () => {
  for (const compiler of COMPILERS) {
    for (const { resolution, program } of PROGRAMS) {
      it(`${compiler === 'tsc' ? 'TypeScript 7' : 'TypeScript 6'}, ${resolution}, ${program}`, async () => {
        const project = path.join(FOLDER, `tsconfig.${program}.${resolution}.json`);
        const compilerOptions = {
          ...RESOLUTIONS[resolution],
          target: 'ES2022',
          lib: ['ES2023', 'DOM', 'DOM.Iterable'],
          types: [],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
        };
        writeFileSync(project, JSON.stringify({ compilerOptions, files: [`${program}.ts`] }));
        await promisify(execFile)(compiler, ['-p', project]).catch(({ stdout }) => assert.fail(stdout));
      });
    }
  }
});
