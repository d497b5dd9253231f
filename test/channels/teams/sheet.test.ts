/** Sheets as cards: of the size that Teams takes, of known elements only, and with nothing left out. */
import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CARD_BYTES, sizeOf } from '../../../adapters/channels/teams/elements.ts';
import { fieldsShown, type Part, partsOf, pastBody } from '../../../adapters/channels/teams/encode.ts';
import { submitOf } from '../../../adapters/channels/teams/form.ts';
import { formOf } from '../../../dialogs/engine/form.ts';
import { ladderReply, preview, progressReply } from '../../../dialogs/engine/overview.ts';
import type { Reply } from '../../../dialogs/engine/situation.ts';
import type { FormField, FormSheet, SaidSheet } from '../../../forms/sheet.ts';
import { cardButtons, inputsOf, wordsOf } from '../../fakes/teams/person.ts';
import { filledAnswers, momentOf, ownCalls } from '../../fixtures/filled.ts';
import { complaints } from './complaints.ts';

/** As long as Teams' own ids of conversations are. */
const ID = `a:1${'pL6i0oY3C0K8oAj8Qm2'.repeat(6)}|0000012`;

/** What every client of Teams knows of version 1.5, and where. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  AdaptiveCard: ['$schema', 'version', 'msteams', 'body'],
  RichTextBlock: ['inlines', 'spacing', 'separator'],
  TextRun: ['text', 'weight', 'size', 'color', 'isSubtle', 'selectAction'],
  ColumnSet: ['columns', 'spacing', 'separator', 'selectAction'],
  Column: ['width', 'items', 'verticalContentAlignment'],
  ActionSet: ['actions', 'spacing'],
  'Action.Submit': ['title', 'data', 'style', 'associatedInputs'],
  'Action.OpenUrl': ['url'],
  'Input.Text': ['id', 'value', 'placeholder', 'maxLength', 'isMultiline', 'style', 'spacing'],
  'Input.Date': ['id', 'value', 'spacing'],
  'Input.ChoiceSet': ['id', 'value', 'style', 'wrap', 'choices', 'placeholder', 'isMultiSelect', 'spacing'],
};

/** Elements and properties of a card that are not known. */
function unknownIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(unknownIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, ...rest } = node as { type?: string };
  if (type === undefined) return [];
  const known = KNOWN[type];
  if (!known) return [type];
  return Object.entries(rest).flatMap(([name, value]) => [
    ...(known.includes(name) ? [] : [`${type}.${name}`]),
    ...(name === 'data' ? [] : unknownIn(value)),
  ]);
}

const contentOf = (part: Part): unknown =>
  part.kind === 'card' ? part.message.attachments?.[0]?.content : undefined;
const messages = (parts: readonly Part[]): Partial<Activity>[] =>
  parts.map((part) => (part.kind === 'file' ? {} : part.message));
const bare = (words: string): string => words.replace(/\s+/g, '');

function checkCards(parts: readonly Part[]): void {
  const ids = new Set<string>();
  for (const part of parts.filter(({ kind }) => kind === 'card')) {
    const content = contentOf(part);
    expect(sizeOf(content)).toBeLessThanOrEqual(CARD_BYTES);
    expect(complaints(content)).toEqual([]);
    expect(unknownIn(content)).toEqual([]);
    for (const { id } of inputsOf({ attachments: [{ contentType: '', content }] })) {
      expect(ids.has(id)).toBe(false);
      ids.add(id);
    }
  }
}

const said = (reply: Reply, options: readonly string[] = []): Partial<Activity> => {
  const { sheet } = reply;
  if (!sheet) throw new Error(`no sheet: ${reply.text}`);
  const actions = options.map((title) => ({ type: 'imBack', title, value: title }));
  return {
    id: ID,
    type: 'message',
    text: sheet.lead,
    channelData: { sheet: { ...sheet, words: reply.text } satisfies SaidSheet },
    ...(actions.length > 0 ? { suggestedActions: { to: [], actions } } : {}),
  };
};

test('the check knows what is wrong', () => {
  expect(unknownIn({ type: 'Container', items: [] })).toEqual(['Container']);
  expect(unknownIn({ type: 'TextRun', text: 'x', italic: true })).toEqual(['TextRun.italic']);
});

