/** Often enough to see a task of a millisecond, in µs. */
const PROFILE_INTERVAL_US = 200;

/**
 * @param {import('puppeteer-core').Page} page in Chromium
 * @returns {Promise<() => Promise<object>>} ends it, and gives a CPU profile of the main thread as the DevTools protocol has it
 */
export async function startProfile(page) {
  const session = await page.createCDPSession();
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: PROFILE_INTERVAL_US });
  await session.send('Profiler.start');
  return async () => (await session.send('Profiler.stop')).profile;
}
