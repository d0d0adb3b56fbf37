import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findProgram } from '../media/programs.ts';
import { StartError } from '../start-error.ts';
import { APP, nginxConf, type NginxOptions } from './nginx-conf.ts';

export interface StartOptions extends Pick<NginxOptions, 'host' | 'port' | 'backEnd' | 'secret'> {
  /** Default: any free one. */
  controlPort?: number;
  /** For what nginx writes. Default: a temporary one, which is taken away. */
  folder?: string;
  onLog?: (line: string) => void;
  /** It has ended, and nobody has ended it. */
  onExit?: () => void;
}

export interface NginxRtmp {
  pid: number;
  /** Where a stream of that name can be played, on this machine. */
  playUrl: (name: string) => string;
  /** Cuts a publisher off. Resolves also where there is none. */
  drop: (name: string) => Promise<void>;
  stop: () => Promise<void>;
}

const MODULES = ['/usr/lib/nginx/modules/ngx_rtmp_module.so', '/usr/lib64/nginx/modules/ngx_rtmp_module.so'];

const READY_MS = 10_000;
const LOOK_EVERY_MS = 25;
const KILL_AFTER_MS = 3000;
const DROP_TIMEOUT_MS = 3000;

/** Whether this machine has what it takes. */
export const findNginx = (): string | null => findProgram('nginx');

/** Starts nginx, and waits until publishers can come. @throws Error where it does not begin */
export async function startNginxRtmp(options: StartOptions): Promise<NginxRtmp> {
  const { host, port, backEnd, secret, controlPort = await freePort(), onLog, onExit } = options;
  const program = findNginx();
  if (!program) throw new Error('There is no nginx on this machine');
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 't333-rtmp-')));
  await mkdir(folder, { recursive: true });
  const conf = join(folder, 'nginx.conf');
  endLeftOver(join(folder, 'nginx.pid'), conf);
  const modulePath = MODULES.find((path) => existsSync(path)) ?? null;
  const text = nginxConf({ host, port, controlPort, backEnd, secret, folder, modulePath });
  // The secret is in it.
  await writeFile(conf, text, { mode: 0o600 });

  // A group of its own, so that no worker outlives its master.
  const child = spawn(program, ['-c', conf, '-p', folder, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const { promise: exited, resolve } = Promise.withResolvers<void>();
  // Also where this process ends without a word to anybody.
  const endWithUs = () => child.pid !== undefined && killGroup(child.pid);
  process.once('exit', endWithUs);
  let isStopped = false;
  child.once('error', () => resolve());
  child.once('exit', () => resolve());
  const complaints: string[] = [];
  createInterface(child.stderr).on('line', (line) => {
    if (complaints.length < 5) complaints.push(line);
    onLog?.(line.replaceAll(secret, '…'));
  });
  const stop = async (): Promise<void> => {
    isStopped = true;
    await end(child, exited);
    process.off('exit', endWithUs);
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  };

  const gone = exited.then(() => false);
  if (!(await Promise.race([gone, isListening(port)]))) {
    await stop();
    throw new StartError(`nginx does not begin, which RTMP asks for: ${complaints.join(' ').replaceAll(secret, '…')}`);
  }
  void exited.then(() => {
    if (!isStopped) onExit?.();
    return null;
  });
  return {
    pid: child.pid!,
    playUrl: (name) => `rtmp://127.0.0.1:${port}/${APP}/${name}`,
    drop: (name) => drop(controlPort, name, secret),
    stop,
  };
}

async function drop(controlPort: number, name: string, secret: string): Promise<void> {
  const query = new URLSearchParams({ app: APP, name });
  const answer = await fetch(`http://127.0.0.1:${controlPort}/control/drop/publisher?${query}`, {
    headers: { 'x-t333-secret': secret },
    signal: AbortSignal.timeout(DROP_TIMEOUT_MS),
  });
  await answer.arrayBuffer();
  // nginx answers 404 where nobody publishes that.
  if (!answer.ok && answer.status !== 404) throw new Error(`nginx refuses to drop a publisher: ${answer.status}`);
}

async function end(child: ChildProcess, exited: Promise<void>): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  // The quick end: nobody waits for publishers who would go on for hours.
  if (child.exitCode === null && child.signalCode === null) process.kill(pid, 'SIGTERM');
  const timer = setTimeout(() => killGroup(pid), KILL_AFTER_MS);
  await exited;
  clearTimeout(timer);
  killGroup(pid);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // There is nobody left in it.
  }
}

/** A back end that was killed could not end its nginx, which still has the port. */
function endLeftOver(pidFile: string, conf: string): void {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'));
    if (pid > 1 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(conf)) killGroup(pid);
  } catch {
    // There is none.
  }
}

async function isListening(port: number): Promise<boolean> {
  const deadlineMs = Date.now() + READY_MS;
  while (Date.now() < deadlineMs) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
    const isThere = await promise;
    socket.destroy();
    if (isThere) return true;
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
  return false;
}

/** A port of loopback that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address ? address.port : 0;
}
