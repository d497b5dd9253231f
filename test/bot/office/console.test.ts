import { beforeEach, describe, expect, test } from 'vitest';
import { memoryStore } from '../../../adapters/store/memory.ts';
import { keys } from '../../../bot/keys.ts';
import type { ConsoleDetail } from '../../../forms/office/console.ts';
import type { Standing } from '../../../forms/office/standing.ts';
import type { Store } from '../../../forms/ports.ts';
import { grant, HOURS, type Office, openOffice } from '../../fixtures/office/console.ts';
import { officeLines } from '../../fixtures/office/lines.ts';

const HOUR_MS = 3_600_000;
const NEWEST = { by: 'updated', descending: true } as const;

let now: number;
let store: Store;
let office: Office;
beforeEach(() => {
  now = Date.parse('2025-11-21T06:30:00Z');
  const clock = { now: () => new Date(now) };
  store = memoryStore({ now: () => now });
  office = openOffice({ store, clock });
  office.lines = officeLines(office.catalog.list(), '2025-11-21', 60);
  office.grants.set('lead', [grant('coordinator')]);
});

const one = (stage: Standing['stage'], call = 'sustainable-tech-2025'): Standing => {
  const found = office.lines.find((line) => line.stage === stage && line.call === call);
  if (!found) throw new Error(`no ${stage} line`);
  return found;
};

async function ledger(): Promise<unknown[]> {
  return (await store.list(keys.ledgerPrefix)).map(({ value }) => value);
}

async function detail(person: string, id: string): Promise<ConsoleDetail> {
  const answer = await office.console.detail(await office.session(person), id);
  if (answer.state !== 'open') throw new Error(answer.state);
  return answer;
}

describe('the door', () => {
  test('a link opens once, even for two at the same moment', async () => {
    const link = await office.link('lead');
    const both = await Promise.all([office.console.enter(link), office.console.enter(link)]);
    expect(both.map(({ state }) => state).sort()).toEqual(['open', 'used']);
    expect(await office.console.enter(link)).toEqual({ state: 'used' });
  });

  test('neither the link nor the session is stored as it is, and neither stands for the other', async () => {
    const link = await office.link('lead');
    const session = await office.session('lead');
    const stored = JSON.stringify(await store.list('console/'));
    expect(stored).not.toContain(link);
    expect(stored).not.toContain(session);
    expect(await office.console.open(link)).toEqual({ state: 'unknown' });
    expect(await office.console.enter(session)).toEqual({ state: 'unknown' });
  });

  test.each(['', 'A'.repeat(43), 'A'.repeat(44), '../console', '__proto__'])(
    'a guess (%j) leads nowhere',
    async (token) => {
      expect(await office.console.enter(token)).toEqual({ state: 'unknown' });
      expect(await office.console.open(token)).toEqual({ state: 'unknown' });
    },
  );

  test('link and session end together, and are told apart from what never was', async () => {
    const link = await office.link('lead');
    const session = await office.session('lead');
    now += HOURS * HOUR_MS - 1;
    expect(await office.console.open(session)).toMatchObject({ state: 'open' });
    now += 1;
    expect(await office.console.open(session)).toEqual({ state: 'expired' });
    expect(await office.console.enter(link)).toEqual({ state: 'expired' });
    now += 8 * 24 * HOUR_MS;
    expect(await office.console.open(session)).toEqual({ state: 'unknown' });
  });

  test('leaving ends the session', async () => {
    const session = await office.session('lead');
    await office.console.leave(session);
    expect(await office.console.open(session)).toEqual({ state: 'unknown' });
    await office.console.leave(session);
  });

  test('a withdrawn grant closes every part of the page at once', async () => {
    const session = await office.session('lead');
    const { console } = office;
    office.grants.delete('lead');
    const wanted = { what: 'table', ask: {}, order: NEWEST } as const;
    const answers = [
      await console.open(session),
      await console.table(session, {}, NEWEST, 0),
      await console.detail(session, one('draft').id),
      await console.charts(session, 'sustainable-tech-2025'),
      await console.reminders(session, null, 0),
      await console.download(session, wanted),
    ];
    expect(answers).toEqual(answers.map(() => ({ state: 'withdrawn' })));
  });
});

