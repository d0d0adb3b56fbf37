/** Runs in the page before anything else: counts what a page can start and forget to end. */
export function countInPage() {
  const open = { timers: new Set(), intervals: new Set(), frames: new Set(), urls: new Set(), workers: new Set() };
  globalThis.openResources = () => Object.fromEntries(Object.entries(open).map(([kind, ids]) => [kind, ids.size]));

  const { setTimeout, setInterval, requestAnimationFrame } = globalThis;
  globalThis.setTimeout = (handler, delay, ...args) => {
    const id = setTimeout(
      (...values) => {
        open.timers.delete(id);
        handler(...values);
      },
      delay,
      ...args,
    );
    open.timers.add(id);
    return id;
  };
  globalThis.setInterval = (...args) => {
    const id = setInterval(...args);
    open.intervals.add(id);
    return id;
  };
  globalThis.requestAnimationFrame = (callback) => {
    const id = requestAnimationFrame((time) => {
      open.frames.delete(id);
      callback(time);
    });
    open.frames.add(id);
    return id;
  };
  const forget = (name, ...kinds) => {
    const original = globalThis[name];
    globalThis[name] = (id) => {
      for (const kind of kinds) open[kind].delete(id);
      original(id);
    };
  };
  // Either of the first two ends timers of both kinds.
  forget('clearTimeout', 'timers', 'intervals');
  forget('clearInterval', 'timers', 'intervals');
  forget('cancelAnimationFrame', 'frames');

  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (object) => {
    const url = createObjectURL.call(URL, object);
    open.urls.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    open.urls.delete(url);
    revokeObjectURL.call(URL, url);
  };

  globalThis.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      open.workers.add(this);
    }
    terminate() {
      open.workers.delete(this);
      super.terminate();
    }
  };
}
