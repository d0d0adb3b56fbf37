import { JSX, PageEvent } from 'typedoc';
import { siteImports } from '../../scripts/docs/site-assets.mjs';

/** The elements are loaded on pages that show one, and nowhere else. */
export function pageScripts(app) {
  const page = { root: '', hasDemo: false };

  app.renderer.on(PageEvent.BEGIN, ({ url }) => {
    page.root = '../'.repeat(url.split('/').length - 1) || './';
    page.hasDemo = false;
  });

  // Before any module script, or the browser ignores it.
  app.renderer.hooks.on('head.begin', () => {
    const imports = Object.fromEntries(
      Object.entries(siteImports).map(([name, file]) => [name, `${page.root}assets/${file}`]),
    );
    return script({ type: 'importmap' }, JSON.stringify({ imports }));
  });

  app.renderer.hooks.on('body.end', () =>
    page.hasDemo ? script({ type: 'module' }, "import '@t333/elements';") : JSX.createElement(JSX.Fragment, null),
  );

  // TypeDoc takes an element of the page with the id "app" for its own script, where that one is late.
  app.renderer.on(PageEvent.END, (event) => {
    event.contents = event.contents?.replace('window.app?app.showPage()', 'window.app?.showPage?app.showPage()');
  });

  return page;
}

const script = (attributes, html) => JSX.createElement('script', attributes, JSX.createElement(JSX.Raw, { html }));
