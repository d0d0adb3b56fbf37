import '@t333/elements/live-player/define';
import '@t333/elements/multi-stream-grid/define';
import { Generator } from './generator.js';

const WALL = ['north', 'east', 'south', 'west', 'stage', 'drone', 'harbour', 'tower', 'finish'];

const source = (id) => `/origin/live/${id}/master.m3u8`;

/** Also within shadow roots. */
function videosIn(root, found = []) {
  for (const node of root.querySelectorAll('*')) {
    if (node instanceof HTMLVideoElement) found.push(node);
    if (node.shadowRoot) videosIn(node.shadowRoot, found);
  }
  return found;
}

const frames = () => {
  let shown = 0;
  let dropped = 0;
  for (const video of videosIn(document)) {
    const quality = video.getVideoPlaybackQuality();
    shown += quality.totalVideoFrames - quality.droppedVideoFrames;
    dropped += quality.droppedVideoFrames;
  }
  return { shown, dropped };
};

let generator = null;
let contender = null;

/** What the run asks for. */
globalThis.bench = {
  /** Resolves when all of them play. */
  async play(tiles) {
    const stage = document.querySelector('#stage');
    if (tiles === 1) {
      const player = document.createElement('live-player');
      player.muted = true;
      player.autoplay = true;
      player.src = source('north');
      stage.append(player);
    } else if (tiles > 1) {
      const grid = document.createElement('multi-stream-grid');
      stage.append(grid);
      grid.streams = WALL.slice(0, tiles).map((id) => ({ id, source: source(id) }));
    }
    const isPlaying = () => {
      const videos = videosIn(document).filter(({ currentTime, paused }) => currentTime > 0 && !paused);
      return videos.length >= tiles;
    };
    while (!isPlaying()) await new Promise((done) => setTimeout(done, 100));
  },

  async chat(name, { rate, emotes }) {
    if (name === 'none') return;
    generator = new Generator({ rate, emotes });
    // A bundler that could read it would want the file.
    const address = `./${name}.js`;
    const { create } = await import(address);
    contender = create({ host: document.querySelector('#chat'), feed: generator.feed });
    generator.start();
  },

  /** Frames of the page, and how long each took, for so long. */
  watch(durationMs) {
    return new Promise((done) => {
      const before = frames();
      const startMs = performance.now();
      const gaps = [];
      let lastMs = null;
      let pinned = 0;
      let checks = 0;
      const step = (nowMs) => {
        if (lastMs !== null) gaps.push(nowMs - lastMs);
        lastMs = nowMs;
        // Now and then, since to look costs a layout.
        if (gaps.length % 90 === 89 && contender?.isPinned) {
          checks++;
          if (contender.isPinned()) pinned++;
        }
        if (performance.now() - startMs < durationMs) return void requestAnimationFrame(step);
        const seconds = (performance.now() - startMs) / 1000;
        const after = frames();
        gaps.sort((a, b) => a - b);
        done({
          fps: gaps.length / seconds,
          p95Ms: gaps[Math.floor(gaps.length * 0.95)],
          maxMs: gaps.at(-1),
          videoFps: (after.shown - before.shown) / seconds,
          dropped: after.dropped - before.dropped,
          pinned: checks ? pinned / checks : null,
          messages: generator?.feed.at(generator.feed.size - 1)?.key ?? null,
        });
      };
      requestAnimationFrame(step);
    });
  },
};
