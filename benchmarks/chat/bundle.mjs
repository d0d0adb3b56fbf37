/** Bundles the page and its contenders. */
import { join } from 'node:path';
import { bundleContenders } from '../bundle-contenders.mjs';
import { installPeers } from '../install-peers.mjs';

const VERSIONS = { '@tanstack/virtual-core': '3.19.11', '@lit-labs/virtualizer': '2.1.1', lit: '3.3.3' };

const STYLE = `body { margin: 0; display: flex; background: black; color-scheme: dark; }
  #stage { inline-size: 900px; block-size: 600px; } #stage > * { display: block; block-size: 100%; }
  #chat { position: relative; inline-size: 340px; block-size: 600px; overflow: hidden; background: #17171c; color: #f2f2f5; font: 14px/1.4 sans-serif; }`;

/** @param {string[]} contenders */
export const bundlePage = async (contenders) =>
  bundleContenders({
    title: 'Chat',
    page: join(import.meta.dirname, 'page'),
    style: STYLE,
    body: '<div id="stage"></div><div id="chat"></div>',
    contenders,
    peers: await installPeers(VERSIONS),
    minify: true,
  });
