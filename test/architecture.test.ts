import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFile, checkTree } from './gate/arrows.ts';

const root = path.join(import.meta.dirname, '..');

test('the tree keeps every arrow', () => {
  expect(checkTree(root)).toEqual([]);
});

const ALLOWED: readonly (readonly [file: string, source: string])[] = [
  ['forms/call.ts', "import { z } from 'zod';"],
  ['forms/call.ts', "import * as z from 'zod/v4';"],
  ['forms/call.ts', "import { parse } from 'yaml';"],
  ['forms/kinds/money.ts', "import Big from 'big.js';"],
  ['forms/kinds/money.ts', "import { show } from '../text/show.ts';"],
  ['forms/submission.ts', "import { createHash } from 'node:crypto';"],
  ['dialogs/engine/next.ts', "import { readCall } from '../../forms/call.ts';"],
  ['dialogs/engine/next.ts', "import { back } from './back.ts';"],
  ['dialogs/waterfall.ts', "import { WaterfallDialog } from 'botbuilder-dialogs';"],
  ['dialogs/waterfall.ts', "import type { TurnContext } from 'botbuilder-core';"],
  ['dialogs/waterfall.ts', "import { type TurnContext } from 'botbuilder-core';"],
  ['dialogs/waterfall.ts', "import { next } from './engine/next.ts';"],
  ['adapters/channels/wecom/client.ts', "import { a } from '../shared.ts';"],
  ['adapters/channels/wecom/client.ts', "import { a } from './cards/a.ts';"],
  ['adapters/channels/wecom/cards/a.ts', "import { a } from '../client.ts';"],
  ['adapters/channels/wecom/client.ts', "import { z } from 'zod';\nimport fs from 'node:fs';"],
  ['adapters/channels/teams/index.ts', "import { p } from '../../../forms/ports.ts';"],
  ['adapters/store/keyv.ts', "import { p } from '../../forms/ports.ts';"],
  ['adapters/files/docx.ts', "import { Document } from 'docx';"],
  ['adapters/channels/webchat/page/app.js', "import { a } from './socket.js';"],
  ['bot/turn.ts', "import { next } from '../dialogs/engine/next.ts';"],
  ['bot/main.ts', "import { store } from '../adapters/store/index.ts';"],
  ['bot/cli/chat.ts', "import { run } from '../../adapters/channels/console/index.ts';"],
  ['test/any.ts', "import { store } from '../adapters/store/index.ts';"],
  ['forms/dates.ts', 'export const at = (ms: number) => new Date(ms);'],
  ['forms/dates.ts', 'export const day = Date.parse("2025-01-01") + Date.UTC(2025, 0);'],
  ['adapters/store/clock.ts', 'export const now = () => new Date();'],
  [
    'forms/text/help.ts',
    "export const words = 'Date.now() and process.env in a sentence'; // import 'node:fs'",
  ],
];

