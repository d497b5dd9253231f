/** A section as a form: what it shows can be filed again, and what is entered is filed as if it were said. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf, formOf } from '../../dialogs/engine/form.ts';
import { type Outcome, after as then } from '../../dialogs/engine/situation.ts';
import { fileForm } from '../../dialogs/engine/submit.ts';
import { CallFile } from '../../forms/call.ts';
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { FormSheet, FormSubmit } from '../../forms/sheet.ts';
import type { Answers, Path } from '../../forms/submission.ts';
import { filledAnswers, momentOf, ownCalls } from '../fixtures/filled.ts';

const sustainable = ownCalls.find(({ id }) => id === 'sustainable-tech-2025') ?? ownCalls[0];
if (!sustainable) throw new Error('no call');
const call = sustainable;
const full = filledAnswers(call);

const HEAD = {
  schema: 1,
  id: 'small',
  version: 1,
  title: '示例征集',
  short: '示例',
  issuer: '示例单位',
  about: '示例。',
  name_question: 'own',
  documents: [{ id: 'form', name: '表', file_name: '表', blocks: [{ title: '表' }] }],
};
const MONEY = {
  ask: '多少？',
  kind: { type: 'money', unit: '万元', foreign: false, range: false },
};

const section = (id: string) => {
  const found = call.sections.find((each) => each.id === id);
  if (!found) throw new Error(`no section ${id}`);
  return found;
};
const without = (...ids: string[]): Answers =>
  new Map([...full].filter(([path]) => !ids.includes(path.split('/')[0] ?? '')));

type Entries = Readonly<Record<Path, string | { chosen: string[]; words?: string }>>;
const submit = (id: string, entries: Entries, shown?: readonly Path[]): FormSubmit => ({
  submission: 'sub1',
  section: id,
  shown: [...(shown ?? fieldsOf(momentOf(call, full), section(id)).map(({ path }) => path))],
  entries: Object.entries(entries).map(([path, said]) =>
    typeof said === 'string' ? { path, words: said, chosen: [] } : { path, words: '', ...said },
  ),
});
const filed = ({ changes }: Outcome): Record<Path, unknown> =>
  Object.fromEntries(changes.map(({ path, answer }) => [path, answer?.value ?? answer?.state]));
const formIn = ({ replies }: Outcome): FormSheet | undefined =>
  replies.map(({ sheet }) => sheet).find((sheet) => sheet?.kind === 'form') as FormSheet | undefined;

describe('what a form shows', () => {
  for (const own of ownCalls)
    it(`is filed again as the same answers: ${own.id}`, () => {
      const answers = filledAnswers(own);
      const now = momentOf(own, answers);
      let count = 0;
      for (const each of own.sections) {
        const sheet = formOf(now, each);
        if (!sheet) continue;
        const entries = sheet.fields.map(({ path, words, chosen }) => ({ path, words, chosen: [...chosen] }));
        const shown = sheet.fields.map(({ path }) => path);
        const outcome = fileForm(now, { submission: 'sub1', section: each.id, shown, entries });
        expect(formIn(outcome)).toBeUndefined();
        const again = then(now, outcome.changes);
        for (const { path } of sheet.fields) {
          expect(again.answers.get(path)?.state).toBe(answers.get(path)?.state);
          expect(again.answers.get(path)?.value).toEqual(answers.get(path)?.value);
          count += 1;
        }
      }
      expect(count).toBeGreaterThan(0);
    });

  it('names what is left to the chat, and has no field for it', () => {
    const sheet = formOf(momentOf(call, full), section('ip_section'));
    expect(sheet?.fields.map(({ path }) => path)).toEqual([
      'participants',
      'patents',
      'from_programme',
      'programme_source',
      'imported',
    ]);
    expect(sheet?.foot).toContain('归属单位');
  });
});

describe('what is entered', () => {
  it('is filed in one step, with its own words and who said them', () => {
    const now = momentOf(call, without('phone', 'email'), 'phone');
    const outcome = fileForm(now, submit('cover', { phone: ' 010-00000000 ', email: 'chen@example.com' }));
    expect(filed(outcome)).toEqual({ phone: '010-00000000', email: 'chen@example.com' });
    expect(outcome.changes[0]?.answer).toMatchObject({ original: '010-00000000', by: 'p', message: 'm2' });
    expect(outcome.replies[0]?.text).toContain('记下了 2 项');
    expect(outcome.focus).toBeNull();
  });

  it('keeps the good and shows the bad again as it was typed, with the reason', () => {
    const now = momentOf(call, without('phone', 'email'), 'phone');
    const outcome = fileForm(now, submit('cover', { phone: '12', email: 'chen@example.com' }));
    expect(filed(outcome)).toEqual({ email: 'chen@example.com' });
    const sheet = formIn(outcome);
    const phone = sheet?.fields.find(({ path }) => path === 'phone');
    expect(phone).toMatchObject({ words: '12', error: expect.stringContaining('不像完整的电话号码') });
    expect(sheet?.fields.find(({ path }) => path === 'email')).toMatchObject({ words: 'chen@example.com' });
    expect(outcome.focus?.path).toBe('phone');
    expect(outcome.quiet).toBe(true);
  });

  it('leaves what is blank as it was', () => {
    const now = momentOf(call, full, 'phone');
    const outcome = fileForm(now, submit('cover', { phone: '   ', email: '' }));
    expect(outcome.changes).toEqual([]);
    expect(outcome.replies[0]?.text).toBe('没有新的内容，原来的都在。');
  });

  it('takes 无 and 不知道 as what they say, and no command', () => {
    const now = momentOf(call, without('cost_water', 'cost_power', 'product_unit'));
    const outcome = fileForm(
      now,
      submit('om_section', { cost_water: '无', cost_power: '不知道', product_unit: '帮助' }),
    );
    expect(outcome.changes.map(({ path, answer }) => [path, answer?.state])).toEqual([
      ['product_unit', 'given'],
      ['cost_water', 'none'],
      ['cost_power', 'unknown'],
    ]);
  });

  it('is held together: dates and sums that only fit with one another are not refused one by one', () => {
    const now = momentOf(call, full);
    const costs = [
      'cost_material',
      'cost_water',
      'cost_power',
      'cost_labour',
      'cost_depreciation',
      'cost_repair',
    ];
    const outcome = fileForm(
      now,
      submit('om_section', {
        ...Object.fromEntries([...costs, 'cost_management', 'cost_other'].map((path) => [path, '1'])),
        om_total: '8',
      }),
    );
    expect(formIn(outcome)).toBeUndefined();
    const again = then(now, outcome.changes);
    expect(leafShown(again, 'om_total')).toContain('8');
  });

  it('may pick and write beside: a reason, a free choice', () => {
    const other = fileForm(
      momentOf(call, without('org_nature')),
      submit('organisation', { org_nature: { chosen: ['其他'], words: '行业协会' } }),
    );
    expect(filed(other)).toEqual({ org_nature: { other: '行业协会' } });
    const both = fileForm(
      momentOf(call, without('org_nature')),
      submit('organisation', { org_nature: { chosen: ['企业'], words: '行业协会' } }),
    );
    expect(both.changes).toEqual([]);
    expect(formIn(both)?.fields[0]).toMatchObject({
      chosen: ['企业'],
      words: '行业协会',
      error: '写了“其他”的内容，但没有选“其他”。',
    });
    const lone = fileForm(
      momentOf(call, without('org_nature')),
      submit('organisation', { org_nature: { chosen: ['其他'] } }),
    );
    expect(formIn(lone)?.fields[0]?.error).toContain('具体是什么');
  });

  it('brings up what an answer asks for, and goes on with it', () => {
    const now = momentOf(call, without('from_programme', 'programme_source'));
    const shown = ['participants', 'patents', 'from_programme', 'imported'];
    const outcome = fileForm(now, submit('ip_section', { from_programme: { chosen: ['是'] } }, shown));
    expect(formIn(outcome)?.fields.map(({ path }) => path)).toEqual(['programme_source']);
  });

  it('goes on with the fields that did not fit', () => {
    const now = momentOf(call, without('cost_water'));
    const outcome = fileForm(
      now,
      submit('om_section', { cost_water: '2元' }, ['product_unit', 'cost_water']),
    );
    const sheet = formIn(outcome);
    expect(sheet?.fields[0]?.path).toBe('cost_power');
    expect(sheet?.first).toBe(4);
    expect(sheet?.fields.length).toBe((sheet?.total ?? 0) - 3);
  });

  it('is not filed where a later entry of the same form speaks against it', () => {
    const costs = CallFile.parse({
      ...HEAD,
      sections: [
        {
          id: 'costs',
          number: '一',
          title: '经费',
          questions: [
            { ...MONEY, id: 'own', label: '自筹', rules: [{ rule: 'at_most', than: 'whole' }] },
            { ...MONEY, id: 'whole', label: '总额' },
          ],
        },
      ],
    });
    const outcome = fileForm(momentOf(costs, new Map(), 'own'), {
      submission: 'sub1',
      section: 'costs',
      shown: ['own', 'whole'],
      entries: [
        { path: 'own', words: '300万元', chosen: [] },
        { path: 'whole', words: '200万元', chosen: [] },
      ],
    });
    expect(outcome.changes.map(({ path }) => path)).toEqual(['whole']);
    expect(formIn(outcome)?.fields[0]).toMatchObject({
      path: 'own',
      words: '300万元',
      error: expect.any(String),
    });
  });

  it('tells what a change upsets, and leads there', () => {
    const shandong = ownCalls.find(({ id }) => id === 'shandong-intl-2025');
    if (!shandong) throw new Error('no call');
    const now = momentOf(shandong, filledAnswers(shandong), 'results');
    const outcome = fileForm(now, {
      submission: 'sub1',
      section: 'funding_section',
      shown: ['total', 'provincial'],
      entries: [{ path: 'total', words: '1万元', chosen: [] }],
    });
    expect(filed(outcome)).toMatchObject({ total: expect.anything() });
    expect(outcome.replies.map(({ text }) => text).join('\n')).toContain('这样一改，有地方对不上了');
    expect(outcome.focus).toMatchObject({ path: 'provincial', mode: 'edit' });
  });

  it('leaves what waits in the chat waiting', () => {
    const now = momentOf(call, without('phone'), 'org_scope');
    const pending = { kind: 'place' as const, original: '一段还没有放好的话', paths: ['org_scope'] };
    const held = { ...now, head: { ...now.head, pending } };
    const outcome = fileForm(held, submit('cover', { phone: '010-00000000' }));
    expect(outcome.pending).toBe(pending);
    expect(outcome.focus?.path).toBe('org_scope');
    expect(filed(outcome)).toEqual({ phone: '010-00000000' });
  });

  it('is shown again as it was picked, or refused', () => {
    const fields = ownCalls.flatMap((own) => {
      const now = momentOf(own, filledAnswers(own));
      const sheets = own.sections.map((each) => formOf(now, each));
      return sheets.flatMap((sheet) =>
        (sheet?.fields ?? [])
          .filter(({ options }) => options.length > 0)
          .map((field) => ({ now, sheet, field })),
      );
    });
    expect(fields.length).toBeGreaterThan(5);
    fc.assert(
      fc.property(
        fc.nat(fields.length - 1),
        fc.array(fc.nat(), { maxLength: 4 }),
        fc.constantFrom('', '海洋观测', '行业协会'),
        (at, picks, words) => {
          const { now, sheet, field } = fields[at] as (typeof fields)[number];
          const all = picks.map((at) => field.options[at % field.options.length] ?? '');
          const chosen = [...new Set(field.input === 'one' ? all.slice(0, 1) : all)];
          const said = field.beside === undefined ? '' : words;
          const outcome = fileForm(now, {
            submission: 'sub1',
            section: sheet?.section ?? '',
            shown: sheet?.fields.map(({ path }) => path) ?? [],
            entries: [{ path: field.path, words: said, chosen }],
          });
          const error = formIn(outcome)?.fields.find(({ path }) => path === field.path)?.error;
          if (error !== undefined || chosen.length + said.length === 0) return;
          const filed = then(now, outcome.changes);
          const part = now.call.sections.find(({ id }) => id === sheet?.section);
          const again = part && formOf(filed, part)?.fields.find(({ path }) => path === field.path);
          // Words beside the options are the free one's: it is picked with them.
          const free = said === '' ? undefined : field.options.at(-1);
          const expected = new Set([...chosen, ...(free === undefined ? [] : [free])]);
          expect(new Set(again?.chosen)).toEqual(expected);
          expect(again?.words).toBe(said);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never files anywhere but in its own fields, whatever comes', () => {
    const entry = fc.record({
      path: fc.oneof(
        fc.constantFrom(
          'phone',
          'email',
          'tech_name',
          'org_scope',
          'cases/r1/name',
          'certificates',
          'nothing',
        ),
        fc.string({ minLength: 1, maxLength: 30 }),
      ),
      words: fc.string({ maxLength: 80 }),
      chosen: fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }),
    });
    const fields = new Set(
      call.sections.flatMap((each) => fieldsOf(momentOf(call, full), each).map(({ path }) => path)),
    );
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 8 }),
        fc.constantFrom(...call.sections.map(({ id }) => id), 'gone'),
        (entries, id) => {
          const outcome = fileForm(momentOf(call, without('phone', 'email')), {
            submission: 'sub1',
            section: id,
            shown: [],
            entries,
          });
          for (const { path, answer } of outcome.changes) {
            expect(fields.has(path) || ['phone', 'email'].includes(path)).toBe(true);
            expect(answer).not.toBeNull();
          }
          expect(outcome.replies.every(({ text }) => text !== '')).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});

function leafShown(now: ReturnType<typeof momentOf>, path: Path): string {
  const slot = now.plan.at(path);
  const value = now.answers.get(path)?.value;
  return slot && value !== undefined ? leafKindOf(slot.leaf).show(value, slot.leaf.kind) : '';
}
