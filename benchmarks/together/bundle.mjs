/** Bundles the page and its contenders, from the sources. */
import { join } from 'node:path';
import { bundleContenders } from '../bundle-contenders.mjs';

const STYLE =
  'body { margin: 0; display: grid; grid-template-columns: repeat(2, 320px); } video { width: 320px; height: 180px; }';

/** @param {string[]} contenders */
export const bundlePage = (contenders) =>
  bundleContenders({ title: 'Together', page: join(import.meta.dirname, 'page'), style: STYLE, contenders });
