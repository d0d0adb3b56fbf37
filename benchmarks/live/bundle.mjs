/** Bundles the page and its contenders, each by itself, from the sources. */
import { join } from 'node:path';
import { bundleContenders } from '../bundle-contenders.mjs';
import { installPeers, PLAYERS } from '../install-peers.mjs';

const STYLE = `
  body { margin: 0; background: black; }
  .stage > * { display: block; width: 640px; height: 360px; }
  .stage.wall { display: grid; grid-template-columns: repeat(3, 400px); grid-auto-rows: 225px; }
  .stage.wall > * { width: 400px; height: 225px; }
  .stage > multi-stream-grid { width: 1200px; height: 675px; }`;

/** @param {string[]} contenders */
export const bundlePage = async (contenders) =>
  bundleContenders({
    title: 'Live',
    page: join(import.meta.dirname, 'page'),
    style: STYLE,
    body: '<div class="stage"></div>',
    contenders,
    peers: await installPeers(PLAYERS),
  });