describe.each(ownCalls.map((call) => [call.id, call] as const))('every section of %s', (_, call) => {
  const answers = filledAnswers(call);
  const now = momentOf(call, answers);
  const fields = call.sections.flatMap((section) => formOf(now, section)?.fields ?? []);

  test('fits on cards as a form, page after page, even with every field refused', () => {
    for (const section of call.sections) {
      const refused = new Map(
        fields.map(({ path, words, chosen }) => [
          path,
          {
            entry: { words: words.padEnd(120, '长'), chosen },
            why: '这里写得不对，请照通知的要求改一改。'.repeat(4),
          },
        ]),
      );
      const lead = '记下了 12 项：\n'.padEnd(900, '· 项目名称：某某技术\n');
      const pages: string[] = [];
      let sheet = formOf(now, section, { refused, lead });
      const all = sheet?.fields.map(({ path }) => path) ?? [];
      while (sheet) {
        const reply = said({ text: lead, sheet });
        checkCards(partsOf(reply));
        const shown = fieldsShown(sheet, ID, sheet.lead);
        expect(shown).toBeGreaterThan(0);
        const shownPaths = sheet.fields.slice(0, shown).map(({ path }) => path);
        pages.push(...shownPaths);
        const only = new Set(all.filter((path) => !pages.includes(path)));
        sheet = only.size > 0 ? formOf(now, section, { refused, only, lead }) : undefined;
      }
      expect(pages).toEqual(all);
    }
  });

  test('comes back untouched as nothing entered', () => {
    for (const section of call.sections) {
      const sheet = formOf(now, section);
      if (!sheet) continue;
      const [form] = messages(partsOf(said({ text: '', sheet })));
      const inputs = inputsOf(form ?? {});
      const entered = Object.fromEntries(inputs.map(({ id, value = '' }) => [id, value]));
      const shown = fieldsShown(sheet, ID, sheet.lead);
      expect(submitOf(sheet, shown, entered)).toMatchObject({ section: section.id, entries: [] });
    }
  });

  test('fits on cards as a summary, and nothing is left out', () => {
    for (const section of call.sections) {
      const slot = now.plan.slots.find((each) => each.section === section);
      if (!slot) continue;
      const reply = preview(now, slot);
      const parts = partsOf(said(reply, ['例子', '跳过']));
      checkCards(parts);
      const seen = bare(messages(parts).map(wordsOf).join('\n'));
      if (reply.sheet?.kind !== 'summary') throw new Error('no summary');
      for (const { label, value } of reply.sheet.items) {
        expect(seen).toContain(bare(label));
        expect(seen).toContain(bare(value));
      }
      const buttons = messages(parts).flatMap((each) => cardButtons(each).map(({ title }) => title));
      expect(buttons).toEqual(['例子', '跳过']);
    }
  });

  test('stands on one card of progress', () => {
    const parts = partsOf(said(progressReply(now)));
    checkCards(parts);
    expect(parts.length).toBe(1);
  });

  test('leads to ladders that fit, where there are any', () => {
    const reply = ladderReply(now);
    if (!reply.sheet) return;
    checkCards(partsOf(said(reply, ['继续'])));
  });
});

const words = (most: number) => fc.string({ unit: 'grapheme', maxLength: most });
const field: fc.Arbitrary<FormField> = fc
  .record({
    label: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
    ask: words(60),
    input: fc.constantFrom('line', 'lines', 'phone', 'email', 'day', 'one', 'many'),
    required: fc.boolean(),
    words: words(500),
    options: fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), {
      minLength: 1,
      maxLength: 40,
    }),
    beside: fc.option(words(30), { nil: undefined }),
    hint: words(60),
    error: fc.option(words(200), { nil: undefined }),
    picked: fc.array(fc.nat(39), { maxLength: 3 }),
  })
  .map(({ picked, beside, error, ...rest }): FormField => {
    const picks = rest.input === 'one' || rest.input === 'many';
    const options = picks ? rest.options : [];
    const chosen = [...new Set(picked)].flatMap((at) => options[at] ?? []);
    return {
      ...rest,
      path: rest.label,
      words: rest.input === 'day' || (picks && beside === undefined) ? '' : rest.words,
      options,
      chosen: rest.input === 'one' ? chosen.slice(0, 1) : chosen,
      ...(picks && beside !== undefined ? { beside } : {}),
      ...(error === undefined ? {} : { error }),
    };
  });

test('whatever form there is fits, or goes as words; what it shows comes back as it was', () => {
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 30 }), words(1500), (fields, lead) => {
      const sheet: FormSheet = {
        kind: 'form',
        submission: 's',
        section: 'one',
        title: '封面',
        lead,
        fields,
        first: 1,
        total: fields.length,
        foot: '',
      };
      const parts = partsOf(said({ text: '把下面几行复制过去', sheet }));
      checkCards(parts);
      const shown = fieldsShown(sheet, ID, lead.trim());
      const cards = parts.filter(({ kind }) => kind === 'card');
      expect(cards.length).toBe(shown > 0 ? 1 : 0);
      if (shown === 0) {
        expect(messages(parts).map(wordsOf).join('')).toContain('把下面几行复制过去');
        return;
      }
      const inputs = inputsOf(messages(cards)[0] ?? {});
      const entered = Object.fromEntries(inputs.map(({ id, value = '' }) => [id, value]));
      const { entries } = submitOf(sheet, shown, entered);
      const refused = fields.slice(0, shown).filter(({ error }) => error !== undefined);
      expect(entries.map(({ path }) => path)).toEqual(refused.map(({ path }) => path));
      for (const [at, entry] of entries.entries()) {
        expect(entry.words).toBe(refused[at]?.words);
        expect([...entry.chosen].sort()).toEqual([...(refused[at]?.chosen ?? [])].sort());
      }
    }),
    { numRuns: 60 },
  );
});

test('whatever is summed up is seen, and what is over has nothing to press', () => {
  const item = fc.record({
    path: fc.constant('a/b'),
    label: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
    value: words(3000),
    open: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 60 }), words(400), (items, lead) => {
      const sheet: SaidSheet = { kind: 'summary', title: '封面', lead, items, foot: '完', words: '' };
      const activity = { id: ID, type: 'message', text: lead, channelData: { sheet } };
      const parts = partsOf(activity);
      checkCards(parts);
      const seen = bare(messages(parts).map(wordsOf).join('\n'));
      for (const { label, value } of items) {
        expect(seen).toContain(bare(label));
        expect(seen).toContain(bare(value));
      }
      expect(JSON.stringify(pastBody(activity))).not.toContain('Action.Submit');
    }),
    { numRuns: 60 },
  );
});
