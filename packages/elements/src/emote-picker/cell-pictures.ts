import { emoteNode, type EmoteView } from '../base/emote-node.ts';
import { absoluteUrl } from '../base/safe-url.ts';
import type { PickerCell } from './emote-sets.ts';
import { isCharacter } from './is-character.ts';

/** The pictures of cells, drawn once as long as they are shown in the same way. */
export class CellPictures {
  #nodes = new WeakMap<PickerCell, HTMLElement>();
  #view: EmoteView | null = null;

  /** @param view how all are drawn from now on */
  use(view: EmoteView): void {
    const before = this.#view;
    this.#view = view;
    if (before && before.animated === view.animated && before.emoteUrl === view.emoteUrl) return;
    this.#nodes = new WeakMap();
  }

  of(cell: PickerCell): HTMLElement {
    const known = this.#nodes.get(cell);
    if (known) return known;
    const node = this.draw(cell);
    this.#nodes.set(cell, node);
    return node;
  }

  /** One more, for another place. */
  draw(cell: PickerCell): HTMLElement {
    const images = cell.images.map(({ url, scale }) => ({ url: absoluteUrl(url, document.baseURI) ?? '', scale }));
    const view = this.#view!;
    const node = emoteNode({ ...cell, images }, { ...view, animated: view.animated || !cell.animated });
    if (isCharacter(cell.text)) node.classList.add('character');
    return node;
  }

  /** Its picture cannot be had: its text stands for it. */
  fail(cell: PickerCell): void {
    this.#nodes.set(cell, emoteNode({ ...cell, images: [] }, { ...this.#view!, emoteUrl: null }));
  }
}
