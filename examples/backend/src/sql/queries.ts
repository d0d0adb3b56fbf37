import { readFileSync } from 'node:fs';

/** Before each statement: `-- name: find_account`. */
const NAME = /^-- name: (\w+)$/gm;

/**
 * The statements of a file of plain SQL, by their names. Each is checked for when the module is loaded, so that one that is missing is
 * found at the start, not at the first request.
 *
 * @param names the statements that must be there, and all of them
 * @throws Error which are missing, or too many
 */
export function queriesOf<Name extends string>(file: URL, names: readonly Name[]): Readonly<Record<Name, string>> {
  const parts = readFileSync(file, 'utf8').split(NAME).slice(1);
  const queries: Record<string, string> = {};
  for (let index = 0; index < parts.length; index += 2) queries[parts[index]!] = parts[index + 1]!.trim();
  const wrong = [
    ...names.filter((name) => !queries[name]).map((name) => `${name} is missing`),
    ...Object.keys(queries)
      .filter((name) => !names.includes(name as Name))
      .map((name) => `${name} is not used`),
  ];
  if (wrong.length > 0) throw new Error(`${file.pathname}: ${wrong.join(', ')}`);
  return queries as Record<Name, string>;
}
