import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COMMON_PROPS } from './common-props.mjs';
import { readSetterType } from './setter-type.mjs';

/**
 * A plugin for the custom-elements manifest: the elements' tags as JSX types for React 19, Preact and Solid, each with
 * its attributes, writable properties and events.
 *
 * @param {string} file where the types are written; the packages' own types lie beside it
 */
export function jsxTypes(file) {
  const setters = new Map();
  return {
    name: 'jsx-types',
    analyzePhase({ ts, node }) {
      const setter = readSetterType(ts, node);
      if (setter) setters.set(`${setter.owner}.${setter.name}`, setter);
    },
    packageLinkPhase({ customElementsManifest }) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, render(customElementsManifest.modules, setters));
    },
  };
}

/** What needs no import. */
const DOM_EVENT = 'Event';

function render(modules, setters) {
  const declared = modules.flatMap(({ path: module, declarations }) => declarations.map((it) => ({ ...it, module })));
  const moduleOf = new Map(declared.map(({ name, module }) => [name, module]));
  const elements = declared
    .filter(({ tagName, customElement }) => tagName && customElement)
    .map((it) => toProps(it, setters));

  const imports = new Map();
  for (const { name, module, rows } of elements) {
    imports.set(name, specifier(module));
    for (const { event } of rows) if (event) imports.set(event, specifier(moduleOf.get(event)));
    for (const { setter } of rows)
      for (const used of setter?.imports ?? []) imports.set(used.name, specifier(used.from));
  }
  return [
    ...[...imports].map(([name, from]) => `import type { ${name} } from '${from}';`),
    COMMON_PROPS,
    ...elements.map(
      ({ name, rows }) => `export interface ${name}Props extends CommonProps<${name}> {\n${rows.map(line).join('')}}\n`,
    ),
    '/** The tags, to be merged into the `JSX.IntrinsicElements` of a framework. */',
    `export interface CustomElements {\n${elements.map(({ name, tagName, description }) => line({ key: `'${tagName}'`, type: `${name}Props`, description, isRequired: true })).join('')}}\n`,
  ].join('\n');
}

const isSettable = ({ kind, privacy = 'public', readonly, static: isStatic }) =>
  kind === 'field' && privacy === 'public' && !readonly && !isStatic;

function toProps({ name, module, tagName, description, members, attributes = [], events = [] }, setters) {
  const setterOf = (field) => setters.get(`${field.inheritedFrom?.name ?? name}.${field.name}`);
  const fields = members.filter(isSettable);
  const typeOf = new Map(fields.map((field) => [field.name, setterOf(field)?.text ?? `${name}['${field.name}']`]));
  // An attribute of one word may be the name of another property (`focus` is a method), which a framework would set.
  const dashed = attributes.filter((attribute) => attribute.name.includes('-'));
  const rows = [
    ...fields.map((it) => ({
      key: it.name,
      type: typeOf.get(it.name),
      description: it.description,
      setter: setterOf(it),
    })),
    ...dashed.map((it) => ({ key: `'${it.name}'`, type: typeOf.get(it.fieldName), description: it.description })),
    ...events.map((it) => {
      const event = it.type?.text ?? DOM_EVENT;
      const row = { key: `on${it.name}`, type: `(event: ${event}) => void`, description: it.description };
      return event === DOM_EVENT ? row : { ...row, event };
    }),
  ];
  return { name, module, tagName, description, rows };
}

/** Where the types of a source file are. An event that no file of ours declares is one of core's players. */
function specifier(module = '@t333/core/player') {
  return module.replace(/^packages\/elements\/src\//, './').replace(/\.ts$/, '.js');
}

function line({ key, type, description, isRequired }) {
  const lines = (description ?? '').replaceAll('*/', '*\\/').split('\n');
  const doc = description ? ['  /**', ...lines.map((text) => `   * ${text}`.trimEnd()), '   */\n'].join('\n') : '';
  return `${doc}  ${key}${isRequired ? '' : '?'}: ${type};\n`;
}
