import { findWebKit, WebKit } from './webkit.mjs';

const HANGS = {
  message:
    'The page does not answer any more: its main thread is blocked (docs/decisions/0006 tells of the known cause).',
};

/**
 * A launcher for web-test-runner that gives each test file a browser of its own: WebKitGTK does not survive page after
 * page that plays. Ending a file kills its browser without asking it, so one that hangs costs its own file only.
 */
export function webkitLauncher() {
  const binary = findWebKit();
  const pages = new Map();
  let limitMs;
  return {
    name: 'WebKitGTK',
    type: 'webkit',
    initialize({ testsFinishTimeout }) {
      limitMs = testsFinishTimeout;
    },
    async startSession(id, url) {
      const browser = new WebKit(binary);
      pages.set(id, { browser, url, startedAt: performance.now() });
      await browser.open(url);
    },
    isActive: (id) => pages.has(id),
    getBrowserUrl: (id) => pages.get(id)?.url,
    async stopSession(id) {
      const { browser, startedAt } = pages.get(id);
      const hangs = performance.now() - startedAt >= limitMs && !(await browser.isAlive());
      browser.kill();
      pages.delete(id);
      return hangs ? { errors: [HANGS] } : {};
    },
    async startDebugSession() {
      throw new Error('WebKitGTK runs on a virtual display: debug in another browser.');
    },
  };
}
