/** WebKitGTK, the engine of Safari on Linux: a browser, driven by WebDriver on a virtual display. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { installDebian } from './debian.mjs';

const DRIVER = '/usr/bin/WebKitWebDriver';
const DISPLAY = '/usr/bin/Xvfb';
/** Sound without a gesture, as in the other browsers' settings. */
const ARGUMENTS = ['--automation', '--autoplay-policy=allow'];
const STATUS_TRIES = 100;
const ANSWER_LIMIT_MS = 2_000;
const ARCHITECTURE = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch];

const findBinary = () =>
  ['4.1', '4.0'].map((version) => `/usr/lib/${ARCHITECTURE}/webkit2gtk-${version}/MiniBrowser`).find(existsSync);

/** @returns {string} the path of the browser */
export function findWebKit() {
  if (![findBinary(), DRIVER, DISPLAY].every(existsSync)) {
    installDebian(['webkit2gtk-driver', 'xvfb', 'gstreamer1.0-libav', 'gstreamer1.0-plugins-bad']);
  }
  return findBinary();
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Resolves with the display's name. */
const virtualDisplay = (start) =>
  new Promise((resolve, reject) => {
    const x = start(DISPLAY, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    x.once('error', reject);
    x.once('exit', () => reject(new Error('Xvfb ended before it had a display.')));
    x.stdio[3].once('data', (line) => resolve(`:${String(line).trim()}`));
  });

const running = new Set();
process.on('exit', () => running.forEach((browser) => browser.kill()));
// Node ends on this signal without an exit event.
process.once('SIGTERM', () => process.exit(1));

/** One browser with one page, in processes of its own: `kill` ends them all at once, however badly they hang. */
export class WebKit {
  #processes = [];
  #session;

  /** @param {string} binary */
  constructor(binary) {
    this.binary = binary;
    running.add(this);
  }

  /** Starts everything, opens the page and does not wait for it. */
  async open(url) {
    const display = await virtualDisplay((...command) => this.#start(...command));
    const port = await freePort();
    this.#start(DRIVER, [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: display,
        GDK_BACKEND: 'x11',
        LIBGL_ALWAYS_SOFTWARE: '1',
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      },
    });
    const driver = `http://127.0.0.1:${port}`;
    await isReady(driver);
    const { sessionId } = await post(`${driver}/session`, {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          pageLoadStrategy: 'none',
          'webkitgtk:browserOptions': { binary: this.binary, args: ARGUMENTS },
        },
      },
    });
    this.#session = `${driver}/session/${sessionId}`;
    await post(`${this.#session}/url`, { url });
  }

  /** Whether the page's main thread still runs scripts. */
  async isAlive() {
    const script = { script: 'return true', args: [] };
    return post(`${this.#session}/execute/sync`, script, AbortSignal.timeout(ANSWER_LIMIT_MS)).catch(() => false);
  }

  kill() {
    running.delete(this);
    for (const { pid } of this.#processes.splice(0)) {
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    }
  }

  /** Each in a process group of its own: the driver's holds the browser and all that the browser starts. */
  #start(command, args, options) {
    if (!running.has(this)) throw new Error('The browser was stopped before it had started.');
    const child = spawn(command, args, { ...options, detached: true });
    if (child.pid) this.#processes.push(child);
    return child;
  }
}

async function isReady(driver) {
  for (let attempt = 0; attempt < STATUS_TRIES; attempt++) {
    const answers = await fetch(`${driver}/status`).catch(() => null);
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('WebKitWebDriver does not answer.');
}

async function post(url, body, signal = null) {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), signal });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`WebKitWebDriver: ${value.error}: ${value.message}`);
  return value;
}
