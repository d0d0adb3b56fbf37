import 'axe-core';
import type axeCore from 'axe-core';

const { axe } = window as unknown as { axe: typeof axeCore };

/** What axe finds fault with in an element; that it lies in no landmark is the test page's fault. */
export async function axeFaults(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
}
