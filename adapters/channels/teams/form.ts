/**
 * A section as a card to fill in, and what comes back of it. A field is known by its number in the form as the log has it:
 * the card carries no paths.
 */
import { z } from 'zod';
import { ENTRY_LENGTH, type FormField, type FormSheet, type FormSubmit } from '../../../forms/sheet.ts';
import { text as sentence } from '../../../forms/text/index.ts';
import { ANSWER, FORM, nameOf, type Submitted } from './card.ts';
import { type Element, runs } from './elements.ts';
import { type Block, heading, quiet } from './sheet.ts';

/** Up to so many options stand below one another; more of them in a list that opens. */
const EXPANDED = 6;

const idOf = (at: number): string => `f${at}`;
const besideOf = (at: number): string => `w${at}`;

/** Its fields in order, each with its words and input. */
export function fieldBlocks({ fields }: FormSheet): Block[] {
  return fields.map((field, at) => fieldBlock(field, at));
}

/** What stands above the fields: the title, and which fields these are where there are others. */
export function formHead({ title, first, total }: FormSheet, shown: number): Block {
  const all = first === 1 && shown === total;
  const part = sentence('teams.form_part', { first, last: first + shown - 1, total });
  return all ? [heading(title)] : [heading(title), { ...quiet(part), spacing: 'None' }];
}

/** What stands below them. */
export function formFoot({ foot }: FormSheet, shown: number, activity: string): Block {
  const name = nameOf(activity);
  const submit: Submitted = { verb: FORM, shown, activity: name };
  const instead: Submitted = { verb: ANSWER, value: sentence('teams.resume'), activity: name };
  const actions = [
    { type: 'Action.Submit', title: sentence('teams.submit'), style: 'positive', data: submit },
    {
      type: 'Action.Submit',
      title: sentence('teams.one_by_one'),
      data: instead,
      associatedInputs: 'none',
    },
  ];
  return [...(foot === '' ? [] : [quiet(foot)]), { type: 'ActionSet', actions, spacing: 'Medium' }];
}

function fieldBlock(field: FormField, at: number): Block {
  const { label, ask, required, beside, words, error } = field;
  const optional = required ? '' : sentence('teams.optional');
  return [
    {
      ...runs([
        [label, { weight: 'Bolder' }],
        [optional, { isSubtle: true }],
      ]),
      spacing: 'Medium',
    },
    { ...runs([[ask, { isSubtle: true, size: 'Small' }]]), spacing: 'None' },
    { ...inputOf(field, at), spacing: 'Small' },
    ...(beside === undefined ? [] : [{ ...textInput(besideOf(at), words, beside), spacing: 'Small' }]),
    ...(error === undefined
      ? []
      : [{ ...runs([[error, { color: 'Attention', size: 'Small' }]]), spacing: 'Small' }]),
  ];
}

const STYLES: Readonly<Partial<Record<FormField['input'], Element>>> = {
  lines: { isMultiline: true },
  phone: { style: 'Tel' },
  email: { style: 'Email' },
};

function inputOf(field: FormField, at: number): Element {
  const { input, words, hint } = field;
  if (input === 'one' || input === 'many') return choiceInput(field, at);
  if (input === 'day') return { type: 'Input.Date', id: idOf(at), ...(words === '' ? {} : { value: words }) };
  return { ...textInput(idOf(at), words, hint), ...STYLES[input] };
}

function textInput(id: string, words: string, hint: string): Element {
  return {
    type: 'Input.Text',
    id,
    maxLength: ENTRY_LENGTH,
    ...(words === '' ? {} : { value: words }),
    ...(hint === '' ? {} : { placeholder: hint }),
  };
}

function choiceInput({ input, options, chosen }: FormField, at: number): Element {
  const picked = chosen.map((each) => options.indexOf(each)).filter((index) => index >= 0);
  const open = input === 'many' || options.length <= EXPANDED;
  return {
    type: 'Input.ChoiceSet',
    id: idOf(at),
    style: open ? 'expanded' : 'compact',
    wrap: true,
    choices: options.map((title, index) => ({ title, value: String(index) })),
    ...(input === 'many' ? { isMultiSelect: true } : {}),
    ...(open ? {} : { placeholder: sentence('teams.pick') }),
    ...(picked.length > 0 ? { value: picked.join(',') } : {}),
  };
}

const Written = z.string().max(2 * ENTRY_LENGTH);
const Picked = z.string().regex(/^(\d{1,3}(,\d{1,3})*)?$/);

/** What was entered, of the fields that were changed; a value of another shape is none. */
export function submitOf(sheet: FormSheet, shown: number, entered: Record<string, unknown>): FormSubmit {
  const { submission, section } = sheet;
  const fields = sheet.fields.slice(0, shown);
  const entries = fields.flatMap((field, at) => {
    const entry = entryOf(field, entered[idOf(at)], entered[besideOf(at)]);
    return entry && isChanged(field, entry) ? [{ path: field.path, ...entry }] : [];
  });
  return { submission, section, shown: fields.map(({ path }) => path), entries };
}

type Entered = Omit<FormSubmit['entries'][number], 'path'>;

function entryOf({ input, options }: FormField, value: unknown, beside: unknown): Entered | undefined {
  if (input !== 'one' && input !== 'many') {
    const words = Written.safeParse(value);
    return words.success ? { words: words.data, chosen: [] } : undefined;
  }
  const picked = Picked.safeParse(value ?? '');
  const words = Written.safeParse(beside ?? '');
  if (!picked.success || !words.success) return undefined;
  const chosen =
    picked.data === '' ? [] : picked.data.split(',').map((index) => options[Number(index)] ?? '');
  return chosen.includes('') ? undefined : { words: words.data, chosen };
}

/** What was refused counts as entered anew even where it is the same: it is said again why. */
function isChanged(field: FormField, { words, chosen }: Entered): boolean {
  if (field.error !== undefined) return true;
  const picked = (list: readonly string[]): string => [...list].sort().join('\n');
  return words.trim() !== field.words.trim() || picked(chosen) !== picked(field.chosen);
}
