/** The streams of this repository's own server (`npm start` in its root): put your addresses in their place. */
const ORIGIN: string = import.meta.env.VITE_ORIGIN ?? 'http://127.0.0.1:8333/origin';

export const CAMERAS = ['north', 'east', 'south', 'west'].map((name) => ({
  source: `${ORIGIN}/live/${name}/master.m3u8`,
  title: name,
}));