describe('what one may see', () => {
  const UNIT = '示范省农业科学研究院';

  beforeEach(() => {
    office.grants.set('reviewer', [grant('reviewer', { units: [UNIT] })]);
    office.grants.set('stranger', [grant('reviewer', { units: ['没有申报的单位'] })]);
    office.grants.set('admin', [grant('administrator')]);
  });

  test('a reviewer sees lines, names, counts and charts of their unit only', async () => {
    const session = await office.session('reviewer');
    const own = office.lines.filter(({ unit }) => unit === UNIT);
    const table = await office.console.table(session, {}, NEWEST, 0);
    expect(table).toMatchObject({ state: 'open', total: own.length });
    if (table.state !== 'open') return;
    expect(own.length).toBeGreaterThan(1);
    expect(table.counts.reduce((sum, { count }) => sum + count, 0)).toBe(own.length);
    const view = await office.console.open(session);
    expect(view).toMatchObject({ units: [UNIT], reminders: false });
    for (const { id } of office.catalog.list()) {
      const charts = await office.console.charts(session, id);
      expect(charts).toMatchObject({ total: own.filter(({ call }) => call === id).length });
    }
  });

  test('who has no line sees nothing, not even that there is something', async () => {
    const session = await office.session('stranger');
    expect(await office.console.open(session)).toMatchObject({ units: [], fields: [] });
    expect(await office.console.table(session, {}, NEWEST, 0)).toMatchObject({
      total: 0,
      counts: [],
      lines: [],
    });
    const charts = await office.console.charts(session, 'sustainable-tech-2025');
    expect(charts).toMatchObject({ total: 0, units: [], days: [], levels: { cells: [], pairs: 0 } });
  });

  test('what is outside and what is not there answer alike, and are recorded', async () => {
    const session = await office.session('stranger');
    const outside = one('submitted').id;
    expect(await office.console.detail(session, outside)).toEqual({ state: 'absent' });
    expect(await office.console.detail(session, 'nothing')).toEqual({ state: 'absent' });
    const wanted = { what: 'document', submission: outside, document: 'form' } as const;
    expect(await office.console.download(session, wanted)).toEqual({ state: 'absent' });
    expect(await office.console.charts(session, 'no-such-call')).toEqual({ state: 'absent' });
    expect(await office.console.reminders(session, null, 0)).toEqual({ state: 'absent' });
    const refused = await ledger();
    expect(refused).toHaveLength(5);
    expect(refused[0]).toMatchObject({ by: 'stranger', outcome: 'refused' });
  });

  test('a grant for one call does not open another', async () => {
    office.grants.set('half', [grant('coordinator', { calls: ['shandong-intl-2025'] })]);
    const session = await office.session('half');
    const view = await office.console.open(session);
    expect(view.state === 'open' && view.calls.map(({ id }) => id)).toEqual(['shandong-intl-2025']);
    expect(await office.console.charts(session, 'sustainable-tech-2025')).toEqual({ state: 'absent' });
    const table = await office.console.table(session, { call: 'sustainable-tech-2025' }, NEWEST, 0);
    expect(table).toMatchObject({ total: 0, counts: [] });
  });

  test('filters and counts: the stages asked for are left aside in the counts', async () => {
    const session = await office.session('lead');
    const table = await office.console.table(session, { stages: ['returned'] }, NEWEST, 0);
    if (table.state !== 'open') throw new Error(table.state);
    expect(table.lines.every(({ stage }) => stage === 'returned')).toBe(true);
    expect(table.counts.length).toBeGreaterThan(3);
    const above = await office.console.table(session, { above: true }, NEWEST, 0);
    expect(above.state === 'open' && above.lines.every((line) => line.above)).toBe(true);
  });
});

