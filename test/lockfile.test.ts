import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

type Package = { resolved?: string; integrity?: string; link?: boolean; optionalDependencies?: object };

const file = path.join(import.meta.dirname, '../package-lock.json');
const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Package> };
const installed = Object.entries(packages).filter(([place]) => place !== '');

test('no package says which server it came from', () => {
  expect(installed.filter(([, p]) => p.resolved !== undefined)).toEqual([]);
});

/** Without its entry `npm ci` refuses the whole lockfile, also on systems that would never install that package. */
test('the packages of every operating system are locked', () => {
  const names = new Set(installed.map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 13)));
  const wanted = Object.values(packages).flatMap((p) => Object.keys(p.optionalDependencies ?? {}));
  expect(wanted.filter((name) => !names.has(name))).toEqual([]);
});
