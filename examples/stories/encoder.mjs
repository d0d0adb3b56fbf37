import { spawn } from 'node:child_process';
import { provideProgram } from '../../scripts/real-parts/installed.mjs';

/** A creator's ffmpeg: a test picture and a tone, by RTMP. */
export function startEncoder(url) {
  const child = spawn(
    provideProgram('ffmpeg', ['ffmpeg']),
    [
      ['-hide_banner', '-loglevel', 'error', '-re'],
      [
        '-f',
        'lavfi',
        '-i',
        'testsrc2=size=640x360:rate=30',
        '-f',
        'lavfi',
        '-i',
        'sine=frequency=440:sample_rate=48000',
      ],
      [
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-tune',
        'zerolatency',
        '-pix_fmt',
        'yuv420p',
        '-g',
        '30',
        '-b:v',
        '800k',
      ],
      ['-c:a', 'aac', '-b:a', '96k', '-f', 'flv', url],
    ].flat(),
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (text) => (said = (said + text).slice(-2000)));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    /** The last of what it said. */
    get said() {
      return said;
    },
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
  };
}
