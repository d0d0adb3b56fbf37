/**
 * Registers each element when its tag first appears in the document, and loads its code only then:
 * `import '@t333/elements/autoloader'` is all a page needs.
 *
 * @module
 */
const LOADERS: Readonly<Record<string, () => Promise<unknown>>> = {
  'age-gate': () => import('./age-gate/define.ts'),
  'control-room': () => import('./control-room/define.ts'),
  'emote-picker': () => import('./emote-picker/define.ts'),
  'global-timeline': () => import('./global-timeline/define.ts'),
  'health-panel': () => import('./health-panel/define.ts'),
  'live-badge': () => import('./live-badge/define.ts'),
  'live-card': () => import('./live-card/define.ts'),
  'live-chat': () => import('./live-chat/define.ts'),
  'live-player': () => import('./live-player/define.ts'),
  'live-tip-ticker': () => import('./live-tip-ticker/define.ts'),
  'moderation-panel': () => import('./moderation-panel/define.ts'),
  'multi-stream-grid': () => import('./multi-stream-grid/define.ts'),
  'performance-warning': () => import('./performance-warning/define.ts'),
  'playback-stats': () => import('./playback-stats/define.ts'),
  'settings-panel': () => import('./settings-panel/define.ts'),
  'stream-key-card': () => import('./stream-key-card/define.ts'),
  'stream-schedule': () => import('./stream-schedule/define.ts'),
  'sync-meter': () => import('./sync-meter/define.ts'),
  'vod-offset-controls': () => import('./vod-offset-controls/define.ts'),
  'wall-stats': () => import('./wall-stats/define.ts'),
};

const SELECTOR = Object.keys(LOADERS)
  .map((tag) => `${tag}:not(:defined)`)
  .join();

function load(root: ParentNode): void {
  const tags = Array.from(root.querySelectorAll(SELECTOR), (element) => element.localName);
  if (root instanceof Element && root.matches(SELECTOR)) tags.push(root.localName);
  for (const tag of new Set(tags)) {
    LOADERS[tag]?.().catch((error: unknown) => console.error(`<${tag}> could not be loaded.`, error));
  }
}

/**
 * Watches `root` for tags of t333 elements. The document is watched from the import on; a shadow root is not seen from
 * there and needs a call of its own.
 *
 * @returns ends the watching; what is registered stays
 */
export function autoload(root: Document | ShadowRoot | Element): () => void {
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (node instanceof Element) load(node);
    }
  });
  observer.observe(root, { subtree: true, childList: true });
  load(root);
  return () => observer.disconnect();
}

/** Ends the watching of the document that the import of this module began. */
export const stopAutoloader: () => void = typeof document === 'undefined' ? () => {} : autoload(document);
