/** What our site adds to TypeDoc: live demos, pages for the elements, links from source files to their pages. */
import { pageScripts } from './page-scripts.mjs';
import { renderFences } from './fences.mjs';
import { linkSources } from './link-sources.mjs';
import { hideLit } from './hide-lit.mjs';

/** @param {import('typedoc').Application} app */
export function load(app) {
  const page = pageScripts(app);
  renderFences(app, page);
  linkSources(app);
  hideLit(app);
}
