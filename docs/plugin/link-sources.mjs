/**
 * Pages link to files, so that their links work where the repository is browsed. On the site a link to the source of an
 * element, or of a folder of the core, leads to its page.
 */
import { basename, dirname } from 'node:path';
import { Application, ReflectionKind } from 'typedoc';

export function linkSources(app) {
  const link = (project) => {
    const root = process.cwd();
    const documents = project.getReflectionsByKind(ReflectionKind.Document);
    for (const document of documents) {
      const { source } = document.frontmatter;
      const path = project.files.getReflectionPath(document) ?? '';
      if (typeof source === 'string') project.files.registerReflectionPath(`${root}/${source}`, document);
      const file = basename(path, '.md');
      if (file === 'README') project.files.registerReflectionPath(dirname(path), document);
      if (document.name === file) document.name = heading(document) ?? file;
      document.frontmatter.group ??= 'Project';
    }
    for (const packageModule of project.getChildrenByKind(ReflectionKind.Module)) {
      const folder = `${root}/packages/${packageModule.name.replace('@t333/', '')}`;
      project.files.registerReflectionPath(folder, packageModule);
      for (const child of packageModule.getChildrenByKind(ReflectionKind.Module)) {
        const path = child.name === 'index' ? 'src/index.ts' : `src/${child.name}/index.ts`;
        project.files.registerReflectionPath(`${folder}/${path}`, child);
      }
    }
  };
  // Before TypeDoc sorts the documents into groups.
  app.on(Application.EVENT_PROJECT_REVIVE, link, 1000);
}

/** A document without a title of its own is named by its first heading. */
function heading({ content }) {
  const text = content.map((part) => part.text).join('');
  return /^# (.+)$/m.exec(text)?.[1];
}
