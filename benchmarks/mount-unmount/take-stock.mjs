/** Objects that the browser itself can count: those that are still alive after a collection. */
const ALIVE = [
  'MediaSource',
  'SourceBuffer',
  'HTMLVideoElement',
  'AbortController',
  'IntersectionObserver',
  'ResizeObserver',
];

const PAUSE_MS = 500;

async function countAlive(devtools, name) {
  const { result } = await devtools.send('Runtime.evaluate', { expression: `${name}.prototype` });
  const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
  const { result: length } = await devtools.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.length; }',
    returnByValue: true,
  });
  await devtools.send('Runtime.releaseObject', { objectId: objects.objectId });
  return length.value;
}

/** What is there after a garbage collection: open resources, live objects, listeners, nodes and the heap. */
export async function takeStock(page, devtools) {
  // What ends in a later task, such as the removal of a source buffer, shall have had the time.
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  for (let pass = 0; pass < 3; pass++) await devtools.send('HeapProfiler.collectGarbage');

  const stock = await page.evaluate(() => globalThis.openResources());
  for (const name of ALIVE) stock[name] = await countAlive(devtools, name);
  await devtools.send('Performance.enable');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (name) => metrics.find((entry) => entry.name === name).value;
  return {
    ...stock,
    listeners: metric('JSEventListeners'),
    nodes: metric('Nodes'),
    documents: metric('Documents'),
    heapMB: Number((metric('JSHeapUsedSize') / 1e6).toFixed(2)),
  };
}
