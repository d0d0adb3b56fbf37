/** Bundles the page and its contenders. */
import { join } from 'node:path';
import { bundleContenders } from '../bundle-contenders.mjs';
import { installPeers } from '../install-peers.mjs';

export const VERSIONS = { timingsrc: '1.4.36', 'timing-object': '3.1.97', '@vimeo/player': '2.30.4' };

/** Who has packages of others in it. */
const INSTALLED = new Set(['timingsrc', 'vimeo']);

const STYLE =
  'body { margin: 0; display: grid; grid-template-columns: repeat(3, 320px); } video { width: 320px; height: 180px; }';

/** @param {string[]} contenders */
export const bundlePage = async (contenders) =>
  bundleContenders({
    title: 'Synchronisation',
    page: join(import.meta.dirname, 'page'),
    style: STYLE,
    contenders,
    ...(contenders.some((name) => INSTALLED.has(name)) && { peers: await installPeers(VERSIONS) }),
  });
