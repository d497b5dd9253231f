/** Rules about what must be answered how, about other submissions, and questions that only a person can answer. */
import { z } from 'zod';
import { Condition, holds } from '../condition.ts';
import { ValueRef } from '../reference.ts';
import { define, type Found, folded, labelOf, ownPlain, plainOf } from './define.ts';

/** Some of these given means all of them (a file name with its caption, a part with its proof). */
export const requiredTogether = define(
  'required_together',
  'must',
  { questions: z.array(ValueRef).min(2) },
  (context, { questions }) => {
    const given = questions.filter(
      (id) => context.book.get(id)?.state === 'given' || plainOf(context, id) !== undefined,
    );
    if (given.length === 0 || given.length === questions.length) return [];
    const missing = questions.filter((id) => !given.includes(id));
    const params = {
      given: given.map((id) => labelOf(context, id)).join('、'),
      missing: missing.map((id) => labelOf(context, id)).join('、'),
    };
    return [{ code: 'required_together', params, path: missing[0] ?? '' }];
  },
);

/** An answer that the notice demands (000 五(五): 对国外引进的技术要求已实现国产化). */
export const needsAnswer = define(
  'needs_answer',
  'must',
  {
    question: ValueRef.optional().describe('Under the call: which question'),
    is: z.union([z.string(), z.number(), z.boolean()]),
    when: Condition.optional().describe('Only where this holds'),
  },
  (context, { question, is, when }) => {
    const plain = question ? plainOf(context, question) : ownPlain(context);
    if (plain === undefined || plain === is || (Array.isArray(plain) && plain.includes(is))) return [];
    if (when && !holds(when, (id) => plainOf(context, id))) return [];
    const label = question ? labelOf(context, question) : (context.at?.question.label ?? '');
    const wanted = is === true ? 'yes' : is === false ? 'no' : String(is);
    return [{ code: 'needs_answer', params: { label, wanted }, ...(question ? { path: question } : {}) }];
  },
);

/**
 * A readiness ladder names at least one piece of evidence (002 附件1 说明报告 三: 并提供达到该技术成熟度等级的证据). What the
 * evidence reaches to is the ladder's own business; a claim without any is refused.
 */
export const needsEvidence = define('needs_evidence', 'must', {}, (context) => {
  const { at } = context;
  if (at?.answer.state !== 'given') return [];
  const id = at.path.slice(at.path.lastIndexOf('/') + 1);
  if (plainOf(context, `${id}_claimed`) === undefined || plainOf(context, `${id}_evidence`)) return [];
  return [{ code: 'needs_evidence' }];
});

/** Something the program cannot judge: asked once, the reply is kept on the record. */
export const askPerson = define(
  'ask_person',
  'person',
  {
    id: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, 'id')
      .optional()
      .describe('Names the reply in the record; the sentence itself where left out'),
    ask: z.string().min(1).describe('What the person is asked to see to'),
  },
  (context, { id, ask }) => {
    if (context.at && context.at.answer.state !== 'given') return [];
    return [{ code: 'ask_person', params: { id: id ?? ask, ask } }];
  },
);

/** Share of two-character pieces that two names have in common (Dice), from 0 to 1. */
export function similarity(left: string, right: string): number {
  const pieces = (text: string): string[] => {
    const signs = [...folded(text)];
    return signs.length < 2 ? signs : signs.slice(1).map((sign, index) => `${signs[index] ?? ''}${sign}`);
  };
  const there = pieces(right);
  const size = pieces(left).length + there.length;
  let common = 0;
  for (const piece of pieces(left)) {
    const at = there.indexOf(piece);
    if (at < 0) continue;
    there.splice(at, 1);
    common += 1;
  }
  return size === 0 ? 0 : (2 * common) / size;
}

/**
 * 避免重复申报 (000 二(一)): another own submission of the same unit with a like name; of any unit where the notice bars
 * that too (002 三(三): 不得以不同建议人、建议单位、主管部门重复提报).
 */
export const uniqueAmongOwn = define(
  'unique_among_own',
  'should',
  {
    similar: z.number().min(0).max(1).default(0.8).describe('How like two names must be, 1 meaning equal'),
    any_organisation: z.boolean().default(false).describe('Also where another organisation is named'),
  },
  (context, { similar, any_organisation }) => {
    const { call } = context;
    const title = context.shown(call.name_question);
    const organisation = call.organisation_question ? context.shown(call.organisation_question) : '';
    if (!title) return [];
    const twin = context.siblings.find(
      (each) =>
        each.call === call.id &&
        (any_organisation ||
          !organisation ||
          !each.organisation ||
          folded(each.organisation) === folded(organisation)) &&
        similarity(each.title, title) >= similar,
    );
    return twin
      ? [
          {
            code: 'duplicate_own',
            params: { title: twin.title },
            path: context.at?.path ?? call.name_question,
          },
        ]
      : [];
  },
);

/** 同一指南建议人最多提出一项指南建议 (002 三(三)): a draft of the same person's is only warned of. */
export const onePerPerson = define('one_per_person', 'must', {}, (context): Found[] => {
  const { call, siblings } = context;
  const own = call.person_question ? context.shown(call.person_question) : '';
  if (!own) return [];
  const theirs = siblings.filter(
    (each) => each.call === call.id && each.person !== undefined && folded(each.person) === folded(own),
  );
  const twin = theirs.find((each) => each.status === 'finished') ?? theirs[0];
  if (!twin) return [];
  const params = { person: own, title: twin.title };
  const path = context.at?.path ?? call.person_question ?? '';
  return [
    twin.status === 'finished'
      ? { code: 'person_again', params, path }
      : { code: 'person_again_draft', level: 'should', params, path },
  ];
});
