/** README is what a newcomer trusts: what it names must be there. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Environment } from '../bot/config.ts';

const root = path.join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const readme = read('README.md');
const matches = (pattern: RegExp): string[] => [...readme.matchAll(pattern)].map(([, found = '']) => found);

test('begins with a title, one sentence and the two commands', () => {
  expect(readme).toMatch(/^# .+\n\n[^\n]+\n\n```\nnpm ci && npm start\nnpm ci && npm test\n```\n/);
});

test('files and folders that it names exist', () => {
  const named = matches(/`((?:adapters|bot|dialogs|forms|test)\/[\w./-]+)`/g);
  const linked = matches(/\]\((?!http)([^)]+)\)/g);
  expect(named.length).toBeGreaterThan(10);
  expect([...named, ...linked].filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
});

test('commands that it names exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = matches(/npm run (?:-s )?([\w:]+)/g);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  const shown = [
    'start',
    'test',
    'check',
    'test:browser',
    'bench',
    'picture',
    'chat',
    'call:check',
    'call:schema',
    'transcript',
    'teams:package',
    'playground',
    'test:playground',
  ];
  expect(shown.filter((name) => !new RegExp(`npm (run (-s )?)?${name}\\b`).test(readme))).toEqual([]);
});

test('settings: the same names and defaults as in the program and in .env.example', () => {
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]+)`|[^|]+) \|/gm)];
  const table = Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value]));
  const example = Object.fromEntries(
    [...read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
  expect(table).toEqual(example);
  expect(Object.keys(table).sort()).toEqual(Object.keys(Environment.shape).sort());
});

describe.each(['teams', 'wecom'])('the guide to %s', (channel) => {
  const guide = read(`adapters/channels/${channel}/README.md`);
  const found = (pattern: RegExp): string[] => [...guide.matchAll(pattern)].map(([, name = '']) => name);

  test('is linked from README', () => {
    expect(readme).toContain(`](adapters/channels/${channel}/README.md)`);
  });

  test('names settings and commands that exist, and every setting of the channel', () => {
    const named = [...found(/`([A-Z]+_[A-Z_]+)`/g), ...found(/^ *([A-Z]+_[A-Z_]+)=/gm)];
    const all = Object.keys(Environment.shape);
    expect(named.filter((name) => !all.includes(name) && !name.endsWith('_'))).toEqual([]);
    const own = { teams: /^(MICROSOFT|TEAMS)_/, wecom: /^WECOM_/ }[channel] ?? /$^/;
    expect(all.filter((name) => own.test(name) && !named.includes(name))).toEqual([]);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = found(/npm run (?:-s )?([\w:]+)/g);
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
