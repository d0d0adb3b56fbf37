import path from 'node:path';

/**
 * What a setter takes: a property may take more than it gives, as `streams` takes plain addresses.
 *
 * @returns {{ owner: string, name: string, text: string, imports: { name: string, from: string }[] } | null} null for
 *   anything but a typed setter; `from` is a package, or a path from the root of the repository
 */
export function readSetterType(ts, node) {
  const type = ts.isSetAccessor(node) && ts.isIdentifier(node.name) ? node.parameters[0]?.type : null;
  if (!type) return null;
  return { owner: node.parent.name?.text, name: node.name.text, text: type.getText(), imports: importsOf(ts, type) };
}

/** The names in a type that its file imports. */
function importsOf(ts, type) {
  const used = new Set();
  const visit = (node) => {
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) used.add(node.typeName.text);
    ts.forEachChild(node, visit);
  };
  visit(type);
  const file = type.getSourceFile();
  return file.statements
    .filter(ts.isImportDeclaration)
    .flatMap(({ importClause, moduleSpecifier: { text } }) =>
      (importClause?.namedBindings?.elements ?? []).map(({ name }) => ({
        name: name.text,
        from: text.startsWith('.') ? path.posix.join(path.posix.dirname(file.fileName), text) : text,
      })),
    )
    .filter(({ name }) => used.has(name));
}
