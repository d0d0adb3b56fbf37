import type { EmoteFragment, EmoteImage } from '@t333/core/chat';
import { cutText } from './cut-text.ts';
import { drawStill } from './still-picture.ts';

export interface EmoteView {
  /** False: no emote moves. */
  readonly animated: boolean;
  /** Device pixels for each CSS pixel. */
  readonly density: number;
  /** Where the picture of an emote is, where the emote itself does not tell; null: its code is shown as text. */
  readonly emoteUrl?: ((emote: EmoteFragment) => string | null) | null;
  /** Pictures that are out of sight are fetched when they come near it. */
  readonly lazy?: boolean;
}

type Pictured = EmoteImage & {
  /** The same without movement, where the service has one. */
  readonly stillUrl?: string;
};

/** Nothing else can be a picture of another site. */
const PICTURE = /^(?:https?:\/\/|\/)/i;

/** The smallest that is sharp. */
function imageFor(images: readonly EmoteImage[], density: number): Pictured | undefined {
  return images.find(({ scale }) => scale >= density) ?? images.at(-1);
}

/** Draws an emote in a box whose size does not depend on the picture; as text where there is none. */
export function emoteNode(emote: EmoteFragment, view: EmoteView): HTMLElement {
  const image = imageFor(emote.images, view.density);
  const url = image?.url ?? view.emoteUrl?.(emote);
  if (!url || !PICTURE.test(url)) return inText(emote.text);
  if (!view.animated && !image?.stillUrl) return still(url, emote.text);
  const picture = document.createElement('img');
  picture.className = 'emote';
  picture.alt = emote.text;
  picture.title = emote.text;
  picture.decoding = 'async';
  if (view.lazy) picture.loading = 'lazy';
  picture.draggable = false;
  picture.src = (!view.animated && image?.stillUrl) || url;
  return picture;
}

function inText(text: string): HTMLElement {
  const span = document.createElement('span');
  span.textContent = cutText(text, 100);
  return span;
}

function still(url: string, text: string): HTMLElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'emote';
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', text);
  canvas.title = text;
  canvas.addEventListener('error', () => canvas.replaceWith(inText(text)));
  drawStill(canvas, url);
  return canvas;
}
