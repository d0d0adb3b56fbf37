/** The index of the decisions, `docs/decisions/README.md`: `npm run docs` writes it, a test compares. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../docs/decisions');

export const DECISIONS_INDEX = join(FOLDER, 'README.md');

export function decisionsIndex() {
  const files = readdirSync(FOLDER)
    .filter((file) => /^\d{4}-.+\.md$/.test(file))
    .toSorted();
  const titles = files.map((file) => /^# \d+\. (.+)$/m.exec(readFileSync(join(FOLDER, file), 'utf8'))[1]);
  return `---
title: Decisions
group: Project
children:
${files.map((file) => `  - ./${file}`).join('\n')}
---

# Decisions

One page for each choice that a newcomer would ask about: the context, the choice, what follows from it. A choice is changed by a new page that
says what was measured.

${files.map((file, index) => `${index + 1}. [${titles[index]}](./${file})`).join('\n')}
`;
}