const FORBIDDEN: readonly (readonly [file: string, source: string, complaint: string])[] = [
  ['forms/call.ts', "import { readFileSync } from 'node:fs';", "may not import 'node:fs'"],
  ['forms/call.ts', "import fs from 'fs';", "may not import 'fs'"],
  ['forms/call.ts', "import type { Activity } from 'botbuilder';", "may not import 'botbuilder'"],
  ['forms/call.ts', "import { z } from 'zodiac';", "may not import 'zodiac'"],
  [
    'forms/call.ts',
    "import { next } from '../dialogs/engine/next.ts';",
    'may not import dialogs/engine/next.ts',
  ],
  ['forms/kinds/a.ts', "import { b } from '../../bot/config.ts';", 'may not import bot/config.ts'],
  [
    'forms/kinds/a.ts',
    "export { b } from '../../adapters/store/b.ts';",
    'may not import adapters/store/b.ts',
  ],
  ['forms/kinds/a.ts', "export * from '../../adapters/store/b.ts';", 'may not import adapters/store/b.ts'],
  ['forms/a.ts', "const b = await import('../adapters/b.ts');", 'may not import adapters/b.ts'],
  ['forms/a.ts', "type B = import('../adapters/b.ts').B;", 'may not import adapters/b.ts'],
  ['forms/a.ts', "const b = require('node:fs');", "may not import 'node:fs'"],
  ['forms/a.ts', "import b = require('node:fs');", "may not import 'node:fs'"],
  ['forms/a.ts', "import '../test/gate/rules.ts';", 'may not import test/gate/rules.ts'],
  ['forms/a.ts', "import '/adapters/b.ts';", "may not import '/adapters/b.ts': use a relative path"],
  ['forms/a.ts', 'const b = await import(name);', 'imports a module whose name is computed'],
  ['forms/a.ts', "import { randomUUID } from 'node:crypto';", 'not randomUUID'],
  ['forms/a.ts', "import * as crypto from 'node:crypto';", 'not *'],
  ['forms/a.ts', "import crypto from 'node:crypto';", 'not *'],
  [
    'dialogs/engine/a.ts',
    "import type { A } from 'botbuilder-dialogs';",
    "may not import 'botbuilder-dialogs'",
  ],
  ['dialogs/engine/a.ts', "import type { A } from 'botbuilder-core';", "may not import 'botbuilder-core'"],
  ['dialogs/engine/a.ts', "import { b } from '../waterfall.ts';", 'may not import dialogs/waterfall.ts'],
  ['dialogs/a.ts', "import { b } from '../bot/turn.ts';", 'may not import bot/turn.ts'],
  ['dialogs/a.ts', "import { b } from '../adapters/store/b.ts';", 'may not import adapters/store/b.ts'],
  ['dialogs/a.ts', "import { MessageFactory } from 'botbuilder-core';", "only types from 'botbuilder-core'"],
  ['dialogs/a.ts', "import { type A, b } from 'botbuilder-core';", "only types from 'botbuilder-core'"],
  ['dialogs/a.ts', "import { CloudAdapter } from 'botbuilder';", "may not import 'botbuilder'"],
  ['dialogs/a.ts', "import Keyv from 'keyv';", "may not import 'keyv'"],
  ['adapters/store/a.ts', "import '../files/b.ts';", 'may not import adapters/files/b.ts'],
  ['adapters/store/a.ts', "import '../channels/shared.ts';", 'may not import adapters/channels/shared.ts'],
  ['adapters/files/a.ts', "import '../store/b.ts';", 'may not import adapters/store/b.ts'],
  ['adapters/files/a.ts', "import '../channels/teams/b.ts';", 'may not import adapters/channels/teams/b.ts'],
  ['adapters/channels/teams/a.ts', "import '../wecom/b.ts';", 'may not import adapters/channels/wecom/b.ts'],
  ['adapters/channels/teams/a.ts', "import '../../store/b.ts';", 'may not import adapters/store/b.ts'],
  ['adapters/channels/teams/a.ts', "import '../../files/b.ts';", 'may not import adapters/files/b.ts'],
  ['adapters/channels/shared.ts', "import './teams/b.ts';", 'may not import adapters/channels/teams/b.ts'],
  ['adapters/store/a.ts', "import '../../dialogs/b.ts';", 'may not import dialogs/b.ts'],
  ['adapters/channels/teams/a.ts', "import '../../../bot/config.ts';", 'may not import bot/config.ts'],
  [
    'adapters/channels/webchat/page/app.js',
    "import '../index.ts';",
    'may not import adapters/channels/webchat',
  ],
  ['adapters/channels/webchat/page/app.js', "import 'zod';", "may not import 'zod'"],
  ['bot/turn.ts', "import '../adapters/store/b.ts';", 'may not import adapters/store/b.ts'],
  ['bot/cli/deep/a.ts', "import '../../../adapters/b.ts';", 'may not import adapters/b.ts'],
  ['bot/turn.ts', "import '../test/fakes/b.ts';", 'may not import test/fakes/b.ts'],
  ['forms/a.ts', 'const t = Date.now();', 'Date.now reads the clock'],
  ['forms/a.ts', 'const clock = Date.now;', 'Date.now reads the clock'],
  ['forms/a.ts', "const t = globalThis.Date['now']();", 'Date.now reads the clock'],
  ['forms/a.ts', 'const t = new Date();', 'new Date() reads the clock'],
  ['forms/a.ts', 'const t = Date();', 'Date() reads the clock'],
  ['forms/a.ts', 'const { now } = Date;', 'Date under another name reads the clock'],
  ['dialogs/a.ts', 'const t = new Date();', 'new Date() reads the clock'],
  ['dialogs/engine/a.ts', 'const t = performance.now();', 'performance.now reads the clock'],
  ['forms/a.ts', 'const t = Math.random();', 'Math.random is chance'],
  ['forms/a.ts', 'setTimeout(f, 1);', 'setTimeout waits'],
  ['dialogs/a.ts', 'const t = process.env.HOME;', 'process is I/O'],
  ['forms/a.ts', 'const = ;', 'cannot be parsed'],
];

