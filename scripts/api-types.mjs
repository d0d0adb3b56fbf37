/** `npm run api-types`: the calls of the reference back end as TypeScript has them, from its own `/openapi.json`. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

export const API_TYPES = path.join(import.meta.dirname, '../packages/core/src/discovery/api.ts');

/** Not for pages: what sockets and payment providers use. */
const LEFT_OUT = new Set(['realtime', 'payments']);

const HEAD = `// Written by \`npm run api-types\` from the reference back end's /openapi.json.

/** The calls of the reference back end: what each takes, and what it answers. */
export interface Api {
`;

/** @param {object} openapi of version 3.1 */
export async function apiTypes({ paths }) {
  const calls = Object.entries(paths)
    .flatMap(([url, methods]) => Object.entries(methods).map(([method, call]) => ({ url, method, call })))
    .filter(({ call }) => !call.tags?.some((tag) => LEFT_OUT.has(tag)))
    .map(({ url, method, call }) => ({ name: `${method.toUpperCase()} ${url}`, call }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const text = `${HEAD}${calls.map(({ name, call }) => `'${name}': ${callOf(call)};`).join('\n')}\n}\n`;
  return format(text, { ...(await resolveConfig(API_TYPES)), parser: 'typescript' });
}

function callOf({ parameters = [], requestBody, responses }) {
  const [body] = Object.values(requestBody?.content ?? {});
  const fields = [
    parametersOf('path', parameters),
    parametersOf('query', parameters),
    parametersOf('headers', parameters, 'header'),
    body ? `body${requestBody.required ? '' : '?'}: ${typeOf(body.schema)};` : '',
    `answer: ${answerOf(responses)};`,
  ];
  return `{ ${fields.join(' ')} }`;
}

function parametersOf(field, parameters, place = field) {
  const own = parameters.filter((parameter) => parameter.in === place);
  if (own.length === 0) return '';
  const isNeeded = own.some(({ required }) => required);
  const types = own.map(({ name, required, schema }) => memberOf(name, schema, required));
  return `${field}${isNeeded ? '' : '?'}: { ${types.join(' ')} };`;
}

function answerOf(responses) {
  const [, { content } = {}] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
  const [media] = Object.values(content ?? {});
  return media && media.schema.type !== 'null' ? typeOf(media.schema) : 'undefined';
}

const memberOf = (name, schema, isRequired) =>
  `readonly ${/^[a-z]\w*$/i.test(name) ? name : `'${name}'`}${isRequired ? '' : '?'}: ${typeOf(schema)};`;

/** Of JSON Schema what typebox makes. */
function typeOf(schema) {
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map(typeOf).join(' | ');
  if (schema.allOf) return schema.allOf.map((part) => `(${typeOf(part)})`).join(' & ');
  switch (schema.type) {
    case 'integer':
      return 'number';
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'array':
      return `readonly (${typeOf(schema.items ?? {})})[]`;
    case 'object':
      return objectOf(schema);
    default:
      return 'unknown';
  }
}

function objectOf({ properties, required = [], patternProperties, additionalProperties }) {
  if (properties)
    return `{ ${Object.entries(properties)
      .map(([name, schema]) => memberOf(name, schema, required.includes(name)))
      .join(' ')} }`;
  const [values = additionalProperties] = Object.values(patternProperties ?? {});
  return `Readonly<Record<string, ${values ? typeOf(values) : 'unknown'}>>`;
}

if (import.meta.filename === process.argv[1]) {
  const { createBackend } = await import('../examples/backend/src/backend.ts');
  const { readConfig } = await import('../examples/backend/src/config.ts');
  const { app, close } = await createBackend(readConfig({ LOG_LEVEL: 'silent' }));
  await writeFile(API_TYPES, await apiTypes(app.swagger()));
  await close();
}
