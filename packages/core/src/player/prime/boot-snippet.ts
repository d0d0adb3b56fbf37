/**
 * `boot-snippet.js`: `prime-snippet.js`, and `t333Boot()`. As a file, it plays what `data-boot` names in the video before it, and then
 * imports the module that `data-then` names: until the beginning is here, that would take a part of the link.
 */
import { createBoot } from './boot.ts';
import { createPrimer } from './primer.ts';

const primer = (globalThis.t333Prime ??= createPrimer());
const boot = (globalThis.t333Boot ??= createBoot(primer, (globalThis.t333Booted ??= new WeakMap())));
const script = document.currentScript as HTMLScriptElement | null;
const { boot: url, then: next } = script?.dataset ?? {};
const video = script?.previousElementSibling;
if (url) {
  const isHere = video instanceof HTMLVideoElement;
  if (!isHere) console.error('data-boot: there is no video directly before this script.');
  // Under Trusted Types a script's address may not be set by a script; a module may be imported.
  void (isHere ? boot(video, url) : primer(url)).then(() => next && import(new URL(next, location.href).href));
}
