import MagicString from 'magic-string';

/** Lit's templates, from their tag to the first back-tick: expressions inside are matched with the templates around them. */
const TEMPLATE = /\b(?:css|html|svg)`(?:[^`\\]|\\.)*`/g;
/** Indentation is for us: of a line break browsers need one space. */
const LINE_BREAK = /\s*\n\s*/g;
/** In style sheets there are comments too, and a last semicolon that nobody needs. */
const CSS_GAP = /;?(?:\s*\/\*[^]*?\*\/\s*|\s*\n\s*)+(?=\})|(?:\s*\/\*[^]*?\*\/\s*|\s*\n\s*)+| (?=\{)|(?<=[:,]) /g;

/** A Rollup plugin: no bundler minifies the text of templates, and a fifth of ours is comments and indentation. */
export function compactTemplates() {
  return {
    name: 'compact-templates',
    transform(code, id) {
      if (!id.endsWith('.ts')) return null;
      const text = new MagicString(code);
      for (const { 0: template, index } of code.matchAll(TEMPLATE)) {
        const isCss = template.startsWith('css');
        for (const { 0: gap, index: at } of template.matchAll(isCss ? CSS_GAP : LINE_BREAK)) {
          const [before, after] = [template[at - 1], template[at + gap.length]];
          text.overwrite(index + at, index + at + gap.length, (isCss ? cssGap : htmlGap)(before, after));
        }
      }
      return { code: text.toString(), map: text.generateMap({ hires: true }) };
    },
  };
}

const cssGap = (before, after) => ('`{};:,'.includes(before) || '`{}'.includes(after) ? '' : ' ');

/** Between elements a space can be seen. */
const htmlGap = (_before, after) => (after === '>' ? '' : ' ');
