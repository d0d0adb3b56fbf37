/** In the head of every page, as it is: when each video shows its first frame, when it moves, and for how long it stands still. */
const join = (globalThis.join = { videos: [], watchMs: 0 });

/** A position that has not moved for so long is a stall, in ms: ours and the browser's clock tick unevenly on a busy machine. */
const STALL_MS = 300;
const LOOK_MS = 50;

const known = new WeakSet();

function watch(video) {
  if (known.has(video)) return;
  known.add(video);
  const record = { tile: join.videos.length, firstFrameMs: null, movingMs: null, stalls: 0, stalledMs: 0, heights: [] };
  join.videos.push(record);
  video.requestVideoFrameCallback((_now, { presentationTime }) => (record.firstFrameMs = presentationTime));
  video.addEventListener('resize', () => record.heights.push([Math.round(performance.now()), video.videoHeight]));
  let lastTime = 0;
  let movedAtMs = 0;
  let standing = false;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    if (record.movingMs === null) {
      if (video.currentTime < 0.02) return;
      // When it began, and not when we looked.
      record.movingMs = nowMs - video.currentTime * 1000;
    }
    if (video.currentTime !== lastTime || video.ended) {
      if (standing) record.stalledMs += nowMs - movedAtMs;
      standing = false;
      lastTime = video.currentTime;
      movedAtMs = nowMs;
    } else if (!standing && nowMs - movedAtMs > STALL_MS) {
      standing = true;
      record.stalls++;
    }
    if (nowMs > record.movingMs + join.watchMs) {
      if (standing) record.stalledMs += nowMs - movedAtMs;
      record.done = true;
      clearInterval(timer);
    }
  }, LOOK_MS);
}

function observe(root) {
  const scan = () => root.querySelectorAll('video').forEach(watch);
  new MutationObserver(scan).observe(root, { childList: true, subtree: true });
  scan();
}

const { attachShadow } = Element.prototype;
Element.prototype.attachShadow = function (options) {
  const root = attachShadow.call(this, options);
  observe(root);
  return root;
};
observe(document);
