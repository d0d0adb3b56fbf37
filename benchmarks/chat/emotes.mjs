/** Makes emotes with ffmpeg, once; they stay in the temporary folder of the system. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STILL = 24;
const MOVING = 8;
const SIZE_PX = 56;

/** A part of the folder's name: another way to make them needs another one. */
const EDITION = 1;

/** @returns {{ folder: string, names: string[] }} names of files; those that move are GIFs */
export function makeEmotes() {
  const folder = join(tmpdir(), `chat-benchmark-emotes-${EDITION}`);
  const names = [
    ...Array.from({ length: STILL }, (_, index) => `still${index}.png`),
    ...Array.from({ length: MOVING }, (_, index) => `moving${index}.gif`),
  ];
  if (!existsSync(folder)) {
    const unfinished = `${folder}.part`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished);
    for (const [index, name] of names.entries()) {
      const picture = `hsv=h=${index * 40}`;
      const source = name.endsWith('.gif')
        ? [`testsrc2=size=${SIZE_PX}x${SIZE_PX}:rate=20`, '-t', '1']
        : [`mandelbrot=size=${SIZE_PX}x${SIZE_PX}:start_scale=${1 + index / 10}`, '-frames:v', '1'];
      const filter = ['-vf', picture.replace('hsv', 'hue')];
      execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', ...source, ...filter, join(unfinished, name)]);
    }
    renameSync(unfinished, folder);
  }
  return { folder, names };
}
