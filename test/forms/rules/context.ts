/** A form as rules see it, written by hand: what stands where, in which words and as which plain value. */
import type { Call } from '../../../forms/call.ts';
import type { Issue } from '../../../forms/issue.ts';
import type { Json } from '../../../forms/json.ts';
import type { Slot } from '../../../forms/kinds/kind.ts';
import type { Question } from '../../../forms/question.ts';
import { findRule } from '../../../forms/rules/index.ts';
import type { RuleContext, Sibling } from '../../../forms/rules/rule.ts';
import type { Answer } from '../../../forms/submission.ts';

/** One answer: its shown text, and its plain and stored values where they are something else. */
export interface Given {
  readonly shown?: string;
  readonly plain?: unknown;
  readonly value?: Json;
  readonly state?: Answer['state'];
  readonly label?: string;
  readonly aliases?: readonly string[];
  readonly type?: string;
  readonly kind?: object;
}

export interface Form {
  /** By path; a bare string is a text, a number a number. */
  readonly answers: Readonly<Record<string, Given | string | number>>;
  /** Path of the answer a rule hangs on. */
  readonly at?: string;
  readonly today?: string;
  readonly siblings?: readonly Sibling[];
  readonly deadlines?: Call['deadlines'];
  readonly name?: string;
  readonly organisation?: string;
  readonly person?: string;
}

function full(given: Given | string | number): Given {
  if (typeof given === 'string') return { shown: given, plain: given, value: given };
  return typeof given === 'number' ? { shown: String(given), plain: given, value: given } : given;
}

function questionOf(path: string, given: Given): Question {
  const id = path.slice(path.lastIndexOf('/') + 1);
  const kind = { type: given.type ?? 'long_text', ...given.kind };
  const base = {
    id,
    label: given.label ?? id,
    ask: id,
    examples: [],
    required: true,
    none: false,
    rules: [],
  };
  return { ...base, kind, aliases: [...(given.aliases ?? [])] };
}

function answerOf(given: Given): Answer {
  const { state = 'given', shown = '', value = shown } = given;
  const base = { state, original: shown, by: 'p', at: '2025-03-01T00:00:00Z', channel: 'web', message: 'm' };
  return state === 'given' ? { ...base, value } : base;
}

export function contextOf(form: Form): RuleContext {
  const answers = new Map(Object.entries(form.answers).map(([path, given]) => [path, full(given)]));
  const around = (id: string, scope = ''): Given | undefined => {
    for (let at = scope; at; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const given = answers.get(`${at}/${id}`);
      if (given) return given;
    }
    return answers.get(id);
  };
  const questions = new Map([...answers].map(([path, given]) => [path, questionOf(path, given)]));
  const tops = [...questions].filter(([path]) => !path.includes('/')).map(([, question]) => question);
  const slots = [...questions].map(
    ([path, leaf]): Slot => ({
      path,
      leaf,
      question: questions.get(path.split('/')[0] ?? '') ?? leaf,
      required: true,
      ...(/\/r\d+\//.test(path)
        ? { row: { path: path.slice(0, path.lastIndexOf('/')), number: 1, count: 1 } }
        : {}),
    }),
  );
  const call = {
    id: 'example',
    gates: [],
    sections: [{ id: 'all', number: '一', title: '全部', aliases: [], questions: tops }],
    computed: [],
    deadlines: form.deadlines ?? [],
    name_question: form.name ?? 'name',
    organisation_question: form.organisation,
    person_question: form.person,
  } as unknown as Call;
  const own = form.at === undefined ? undefined : answers.get(form.at);
  const question = form.at === undefined ? undefined : questions.get(form.at);
  return {
    call,
    slots,
    today: form.today ?? '2025-03-20',
    siblings: form.siblings ?? [],
    book: {
      get: (path) => {
        const given = answers.get(path);
        return given && answerOf(given);
      },
      plain: (id, scope) => around(id, scope)?.plain,
    },
    shown: (id, scope) => around(id, scope)?.shown ?? '',
    *texts() {
      for (const [path, { shown, label }] of answers)
        if (shown) yield { path, label: label ?? path, text: shown };
    },
    ...(own && question && form.at !== undefined
      ? { at: { question, path: form.at, answer: answerOf(own) } }
      : {}),
  };
}

/** Runs a rule as a call's entry names it. */
export function run(entry: { readonly rule: string } & Record<string, unknown>, form: Form): Issue[] {
  const rule = findRule(entry.rule);
  return rule.check(contextOf(form), rule.params.parse(entry));
}

/** Runs a rule on one text. */
export function onText(entry: { readonly rule: string } & Record<string, unknown>, text: string): Issue[] {
  return run(entry, { answers: { own: text }, at: 'own' });
}
