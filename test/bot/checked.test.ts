import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OWN_CALLS } from '../../bot/calls.ts';
import { keptCalls } from '../../bot/checked.ts';
import { parseCall } from '../../forms/check.ts';

let folder = '';
let kept = '';
let program = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'shenbao-'));
  kept = path.join(folder, 'kept');
  program = path.join(folder, 'program.ts');
  writeFileSync(program, 'one');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reader = () => keptCalls(kept, [program]);
const own = readdirSync(OWN_CALLS);
const example = path.join(import.meta.dirname, '../fixtures/calls/rows/call.yaml');

/** Puts a mark into what is kept, which shows where a call came from. */
function mark(): void {
  for (const name of readdirSync(kept)) {
    const place = path.join(kept, name);
    writeFileSync(place, readFileSync(place, 'utf8').replace('"title":"', '"title":"KEPT '));
  }
}

const titleOf = (checked: ReturnType<typeof parseCall>) => (checked.ok ? checked.call.title : 'broken');

describe('calls that were checked before', () => {
  it.each(own)('%s reads the same from what is kept', (name) => {
    const file = path.join(OWN_CALLS, name, 'call.yaml');
    const source = readFileSync(file, 'utf8');
    const fresh = parseCall(source, file);
    expect(reader()(source, file)).toStrictEqual(fresh);
    expect(reader()(source, file)).toStrictEqual(fresh);
  });

  it('are taken from there as long as nothing changed', () => {
    const source = readFileSync(example, 'utf8');
    const title = titleOf(reader()(source, example));
    mark();
    expect(titleOf(reader()(source, example))).toBe(`KEPT ${title}`);
  });

  it('are checked again where the text, the name or the program is another', () => {
    const source = readFileSync(example, 'utf8');
    const title = titleOf(reader()(source, example));
    mark();
    expect(titleOf(reader()(`${source}\n# 又一行\n`, example))).toBe(title);
    mark();
    expect(titleOf(reader()(source, path.join(folder, 'call.yaml')))).toBe(title);
    reader()(source, example);
    mark();
    utimesSync(program, new Date(), new Date('2001-01-01'));
    expect(titleOf(reader()(source, example))).toBe(title);
  });

  it('are never kept where a check fails', () => {
    const source = readFileSync(example, 'utf8').replace(/^id: .*$/m, 'id: BAD ID');
    const fresh = parseCall(source, example);
    expect(fresh.ok).toBe(false);
    expect(reader()(source, example)).toEqual(fresh);
    expect(reader()(source, example)).toEqual(fresh);
  });

  it('are checked again where what is kept cannot be read, and nothing is lost where it cannot be written', () => {
    const source = readFileSync(example, 'utf8');
    const title = titleOf(reader()(source, example));
    for (const name of readdirSync(kept)) writeFileSync(path.join(kept, name), '{"of":');
    expect(titleOf(reader()(source, example))).toBe(title);
    expect(titleOf(keptCalls(program, [program])(source, example))).toBe(title);
  });
});
