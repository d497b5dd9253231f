/** Every label that the office's page asks for is there, and every label that is there is asked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STAGES } from '../../../forms/office/standing.ts';
import { consolePage } from '../../../forms/text/zh-CN/office-console.ts';

const FOLDER = new URL('../../../adapters/channels/webchat/page/console/', import.meta.url);

const sources = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))
  .join('\n');

const labels = [...Object.keys(consolePage), ...STAGES.map((stage) => `stage.${stage}`)];

/** Names that stand whole in the page's code, as words in quotes. */
const whole = new Set(
  [...sources.matchAll(/['"`]([a-z_]+(?:\.[a-z_]+)*)['"`]/g)].map(([, name = '']) => name),
);
/** Beginnings of names that are completed by a value: `stage.${stage}`. */
const begun = [...sources.matchAll(/`([a-z_]+\.)\$\{/g)].map(([, name = '']) => name);

test('nothing is asked for that is not there', () => {
  const asked = [...sources.matchAll(/\bsay\(\s*'([^']+)'/g)].map(([, name = '']) => name);
  expect(asked.length).toBeGreaterThan(40);
  expect(asked.filter((name) => !labels.includes(name))).toEqual([]);
  expect(begun.filter((start) => !labels.some((name) => name.startsWith(start)))).toEqual([]);
});

test('nothing is there that is not asked for', () => {
  const used = (name: string): boolean => whole.has(name) || begun.some((start) => name.startsWith(start));
  expect(labels.filter((name) => !used(name))).toEqual([]);
});
