import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { findChromium } from './scripts/browser.mjs';
import { demoPages } from './scripts/demo-pages.mjs';
import { testOrigin } from './scripts/test-origin.mjs';

/** Flags for a browser that is alone on a machine without a display, a sound card or a network. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  // A container's shared memory is often too small for videos.
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
  '--autoplay-policy=no-user-gesture-required',
];

const origin = testOrigin();

export default {
  rootDir: import.meta.dirname,
  hostname: 'localhost',
  files: ['packages/*/src/**/*.test.ts', 'examples/**/*.test.ts', '!**/*.node.test.ts', '!**/node_modules/**'],
  concurrency: 2,
  nodeResolve: { exportConditions: ['@t333/source', 'browser', 'development'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.base.json' }), origin.plugin],
  middleware: [demoPages, origin.middleware],
  browsers: [
    chromeLauncher({
      // A window of its own for each page: a background tab gets no animation frames and no intersections.
      createPage: ({ context }) => context.newPage({ type: 'window' }),
      launchOptions: { executablePath: await findChromium(), args: CHROMIUM_FLAGS },
    }),
  ],
  testFramework: { config: { ui: 'bdd', timeout: 15_000 } },
  testsFinishTimeout: 180_000,
};
