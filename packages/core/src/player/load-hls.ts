import type Hls from 'hls.js';

export type HlsBuild = 'light' | 'full';

/** The one place that imports hls.js, and only when it is called. Light is about 65 kB smaller (gzip). */
export async function loadHls(build: HlsBuild): Promise<typeof Hls> {
  return (await (build === 'light' ? import('hls.js/light') : import('hls.js'))).default;
}
