/** `npm run docs`: builds the packages and makes the site, `docs/site`; `npm run docs -- --serve` shows it then. */
import { existsSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application } from 'typedoc';
import { build } from './build.mjs';
import { DECISIONS_INDEX, decisionsIndex } from './docs/decisions.mjs';
import { writeElementPages } from './docs/element-pages.mjs';
import { PACKAGES } from './packages.mjs';
import { serveFolder } from './docs/serve-folder.mjs';
import { packageEntries, writeSiteAssets } from './docs/site-assets.mjs';
import { LANGUAGES_PAGE, languagesPage } from './docs/texts.mjs';

const ROOT = join(import.meta.dirname, '..');
export const SITE = join(ROOT, 'docs/site');

/** Makes the site of what is built already. */
export async function makeDocs() {
  rmSync(SITE, { recursive: true, force: true });
  const tags = await writeElementPages();
  const app = await Application.bootstrapWithPlugins({ options: join(ROOT, 'typedoc.json') });
  app.options.setValue('packageOptions', { ...app.options.getValue('packageOptions'), exclude: privateFolders() });
  const project = await app.convert();
  if (!project) throw new Error('TypeDoc could not read the sources.');
  app.validate(project);
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('TypeDoc has complaints: see above.');
  await writeSiteAssets(SITE);
  return tags;
}

/** Every folder with an index is documented as a module, but for those that no package exports. */
function privateFolders() {
  const exported = new Set(packageEntries.map(({ source }) => source));
  return PACKAGES.flatMap(({ folder }) => globSync(`${folder}/src/**/index.ts`)).filter((file) => !exported.has(file));
}

/** Whether there is a build to make a site of. */
export const isBuilt = () => existsSync(join(ROOT, 'packages/elements/dist/cdn/t333.js'));

if (import.meta.filename === process.argv[1]) {
  writeFileSync(DECISIONS_INDEX, decisionsIndex());
  writeFileSync(LANGUAGES_PAGE, await languagesPage());
  await build();
  await makeDocs();
  console.log(`\nThe site is in ${SITE}`);
  if (process.argv.includes('--serve')) console.log(`${(await serveFolder(SITE)).url} shows it, until Ctrl+C.\n`);
  else console.log('To see it: npm run docs -- --serve\n');
}
