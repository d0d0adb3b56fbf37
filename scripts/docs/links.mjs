/** Checks that every internal link of a folder of HTML pages leads to a file, and every anchor to an id. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
const decode = (text) => text.replace(/&(#?\w+);/g, (whole, name) => ENTITIES[name] ?? whole);

/** Script and style hold text that looks like tags, and a demo of an error leads nowhere on purpose. */
const withoutCode = (html) =>
  html
    .replace(/<(script|style)\b([^>]*)>[\s\S]*?<\/\1>/g, '<$1$2></$1>')
    .replace(/<div class="t333-demo" data-kind="error">[\s\S]*?<\/div>/g, '');

/** TypeDoc links the signatures of a type literal to anchors that it does not write. */
const TYPEDOC_FAULT = /^__type/;

const attributesOf = (html) =>
  [...html.matchAll(/<[a-z][\w-]*((?:\s+[^\s=>"']+(?:="[^"]*")?)*)\s*\/?>/gi)].flatMap(([, attributes]) =>
    [...attributes.matchAll(/\s([^\s=>"']+)="([^"]*)"/g)].map(([, name, value]) => ({
      name: name.toLowerCase(),
      value: decode(value),
    })),
  );

/** @returns {{ ids: Set<string>, links: string[] }} of one page */
export function readPage(html) {
  const attributes = attributesOf(withoutCode(html));
  const named = (...names) => attributes.filter(({ name }) => names.includes(name)).map(({ value }) => value);
  const candidates = named('srcset').flatMap((value) => value.split(',').map((one) => one.trim().split(/\s+/)[0]));
  return { ids: new Set(named('id', 'name')), links: [...named('href', 'src', 'poster', 'data'), ...candidates] };
}

/**
 * @param {string} folder
 * @returns {{ pages: string[], linkCount: number, anchorCount: number, broken: string[] }} `broken` says where and what
 */
export function checkLinks(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pages = new Map(
    files
      .filter((file) => file.endsWith('.html'))
      .map((file) => [resolve(folder, file), readPage(readFileSync(join(folder, file), 'utf8'))]),
  );
  const broken = [];
  let linkCount = 0;
  let anchorCount = 0;
  for (const [page, { links }] of pages) {
    for (const link of links) {
      if (/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(link)) continue;
      linkCount++;
      const [path = '', anchor = ''] = decodeURIComponent(link).split('#');
      const target = path.replace(/\?.*$/, '') ? resolve(dirname(page), path.replace(/\?.*$/, '')) : page;
      const file = existsSync(target) && statSync(target).isDirectory() ? join(target, 'index.html') : target;
      const report = (what) => broken.push(`${relative(folder, page)}: ${link} (${what})`);
      if (link.startsWith('/')) report('not relative: fails below a sub-path');
      else if (!file.startsWith(resolve(folder)) || !existsSync(file)) report('no such file');
      else if (anchor) {
        anchorCount++;
        if (pages.has(file) && !pages.get(file).ids.has(anchor) && !TYPEDOC_FAULT.test(anchor))
          report('no such anchor');
      }
    }
  }
  return { pages: [...pages.keys()].map((page) => relative(folder, page)), linkCount, anchorCount, broken };
}
