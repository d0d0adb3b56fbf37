import type { ChatFragment } from '@t333/core/chat';
import { cutText } from '../base/cut-text.ts';
import { emoteNode, type EmoteView } from '../base/emote-node.ts';

/** A message of this service and of its like has 500 characters. What is longer is cut: drawing it would cost everybody. */
const MAX_TEXT_UNITS = 2000;

/** Pictures cost more than words. */
const MAX_FRAGMENTS = 250;

/** From here on a row is kept to some lines. */
const LONG_TEXT_UNITS = 500;
const LONG_FRAGMENTS = 60;

const LINK = /^https?:\/\//i;

/**
 * Draws what somebody said: text nodes and elements, never markup.
 *
 * @returns whether it is so long that it should be kept to some lines
 */
export function appendFragments(parent: Element, fragments: readonly ChatFragment[], view: EmoteView): boolean {
  let units = 0;
  let count = 0;
  for (const fragment of fragments) {
    if (count === MAX_FRAGMENTS || units >= MAX_TEXT_UNITS) {
      parent.append('…');
      break;
    }
    count++;
    units += fragment.text.length;
    const left = MAX_TEXT_UNITS - (units - fragment.text.length);
    if (fragment.type === 'emote') {
      appendEmote(parent, emoteNode(fragment, view), fragment.zeroWidth);
      continue;
    }
    const text = cutText(fragment.text, left);
    if (fragment.type === 'link' && LINK.test(fragment.url)) parent.append(link(fragment.url, text));
    else if (fragment.type === 'mention') parent.append(mention(text));
    else parent.append(text);
  }
  return units > LONG_TEXT_UNITS || count > LONG_FRAGMENTS;
}

/** One without a width lies over the emote before it. */
function appendEmote(parent: Element, emote: Element, zeroWidth: boolean): void {
  if (zeroWidth) {
    const last = parent.lastChild;
    const under = last?.nodeType === Node.TEXT_NODE && !last.textContent?.trim() ? last.previousSibling : last;
    if (under instanceof Element && under.classList.contains('emote')) {
      if (last !== under) last!.remove();
      emote.classList.add('over');
    }
  }
  parent.append(emote);
}

function link(url: string, text: string): Element {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer nofollow ugc';
  anchor.textContent = text;
  return anchor;
}

function mention(text: string): Element {
  const span = document.createElement('span');
  span.className = 'mention';
  span.textContent = text;
  return span;
}
