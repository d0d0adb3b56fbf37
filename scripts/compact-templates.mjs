import MagicString from 'magic-string';

/** Lit's templates, from their tag to the first back-tick: expressions inside are matched with the templates around them. */
const TEMPLATE = /\b(?:css|html|svg)`(?:[^`\\]|\\.)*`/g;
const CSS_COMMENT = /\/\*[^]*?\*\//g;
/** Indentation is for us; browsers need one space of it. */
const LINE_BREAK = /\s*\n\s*/g;

/** A Rollup plugin: no bundler minifies the text of templates, and a fifth of ours is comments and indentation. */
export function compactTemplates() {
  return {
    name: 'compact-templates',
    transform(code, id) {
      if (!id.endsWith('.ts')) return null;
      const text = new MagicString(code);
      for (const { 0: template, index } of code.matchAll(TEMPLATE)) {
        const from = template.startsWith('css') ? CSS_COMMENT : null;
        if (from) {
          for (const { 0: comment, index: at } of template.matchAll(from))
            text.remove(index + at, index + at + comment.length);
        }
        for (const { 0: gap, index: at } of template.matchAll(LINE_BREAK)) {
          text.overwrite(index + at, index + at + gap.length, ' ');
        }
      }
      return { code: text.toString(), map: text.generateMap({ hires: true }) };
    },
  };
}
