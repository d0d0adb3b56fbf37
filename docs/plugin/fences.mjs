/** Fenced blocks that are more than code: `html demo` also runs on the page, `mermaid` becomes its drawn picture. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application } from 'typedoc';

const ASSETS = join(import.meta.dirname, '../assets');

/** Addresses that demos write as on a server of their own, and that the site has below its root. */
const SITE_PATHS = /(["'`])\/(streams|pages)\//g;

/**
 * What a demo runs: its own code, with the addresses of the site it stands in.
 *
 * @param {string} code
 * @param {string} root relative address of the site's root, with its slash
 */
export const demoHtml = (code, root) => code.replace(SITE_PATHS, `$1${root}$2/`);

export function renderFences(app, page) {
  const render = (parser) => {
    const renderCode = parser.renderer.rules.fence;
    parser.renderer.rules.fence = (tokens, index, ...rest) => {
      const { info, content } = tokens[index];
      const [language, ...flags] = info.trim().split(/\s+/);
      if (language === 'mermaid') return picture(content);
      const code = renderCode(tokens, index, ...rest);
      if (!flags.includes('demo')) return code;
      page.hasDemo = true;
      const kind = flags.find((flag) => flag !== 'demo') ?? 'plays';
      return `<div class="t333-demo" data-kind="${kind}">\n${demoHtml(content, page.root)}</div>\n${code}`;
    };
  };
  app.on(Application.EVENT_BOOTSTRAP_END, () => app.options.setValue('markdownItLoader', render));
}

/** The first line of a diagram names its picture: `%% architecture.svg`. */
function picture(source) {
  const [, file] = /^%% (\S+\.svg)/.exec(source) ?? [];
  if (!file) throw new Error('A mermaid block needs a first line that names its picture: %% name.svg');
  return `<figure class="t333-picture">${readFileSync(join(ASSETS, file), 'utf8')}</figure>\n`;
}
