import { spawn } from 'node:child_process';

const IS_WINDOWS = process.platform === 'win32';
const MINUTE_MS = 60_000;

/** What hangs is given so long to end by itself, once it was asked to. */
const GRACE_MS = 5_000;

const running = new Set();
process.on('exit', () => running.forEach((child) => signalGroup(child, 'SIGTERM')));

/** Only while a command runs: else whoever has this module ends as it sees fit. */
const SIGNALS = ['SIGINT', 'SIGTERM'];
const endAll = () => process.exit(1);
function began(child) {
  if (running.size === 0) SIGNALS.forEach((signal) => process.on(signal, endAll));
  running.add(child);
}
function ended(child) {
  running.delete(child);
  if (running.size === 0) SIGNALS.forEach((signal) => process.off(signal, endAll));
}

/**
 * Runs one command. Rejects when it ends with anything but 0, and when it does not end in time. Nothing that it has
 * started outlives it.
 *
 * @param {string} command found on the PATH, where npm puts node_modules/.bin first
 * @param {string[]} args
 * @param {{ quiet?: boolean, limitMs?: number, env?: NodeJS.ProcessEnv, cwd?: string }} [options] `quiet` holds the output
 *   back until the command ends, so that commands that run side by side do not mix their lines; a success then prints none
 *   of it. `limitMs` is several times what the command needs; default ten minutes
 */
export function run(command, args, { quiet = false, limitMs = 10 * MINUTE_MS, ...options } = {}) {
  const label = [command, ...args.slice(0, 3)].join(' ');
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
    // A group of its own, so that all of it can be ended.
    const child = spawn(command, args, { stdio, shell: IS_WINDOWS, detached: !IS_WINDOWS, ...options });
    began(child);
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    const limit = setTimeout(() => {
      console.error(`${label} did not end within ${Math.round(limitMs / MINUTE_MS)} minutes.`);
      signalGroup(child, 'SIGTERM');
      setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref();
    }, limitMs);
    child.once('error', (error) => {
      ended(child);
      reject(error);
    });
    child.once('exit', () => signalGroup(child, 'SIGKILL'));
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      ended(child);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      if (code !== 0) process.stdout.write(Buffer.concat(output));
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${label} (${seconds} s)`);
      if (code === 0) resolve();
      else reject(new Error(`${label} ended with ${code ?? signal}`));
    });
  });
}

/** To a command and all that it has started. */
function signalGroup({ pid }, signal) {
  try {
    if (pid !== undefined) process.kill(IS_WINDOWS ? pid : -pid, signal);
  } catch {
    // Nothing of it is left.
  }
}
