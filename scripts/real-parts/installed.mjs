import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { installDebian } from '../debian.mjs';

/** Folders of programs, also those that Debian leaves out of the PATH. */
const folders = () => [
  ...(process.env.PATH ?? '').split(path.delimiter),
  '/usr/sbin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
  ...versionsOf('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`),
];

const versionsOf = (folder) =>
  existsSync(folder) ? readdirSync(folder).toSorted((one, other) => Number(other) - Number(one)) : [];

/** @returns {string | null} where it is, if it is installed */
export function findProgram(name) {
  const folder = folders().find((place) => place !== '' && existsSync(path.join(place, name)));
  return folder ? path.join(folder, name) : null;
}

/**
 * Where a program is. On Debian, as root, it is installed if it is missing.
 *
 * @param {string} name
 * @param {string[]} packages Debian's packages that have it
 * @throws Error there is none
 */
export function provideProgram(name, packages) {
  if (!findProgram(name)) installDebian(packages);
  const found = findProgram(name);
  if (!found) throw new Error(`${name} is missing: install ${packages.join(', ')}.`);
  return found;
}
