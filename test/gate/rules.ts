/**
 * Who may import what. The arrows point one way: `forms <- dialogs <- bot <- bot/main`, `adapters -> forms`.
 * The first zone whose pattern fits a file is the file's zone; a file that fits none has no rules (tests, tool config).
 */

/** A package, all of it; or only its types; or only these names of it. */
export type PackageRule = { name: string; use: 'all' | 'types' | readonly string[] };

export type Zone = {
  files: RegExp;
  /** Files of this repository that may be imported; `$1` ... are the captures of `files`. */
  mayImport: readonly string[];
  /** Packages and Node modules that may be imported; 'any' for all. */
  packages: 'any' | readonly PackageRule[];
  /** No clock, no chance, no I/O by a global: what comes out depends only on what goes in. */
  pure: boolean;
};

const all = (name: string): PackageRule => ({ name, use: 'all' });

export const ZONES: readonly Zone[] = [
  {
    files: /^forms\//,
    mayImport: ['^forms/'],
    packages: [
      all('zod'),
      all('yaml'),
      all('big.js'),
      all('chinese-days'),
      { name: 'node:crypto', use: ['createHash', 'hash', 'Hash', 'BinaryToTextEncoding'] },
    ],
    pure: true,
  },
  { files: /^dialogs\/engine\//, mayImport: ['^forms/', '^dialogs/engine/'], packages: [], pure: true },
  {
    files: /^dialogs\//,
    mayImport: ['^forms/', '^dialogs/'],
    packages: [all('botbuilder-dialogs'), { name: 'botbuilder-core', use: 'types' }],
    pure: true,
  },
  // Served to the browser as they are.
  {
    files: /^adapters\/channels\/webchat\/page\//,
    mayImport: ['^adapters/channels/webchat/page/'],
    packages: [],
    pure: false,
  },
  // One channel: itself and what all channels share (the files at the top of adapters and of adapters/channels).
  {
    files: /^adapters\/channels\/([^/]+)\//,
    mayImport: ['^forms/', '^adapters/channels/$1/', '^adapters/channels/[^/]+$', '^adapters/[^/]+$'],
    packages: 'any',
    pure: false,
  },
  {
    files: /^adapters\/channels\/[^/]+$/,
    mayImport: ['^forms/', '^adapters/channels/[^/]+$', '^adapters/[^/]+$'],
    packages: 'any',
    pure: false,
  },
  {
    files: /^adapters\/([^/]+)\//,
    mayImport: ['^forms/', '^adapters/$1/', '^adapters/[^/]+$'],
    packages: 'any',
    pure: false,
  },
  { files: /^adapters\//, mayImport: ['^forms/', '^adapters/[^/]+$'], packages: 'any', pure: false },
  // The wiring: the only files of the bot that name adapters.
  {
    files: /^bot\/(?:main\.ts$|cli\/[^/]+\.ts$)/,
    mayImport: ['^forms/', '^dialogs/', '^bot/', '^adapters/'],
    packages: 'any',
    pure: false,
  },
  { files: /^bot\//, mayImport: ['^forms/', '^dialogs/', '^bot/'], packages: 'any', pure: false },
];

/** What a pure file may not name, and why. `new Date()` and `Date()` without arguments are caught besides. */
export const IMPURE: Readonly<Record<string, string>> = {
  'Date.now': 'reads the clock; take the moment as a parameter',
  'performance.now': 'reads the clock; take the moment as a parameter',
  'Math.random': 'is chance; take the value as a parameter',
  'crypto.randomUUID': 'is chance; take the value as a parameter',
  'crypto.getRandomValues': 'is chance; take the value as a parameter',
  setTimeout: 'waits; waiting belongs to bot or adapters',
  setInterval: 'waits; waiting belongs to bot or adapters',
  setImmediate: 'waits; waiting belongs to bot or adapters',
  fetch: 'is I/O; it belongs to adapters',
  process: 'is I/O; it belongs to bot or adapters',
};
