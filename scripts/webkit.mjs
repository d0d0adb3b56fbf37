/** Starts WebKitGTK's WebDriver on a virtual display: the engine of Safari, on Linux. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { installDebian } from './browser.mjs';

const STATUS_TRIES = 50;
const ARCHITECTURE = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch];

const findBinary = () =>
  ['4.1', '4.0'].map((version) => `/usr/lib/${ARCHITECTURE}/webkit2gtk-${version}/MiniBrowser`).find(existsSync);

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function virtualDisplay(start) {
  const x = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    x.once('error', reject);
    x.stdio[3].once('data', (line) => resolve(`:${String(line).trim()}`));
  });
}

/** @returns {Promise<{ port: number, binary: string }>} of a driver that ends with this process */
export async function startWebKit() {
  if (!findBinary() || !existsSync('/usr/bin/WebKitWebDriver') || !existsSync('/usr/bin/Xvfb')) {
    installDebian(['webkit2gtk-driver', 'xvfb', 'gstreamer1.0-libav', 'gstreamer1.0-plugins-bad']);
  }
  const children = [];
  const start = (...command) => children[children.push(spawn(...command)) - 1];
  process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));
  // Node ends on this signal without an exit event.
  process.once('SIGTERM', () => process.exit(1));

  const display = process.env.DISPLAY ?? (await virtualDisplay(start));
  const port = await freePort();
  start('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  });
  for (let attempt = 0; attempt < STATUS_TRIES; attempt++) {
    const answers = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
    if (answers) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { port, binary: findBinary() };
}
