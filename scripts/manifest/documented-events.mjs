/**
 * A plugin for the custom-elements manifest. The analyzer takes every `dispatchEvent(new X(name))` for an event called
 * `name`, whatever the variable holds: only what a class documents with `@fires` is an event of it.
 */
export function documentedEvents() {
  const documented = new Map();
  return {
    name: 'documented-events',
    analyzePhase({ ts, node }) {
      if (!ts.isClassDeclaration(node) || !node.name) return;
      const text = (node.jsDoc ?? []).map((doc) => doc.getText()).join('\n');
      documented.set(
        node.name.text,
        new Set(Array.from(text.matchAll(/@(?:fires|event)\s+(?:\{[^}]*\}\s*)?([\w-]+)/g), (match) => match[1])),
      );
    },
    packageLinkPhase({ customElementsManifest }) {
      for (const { declarations } of customElementsManifest.modules) {
        for (const declaration of declarations) {
          if (!declaration.events) continue;
          declaration.events = declaration.events.filter(({ name }) => documented.get(declaration.name)?.has(name));
        }
      }
    },
  };
}