describe('one submission', () => {
  test('as it was handed in, with comments and what came of them', async () => {
    const line = one('returned');
    await office.handIn(line, [{ path: 'tech_name', text: '名称再具体一些' }]);
    const seen = await detail('lead', line.id);
    expect(seen.rounds).toMatchObject([
      {
        round: 1,
        revision: 7,
        decision: { did: 'returned', why: '请补充证明材料' },
        comments: [{ label: '技术名称', text: '名称再具体一些', answer: null }],
      },
    ]);
    expect(seen.findings?.some(({ say }) => say !== '')).toBe(true);
    expect(seen.documents.map(({ fileName }) => fileName.split('.').at(-1))).toEqual([
      'docx',
      'docx',
      'xlsx',
    ]);
    const items = seen.answers?.sections.flatMap((section) => section.items) ?? [];
    expect(items.find(({ label }) => label === '技术名称')?.value).toContain('荒煤气显热');
  });

  test('later edits of the draft do not reach the office', async () => {
    const line = one('submitted');
    const submission = await office.handIn(line);
    const name = submission.answers.get('tech_name');
    await store.commit([
      {
        key: keys.answer(line.id, 'tech_name'),
        value: { ...name, value: '悄悄改过的名称' } as never,
        expect: 'any',
      },
    ]);
    expect(JSON.stringify(await detail('lead', line.id))).not.toContain('悄悄改过的名称');
  });

  test('an administrator sees standing, and no answer in any corner', async () => {
    office.grants.set('admin', [grant('administrator')]);
    const line = one('submitted');
    const submission = await office.handIn(line);
    const seen = await detail('admin', line.id);
    expect(seen.answers).toBeNull();
    expect(seen.documents).toEqual([]);
    expect(seen.findings?.every(({ say }) => say === '')).toBe(true);
    const text = JSON.stringify(seen);
    for (const { original } of submission.answers.values())
      if (original.length > 6) expect(text).not.toContain(original);
    const session = await office.session('admin');
    const wanted = { what: 'document', submission: line.id, document: 'form' } as const;
    expect(await office.console.download(session, wanted)).toEqual({ state: 'absent' });
  });

  test('of a draft only standing and findings are told; of what was not begun nothing but the line', async () => {
    const line = one('absent');
    expect(await detail('lead', line.id)).toMatchObject({
      line: { id: line.id },
      rounds: [],
      findings: null,
      answers: null,
      documents: [],
    });
  });
});

describe('downloads and the log', () => {
  test('the sheet has the lines of the selection, the documents are those handed in', async () => {
    const session = await office.session('lead');
    const wanted = { what: 'table', ask: { stages: ['absent'] }, order: NEWEST } as const;
    const sheet = await office.console.download(session, wanted);
    if (sheet.state !== 'open') throw new Error(sheet.state);
    expect(sheet.file.fileName).toBe('申报情况-2025-11-21.xlsx');
    expect(Buffer.from(sheet.file.bytes).subarray(0, 2).toString()).toBe('PK');
    const line = one('submitted');
    await office.handIn(line);
    const [first] = (await detail('lead', line.id)).documents;
    const document = await office.console.download(session, {
      what: 'document',
      submission: line.id,
      document: first?.id ?? '',
    });
    expect(document).toMatchObject({ state: 'open', file: { fileName: first?.fileName } });
  });

  test('reminders carry names, newest first, and only of people within the grant', async () => {
    const [a, b] = [one('draft'), one('absent')];
    const about = { call: 'sustainable-tech-2025', step: '截止前 3 天', outcome: 'sent', why: '' } as const;
    office.reminders = [
      { ...about, at: '2025-11-18T01:00:00.000Z', person: a.owner ?? '' },
      { ...about, at: '2025-11-19T01:00:00.000Z', person: b.id },
      { ...about, at: '2025-11-20T01:00:00.000Z', person: 'web:somebody-else' },
    ];
    const log = await office.console.reminders(await office.session('lead'), null, 0);
    if (log.state !== 'open') throw new Error(log.state);
    expect(log.lines.map(({ person, unit, at }) => [person, unit, at.slice(8, 10)])).toEqual([
      [b.person, b.unit, '19'],
      [a.person, a.unit, '18'],
    ]);
  });
});
