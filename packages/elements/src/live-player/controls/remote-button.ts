import { html, nothing, type TemplateResult } from 'lit';
import { iconButton } from '../../base/icons.ts';
import { localize } from '../../i18n/localize.ts';
import type { MediaShape } from '../media-shape.ts';
import { messages } from './menu-messages.ts';
import { RemotePlaybackWatch } from './remote-playback.ts';

const remoteIcon = 'M3 18.5h.01M3 14.5a4 4 0 0 1 4 4M3 10.5a8 8 0 0 1 8 8M3 7V5h18v13.5h-6';

const watches = new WeakMap<MediaShape, RemotePlaybackWatch>();

/** Plays on another device; it is there where there is one. Its live region is there before it has something to say. */
export function renderRemote(host: MediaShape, video: HTMLVideoElement): TemplateResult | typeof nothing {
  let watch = watches.get(host);
  if (!watch) {
    watches.set(host, (watch = new RemotePlaybackWatch(host, video)));
    watch.hostUpdate();
  }
  const { state } = watch;
  if (state === 'none') return nothing;
  const text = localize(host, messages, `controls.remote.${state}`);
  return html`
    ${iconButton('remote', text, remoteIcon, () => watch.prompt())}
    <span class="visually-hidden" role="status">${state === 'disconnected' ? nothing : text}</span>
  `;
}
