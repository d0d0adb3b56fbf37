/** Takes the pictures of the README from the demo: `npm start`, then `node scripts/docs/screenshots.mjs http://127.0.0.1:8333/`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, openPage } from './demos.mjs';

const ASSETS = join(import.meta.dirname, '../../docs/assets');
const SETTLE_MS = 12_000;
const MAX_BYTES = 150_000;

const [address] = process.argv.slice(2);
const browser = await openBrowser();
try {
  for (const scheme of ['light', 'dark']) {
    const { page } = await openPage(browser, { width: 1280, height: 800, dark: scheme === 'dark' });
    await page.goto(address);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    // The sound of the fifth tile, and the pointer out of the picture.
    await page.evaluate(() => {
      const { wall } = document.querySelector('multi-stream-grid');
      wall.setAudible(wall.state.getSnapshot().tiles[4].id);
    });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const image = await page.screenshot({ type: 'webp', quality: 80 });
    if (image.length > MAX_BYTES) throw new Error(`${image.length} bytes are too many for a README.`);
    writeFileSync(join(ASSETS, `wall-${scheme}.webp`), image);
    await page.close();
  }
} finally {
  await browser.close();
}
