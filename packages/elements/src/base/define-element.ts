/** Registers an element; a tag that is taken already is left alone, with a warning where another class holds it. */
export function defineElement(tag: string, element: CustomElementConstructor): void {
  const holder = customElements.get(tag);
  if (!holder) customElements.define(tag, element);
  else if (holder !== element) console.warn(`<${tag}> is already defined by another script; this copy is not used.`);
}
