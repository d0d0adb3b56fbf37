import { spawn } from 'node:child_process';

/**
 * Runs one command. Rejects when it ends with anything but 0.
 *
 * @param {string} command found on the PATH, where npm puts node_modules/.bin first
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: NodeJS.ProcessEnv, cwd?: string }} [options] `quiet` holds the output back until the
 *   command ends, so that commands that run side by side do not mix their lines; a success then prints none of it
 */
export function run(command, args, { quiet = false, ...options } = {}) {
  const label = [command, ...args.slice(0, 3)].join(' ');
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
    const child = spawn(command, args, { stdio, shell: process.platform === 'win32', ...options });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      if (code !== 0) process.stdout.write(Buffer.concat(output));
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${label} (${seconds} s)`);
      if (code === 0) resolve();
      else reject(new Error(`${label} ended with ${code ?? signal}`));
    });
  });
}
