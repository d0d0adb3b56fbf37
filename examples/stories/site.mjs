/** The demo's pages over a back end, and people who use them: each with a browser profile of their own. */
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/real-parts/free-port.mjs';
import { Program } from '../../scripts/real-parts/program.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Real encoders, databases and pages on two processors take a while. */
const PATIENCE_MS = 60_000;

/** In the page: what a person can read of an element, through shadow roots. */
const READ = `function read(node) {
  const own = node.innerText ?? node.textContent ?? '';
  return [own, ...[...node.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? read(shadowRoot) : []))].join(' ');
}`;

/** Serves the demo over a back end. */
export async function startSite(backendUrl) {
  const port = await freePort();
  return new Program({
    name: 'The demo',
    url: `http://127.0.0.1:${port}/examples/demo/`,
    command: process.execPath,
    args: ['scripts/serve.mjs', '--sources'],
    ready: /t333 demo: http/,
    options: { cwd: ROOT, env: { ...process.env, PORT: String(port), BACKEND_URL: backendUrl } },
  }).start();
}

/** Somebody at a browser of their own. */
export class Person {
  /** What went wrong on the page. */
  faults = [];
  #page;
  /** Answers that were no good. */
  #refused = [];

  /** @param {import('puppeteer-core').Browser} browser */
  static async sit(browser) {
    const context = await browser.createBrowserContext();
    const person = new Person();
    const page = await context.newPage({ type: 'window' });
    person.#page = page;
    await page.setViewport({ width: 1280, height: 900 });
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('response', (answer) => {
      if (answer.status() >= 400) person.#refused.push(`${answer.status()} ${answer.url()}`);
    });
    page.on('pageerror', (error) => person.faults.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted/i.test(message.text())) person.faults.push(message.text());
    });
    return person;
  }

  async goTo(url) {
    await this.#page.goto(url, { waitUntil: 'load' });
  }

  get url() {
    return this.#page.url();
  }

  /** Presses the button of that name, wherever it is. */
  async press(name) {
    await this.#page.locator(`aria/${name}[role="button"]`).click();
  }

  async type(field, text, { enter = false } = {}) {
    await this.#page.locator(`aria/${field}`).click();
    await this.#page.keyboard.type(text);
    if (enter) await this.#page.keyboard.press('Enter');
  }

  /** Waits until the page says something, in whatever shadow. */
  async reads(text) {
    await this.#waitFor(`does not say "${text}"`, `(${READ})(document.body).includes(${JSON.stringify(text)})`);
  }

  /** Waits until a video of the page has shown more frames than now. */
  async seesPictures(least = 10) {
    await this.#waitFor(
      'shows no moving picture',
      (more) => {
        const videos = (node) => [
          ...node.querySelectorAll('video'),
          ...[...node.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? videos(shadowRoot) : [])),
        ];
        return videos(document).some((video) => {
          const { totalVideoFrames } = video.getVideoPlaybackQuality();
          video.firstSeen ??= totalVideoFrames;
          return totalVideoFrames >= video.firstSeen + more;
        });
      },
      least,
    );
  }

  /** What the page computes. */
  evaluate(work, ...values) {
    return this.#page.evaluate(work, ...values);
  }

  async #waitFor(fault, is, ...values) {
    try {
      await this.#page.waitForFunction(is, { polling: 200 }, ...values);
    } catch (cause) {
      const text = await this.#page.evaluate(`(${READ})(document.body)`);
      const refused = this.#refused.length > 0 ? `, after ${this.#refused.join(', ')}` : '';
      throw new Error(`The page ${fault}, but: ${text.replaceAll(/\s+/g, ' ')}${refused}`, { cause });
    }
  }
}
