/**
 * Writes src/helix/operations.ts: a type for each operation of the API, by method and path, out of the declarations of ts-twitch-api, which
 * knows them by name only. `node packages/twitch/scripts/helix-operations.mjs`, after an upgrade of that package.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

const DECLARATIONS = fileURLToPath(import.meta.resolve('ts-twitch-api')).replace(/\.js$/, '.d.ts');
const TARGET = join(import.meta.dirname, '../src/helix/operations.ts');

const text = readFileSync(DECLARATIONS, 'utf8');
const exported = new Set(
  Array.from(text.slice(text.lastIndexOf('export {')).matchAll(/type (\w+)/g), ([, name]) => name),
);

/** A doc comment that names the method and URL, then the signature of the operation. */
const OPERATION =
  /\/\*\*((?:(?!\*\/)[^])*?)`(GET|POST|PUT|PATCH|DELETE) https:\/\/api\.twitch\.tv\/helix(\/[^`?]*)`((?:(?!\*\/)[^])*)\*\/\s+(\w+): \(([^)]*)\) => ApiResponse<(\w*)/g;

const operations = Array.from(
  text.slice(text.indexOf('declare class TwitchApi')).matchAll(OPERATION),
  ([, before, method, path, after, name, parameters, answer]) => {
    const typeOf = (parameter) => new RegExp(`\\b${parameter}\\??: (\\w+)`).exec(parameters)?.[1];
    const response = `${name[0].toUpperCase()}${name.slice(1)}Response`;
    const deprecated = /deprecated/i.test(before.slice(0, 300));
    const fields = [
      ['query', typeOf('params')],
      ['body', typeOf('body')],
      ['response', exported.has(response) ? response : answer === 'string' ? 'string' : 'undefined'],
    ].filter(([, type]) => type);
    const reference = /@see (\S+)/.exec(after)?.[1];
    return { key: `${method} ${path}`, fields, deprecated, reference };
  },
);

const names = new Set(operations.flatMap(({ fields }) => fields.map(([, type]) => type)));
const imported = [...names].filter((name) => exported.has(name)).toSorted();

const members = operations.map(({ key, fields, deprecated, reference }) => {
  const doc = [deprecated && '@deprecated', reference && `@see ${reference}`].filter(Boolean).join(' ');
  return `/** ${doc} */\n'${key}': { ${fields.map(([field, type]) => `${field}: ${type}`).join('; ')} };`;
});

const source = `// Written by scripts/helix-operations.mjs: do not edit.
import type { ${imported.join(', ')} } from 'ts-twitch-api';
import type { SuspiciousUserOperations } from './suspicious-users.ts';

/** What each operation of the API takes and answers, by method and path. Types only: nothing of it is in a bundle. */
export interface HelixOperations extends SuspiciousUserOperations {
${members.join('\n')}
}
`;

/** What the file has to say. */
export const operationsSource = await prettier.format(source, {
  ...(await prettier.resolveConfig(TARGET)),
  filepath: TARGET,
});

if (import.meta.main) {
  writeFileSync(TARGET, operationsSource);
  console.log(
    `${operations.length} operations on ${new Set(operations.map(({ key }) => key.split(' ')[1])).size} paths`,
  );
}
