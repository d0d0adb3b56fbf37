/** One markdown page for each element, from the custom-elements manifest. */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const MANIFEST = join(ROOT, 'packages/elements/dist/custom-elements.json');

/** Where the pages are written, for TypeDoc to read. */
export const ELEMENT_PAGES = join(ROOT, '.cache/docs/elements');

/** A demo without one of these has nothing that plays. */
const PLAYS = /<(?:live-player|multi-stream-grid|video)\b/;

/** @returns {Promise<string[]>} the tags that have a page */
export async function writeElementPages() {
  rmSync(ELEMENT_PAGES, { recursive: true, force: true });
  mkdirSync(ELEMENT_PAGES, { recursive: true });
  const elements = readElements(JSON.parse(readFileSync(MANIFEST, 'utf8')));
  for (const element of elements) {
    const example = join(ROOT, element.path.replace(/\.ts$/, '.example.html'));
    const demo = existsSync(example)
      ? readFileSync(example, 'utf8').replace(/\/origin\/(vod|live)\//g, '/streams/')
      : '';
    writeFileSync(
      join(ELEMENT_PAGES, `${element.tagName}.md`),
      elementPage(element, { demo, texts: await readTexts(element) }),
    );
  }
  return elements.map(({ tagName }) => tagName);
}

/** The declarations that a user can write as a tag: each with the path of its module. */
export function readElements({ modules }) {
  return modules
    .flatMap(({ path, declarations = [] }) => declarations.map((declaration) => ({ path, ...declaration })))
    .filter(({ tagName, path }) => tagName && existsSync(join(ROOT, dirname(path), 'define.ts')))
    .toSorted((a, b) => a.tagName.localeCompare(b.tagName));
}

/** What an element says in English, by key: all `messages.ts` and `…-messages.ts` below its folder. */
export async function readTexts({ path }) {
  const files = globSync(join(ROOT, dirname(path), '**/{,*-}messages.ts')).toSorted();
  const modules = await Promise.all(files.map((file) => import(file)));
  return Object.assign({}, ...modules.flatMap(Object.values).filter((value) => typeof value === 'object'));
}

/**
 * @param {object} element as `readElements` gives it
 * @param {{ demo?: string, texts?: Record<string, string> }} [more] `demo` is HTML to show and to run
 */
export function elementPage(element, { demo = '', texts = {} } = {}) {
  const { tagName, name, path, description = '' } = element;
  const members = (element.members ?? []).filter(isPublic);
  return (
    [
      `---\ntitle: "<${tagName}>"\ngroup: Elements\nsource: ${path}\n---`,
      `# \\<${tagName}>`,
      prose(description),
      demo && fence(PLAYS.test(demo) ? 'html demo' : 'html demo still', demo),
      `Register it with \`import '@t333/elements/${dirname(path).split('/').pop()}/define'\`, or get the class \`${name}\` without registering it from \`@t333/elements\`.`,
      table('Attributes and properties', ['Property', ''], propertiesOf(element, members).map(propertyRow)),
      table(
        'Methods',
        ['Method', 'Returns', ''],
        members
          .filter(({ kind }) => kind === 'method')
          .map((one) => [
            code(
              `${one.name}(${(one.parameters ?? []).map((parameter) => parameter.name + (parameter.optional ? '?' : '')).join(', ')})`,
            ),
            code(one.return?.type?.text),
            cell(one.description),
          ]),
      ),
      table(
        'Events',
        ['Event', 'Class', ''],
        (element.events ?? []).map((one) => [code(one.name), code(one.type?.text), cell(one.description)]),
      ),
      table(
        'Slots',
        ['Slot', ''],
        (element.slots ?? []).map((one) => [one.name ? code(one.name) : 'the default slot', cell(one.description)]),
      ),
      table(
        'CSS parts',
        ['Part', ''],
        (element.cssParts ?? []).map((one) => [code(one.name), cell(one.description)]),
      ),
      table(
        'CSS custom properties',
        ['Property', 'Default', ''],
        (element.cssProperties ?? []).map((one) => [code(one.name), code(one.default), cell(one.description)]),
      ),
      table(
        'CSS custom states',
        ['State', ''],
        (element.cssStates ?? []).map((one) => [code(one.name), cell(one.description)]),
      ),
      table(
        'Texts',
        ['Key', 'English'],
        Object.entries(texts).map(([key, text]) => [code(key), cell(text)]),
      ),
    ]
      .filter(Boolean)
      .join('\n\n') + '\n'
  );
}

/** Properties with their attributes: first those that a tag can set, then those that a script can, then the rest. */
function propertiesOf({ attributes = [] }, members) {
  const fields = members.filter(({ kind }) => kind === 'field');
  const ofAttributes = attributes.map(({ name: attribute, fieldName, ...more }) => {
    const field = fields.find(({ name }) => name === (fieldName ?? attribute));
    return { ...more, ...field, attribute };
  });
  const others = fields.filter(({ name }) => !ofAttributes.some((one) => one.name === name));
  return [...ofAttributes, ...others.filter(({ readonly }) => !readonly), ...others.filter(({ readonly }) => readonly)];
}

function propertyRow({ name, attribute, readonly, type, default: initial, description }) {
  const ofTag = attribute && (attribute === name ? 'attribute' : `attribute ${code(attribute)}`);
  const names = [code(name), ofTag, readonly && 'read only'];
  const value = [code(type?.text), initial && `default ${code(initial)}`].filter(Boolean).join(', ');
  return [names.filter(Boolean).join('<br>'), [cell(description), value].filter(Boolean).join('<br>')];
}

/** What the browser calls, and users do not. */
const CALLBACK = /Callback$/;

const isPublic = ({ name, privacy = 'public', static: isStatic }) =>
  privacy === 'public' && !isStatic && !/^[#_]/.test(name) && !CALLBACK.test(name);

function table(title, heads, rows) {
  if (rows.length === 0) return '';
  // A column that is empty in every row says nothing.
  const used = heads.map((_, column) => rows.some((row) => row[column]));
  const line = (cells) => `| ${cells.filter((_, column) => used[column]).join(' | ')} |`;
  return [`## ${title}`, '', line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

const fence = (info, text) => `\`\`\`${info}\n${text.trim()}\n\`\`\``;

/** TypeDoc's own links have no target here; what is left of one is its text. */
const prose = (text) =>
  text.replace(/\{@\w+ ([^}|]+?)(?:\s*\|\s*([^}]+))?\}/g, (_, target, label) => label ?? `\`${target.trim()}\``);

const cell = (text = '') =>
  prose(text)
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .trim();

const code = (text) => (text ? `\`${String(text).replace(/\s+/g, ' ').replaceAll('|', '\\|')}\`` : '');