describe('imports and purity', () => {
  test.each(ALLOWED)('%s may: %s', (file, source) => {
    expect(checkFile(file, source)).toEqual([]);
  });

  test.each(FORBIDDEN)('%s may not: %s', (file, source, complaint) => {
    expect(checkFile(file, source)).toEqual([expect.stringContaining(complaint)]);
  });
});

/** The linter's verdict on files of a scratch tree under the repository's own rules. */
function lintTree(cwd: string, ...args: readonly string[]): string {
  const biome = path.join(root, 'node_modules/.bin/biome');
  const { stdout, stderr } = spawnSync(biome, ['lint', '--colors=off', '--max-diagnostics=none', ...args], {
    cwd,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'shenbao-lint-'));
  for (const file of ['biome.json', '.gitignore'])
    copyFileSync(path.join(root, file), path.join(scratch, file));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function lint(file: string, source: string): string {
  const whole = path.join(scratch, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, source);
  const report = lintTree(scratch, file);
  rmSync(whole);
  return report;
}

const ENV = 'export const home = process.env.HOME;\n';
const CONSOLE = "console.log('a');\n";

describe('lint rules that depend on the folder', () => {
  test.each([
    ['bot/server.ts', ENV, 'noProcessEnv'],
    ['bot/main.ts', ENV, 'noProcessEnv'],
    ['adapters/store/a.ts', ENV, 'noProcessEnv'],
    ['test/a.test.ts', ENV, 'noProcessEnv'],
    ['bot/server.ts', CONSOLE, 'noConsole'],
    ['adapters/channels/teams/a.ts', CONSOLE, 'noConsole'],
    ['forms/a.ts', 'export const a = (b: any) => b;\n', 'noExplicitAny'],
    ['forms/a.ts', "import { A } from './b.ts';\nexport const c = (a: A) => a;\n", 'useImportType'],
    ['bot/server.ts', "import { join } from 'path';\nexport const j = join;\n", 'useNodejsImportProtocol'],
    ['test/a.test.ts', "test.skip('a', () => undefined);\n", 'noSkippedTests'],
    ['bot/server.ts', 'async function f() {}\nexport function g() {\n  f();\n}\n', 'noFloatingPromises'],
  ])('%s: %s is reported by %s', (file, source, rule) => {
    expect(lint(file, source)).toContain(`/${rule} `);
  });

  test.each([
    ['bot/config.ts', ENV],
    ['bot/main.ts', CONSOLE],
    ['bot/cli/chat.ts', CONSOLE],
    ['adapters/channels/console/index.ts', CONSOLE],
    ['test/bench/main.ts', CONSOLE],
  ])('%s: %s is not reported', (file, source) => {
    expect(lint(file, source)).not.toMatch(/lint\/|error/i);
  });

  test('two files that import each other are reported', () => {
    mkdirSync(path.join(scratch, 'forms/cycle'), { recursive: true });
    const from = (other: string) => `import { ${other} } from './${other}.ts';\nexport const `;
    writeFileSync(path.join(scratch, 'forms/cycle/a.ts'), `${from('b')}a = () => b;\n`);
    writeFileSync(path.join(scratch, 'forms/cycle/b.ts'), `${from('a')}b = () => a;\n`);
    expect(lintTree(scratch, 'forms/cycle')).toContain('/noImportCycles ');
  });
});
