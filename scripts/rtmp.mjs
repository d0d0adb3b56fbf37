import { provideProgram } from './real-parts/installed.mjs';

/** Sees to it that the tests of live video find nginx with its RTMP module, and ffmpeg; where they cannot be had they are skipped, and say so. */
export function provideRtmp() {
  for (const [program, packages] of [
    ['nginx', ['nginx-light', 'libnginx-mod-rtmp']],
    ['ffmpeg', ['ffmpeg']],
  ]) {
    try {
      provideProgram(program, packages);
    } catch (error) {
      console.error(error.message);
    }
  }
}
