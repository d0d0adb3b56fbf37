/** Finds the browsers that the tests drive; what is missing is installed where that can be done without asking. */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { installDebian } from './debian.mjs';

const CACHE = join(import.meta.dirname, '../.cache/browsers');
const PROGRAM_FOLDERS = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
  .map((name) => process.env[name])
  .filter(Boolean);

const CHROMIUM_PLACES = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...PROGRAM_FOLDERS.map((folder) => `${folder}\\Google\\Chrome\\Application\\chrome.exe`),
];

const FIREFOX_PLACES = [
  process.env.FIREFOX_PATH,
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  ...PROGRAM_FOLDERS.map((folder) => `${folder}\\Mozilla Firefox\\firefox.exe`),
];

const existing = (places) => places.find((place) => place && existsSync(place));

async function download(name) {
  const browsers = await import('@puppeteer/browsers');
  const browser = browsers.Browser[name];
  const platform = browsers.detectBrowserPlatform();
  const buildId = await browsers.resolveBuildId(browser, platform, 'stable');
  return (await browsers.install({ browser, buildId, cacheDir: CACHE })).executablePath;
}

async function find(places, debianPackages, downloadName) {
  const found = existing(places);
  if (found) return found;
  installDebian(debianPackages);
  return existing(places) ?? download(downloadName);
}

/** @returns {Promise<string>} the path of a Chromium or Chrome; `CHROME_PATH` comes first */
export const findChromium = () => find(CHROMIUM_PLACES, ['chromium'], 'CHROME');

/** @returns {Promise<string>} the path of a Firefox that plays H.264; `FIREFOX_PATH` comes first */
export async function findFirefox() {
  // On Linux it decodes by a library of the system, which its package only recommends.
  const decoder = 'libavcodec-extra';
  const path = await find(FIREFOX_PLACES, ['firefox-esr', decoder], 'FIREFOX');
  if (globSync('/usr/lib{,64}/{,*/}libavcodec.so.*').length === 0) installDebian([decoder]);
  return path;
}
