import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openBrowser } from '../../scripts/docs/demos.mjs';
import { startInstallation } from '../../scripts/real-parts/installation.mjs';
import { startInstance } from '../../scripts/real-parts/instance.mjs';
import { startEncoder } from './encoder.mjs';
import { Person, startSite } from './site.mjs';

/** Two viewers say hello to each other. */
async function greet(one, other) {
  await one.type('Write a message', 'Hello from here', { enter: true });
  await other.reads('Hello from here');
  await other.type('Write a message', 'And from over there', { enter: true });
  await one.reads('And from over there');
}

async function openStudio(browser, site) {
  const creator = await Person.sit(browser);
  await creator.goTo(`${site.url}studio.html`);
  await creator.type('Your name', 'Ann');
  await creator.press('Open the studio');
  await creator.press('Start a preview');
  return creator;
}

async function sitDown(browser, site, search, name) {
  const viewer = await Person.sit(browser);
  await viewer.goTo(`${site.url}watch.html${search}`);
  await viewer.type('Your name', name);
  await viewer.press('Join the chat');
  await viewer.seesPictures();
  return viewer;
}

const channelOf = (creator) => creator.evaluate(() => new URL(document.querySelector('#watch').href).search);

describe('a broadcast over nginx, ffmpeg, PostgreSQL, Redis and two instances', { timeout: 300_000 }, () => {
  let folder;
  let installation;
  let sites;
  let browser;
  let encoder;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 't333-story-'));
    // PostgreSQL runs as somebody else where we are root.
    await chmod(folder, 0o755);
    installation = await startInstallation({ folder, instances: 2 });
    sites = await Promise.all(installation.instances.map(({ url }) => startSite(url)));
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await encoder?.stop();
    await Promise.all((sites ?? []).map((site) => site.stop()));
    await installation?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('goes from the encoder to viewers who talk, and is there as a video when it has ended', async () => {
    const creator = await openStudio(browser, sites[0]);
    await creator.press('Make a key: Primary key');
    await creator.press('Show: Primary key');
    const key = await creator.evaluate(
      () => document.querySelector('stream-key-card').shadowRoot.querySelector('.text').textContent,
    );
    assert.match(key, /^[\w-]{20,}$/);
    encoder = startEncoder(`rtmp://127.0.0.1:${installation.rtmpPort}/live/${key}`);
    await creator.reads('Healthy');
    await creator.seesPictures();
    await creator.press('Go live');
    await creator.press('Go live');
    await creator.reads('End the stream');

    const search = await channelOf(creator);
    const bo = await sitDown(browser, sites[0], search, 'Bo');
    const chidi = await sitDown(browser, sites[1], search, 'Chidi');
    await greet(bo, chidi);
    await creator.reads('And from over there');

    await creator.press('End the stream');
    await creator.press('End the stream');
    await creator.reads('The stream is over.');
    await chidi.reads('The stream has ended.');
    await chidi.reads('What was');
    const video = await chidi.evaluate(() => document.querySelector('#vods live-card').href);
    await chidi.goTo(new URL(video, chidi.url).href);
    await chidi.seesPictures();
    assert.deepEqual([...creator.faults, ...bo.faults, ...chidi.faults], []);
  });
});

describe('a broadcast without any of them: the embedded back end', { timeout: 180_000 }, () => {
  let instance;
  let site;
  let browser;
  before(async () => {
    instance = await startInstance();
    site = await startSite(instance.url);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
    await instance?.stop();
  });

  it('goes from a recording in place of an encoder to viewers who talk, and is there when it has ended', async () => {
    const creator = await openStudio(browser, site);
    await creator.seesPictures();
    await creator.press('Go live');
    await creator.press('Go live');
    const search = await channelOf(creator);
    const bo = await sitDown(browser, site, search, 'Bo');
    const chidi = await sitDown(browser, site, search, 'Chidi');
    await greet(bo, chidi);
    await creator.press('End the stream');
    await creator.press('End the stream');
    await creator.reads('The stream is over.');
    await bo.reads('What was');
    assert.deepEqual([...creator.faults, ...bo.faults, ...chidi.faults], []);
  });
});
