/** An element's class overrides what Lit and the browser call; none of that is for its users. */
import { Converter, ReflectionKind } from 'typedoc';

const HIDDEN = new Set([
  'properties',
  'styles',
  'shadowRootOptions',
  'render',
  'connectedCallback',
  'connectedMoveCallback',
  'disconnectedCallback',
  'attributeChangedCallback',
]);

export function hideLit(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const element of project.getReflectionsByKind(ReflectionKind.Class)) {
      if (!element.children?.some(({ name }) => name === 'connectedCallback' || name === 'render')) continue;
      for (const child of element.children.filter(({ name }) => HIDDEN.has(name))) project.removeReflection(child);
    }
  });
}
