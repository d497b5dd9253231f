/**
 * Sheets as Adaptive Cards: a summary, the ladders, the progress. Each is made of blocks that are never cut; a sheet that is
 * too large for one card goes on in the next.
 */
import type { LadderModel, Rung, RungState } from '../../../forms/documents/model.ts';
import type { LaddersSheet, ProgressSheet, SummarySheet } from '../../../forms/sheet.ts';
import { text as sentence } from '../../../forms/text/index.ts';
import { EDIT, nameOf, type Submitted } from './card.ts';
import { type Element, type Look, paragraph, runs } from './elements.ts';

/** What stands together on one card. */
export type Block = readonly Element[];

/** A sheet other than a form. */
export type Overview = SummarySheet | LaddersSheet | ProgressSheet;

/** `activity` is the message whose rows can be pressed; without it nothing can. */
export function blocksOf(sheet: Overview, activity?: string): Block[] {
  const foot = 'foot' in sheet && sheet.foot !== '' ? [[quiet(sheet.foot)]] : [];
  return [[heading(sheet.title)], ...rowsOf(sheet, activity), ...foot];
}

function rowsOf(sheet: Overview, activity: string | undefined): Block[] {
  switch (sheet.kind) {
    case 'summary':
      return sheet.items.map((item) => [summaryRow(item, activity)]);
    case 'progress':
      return [
        [bar(sheet), ...hint(activity)],
        ...sheet.sections.map((section) => [progressRow(section, activity)]),
      ];
    case 'ladders':
      return [[legend(sheet)], ...sheet.ladders.flatMap((ladder) => ladderBlocks(ladder, activity))];
  }
}

/** That rows can be pressed shows nowhere else. */
function hint(activity: string | undefined): Element[] {
  return activity === undefined ? [] : [{ ...quiet(sentence('teams.press_row')), spacing: 'Small' }];
}

export function heading(words: string): Element {
  return runs([[words, { weight: 'Bolder', size: 'Medium' }]]);
}

export function quiet(words: string): Element {
  return { ...runs([[words, { isSubtle: true, size: 'Small' }]]), spacing: 'Medium' };
}

/** A press on something leads to the answer at a path. */
function leads(path: string, title: string, activity: string | undefined): Element {
  if (activity === undefined) return {};
  const data: Submitted = { verb: EDIT, path, activity: nameOf(activity) };
  return { selectAction: { type: 'Action.Submit', title, data } };
}

/** Words on the left, and on the right what a press does. */
function row(left: readonly Element[], right: Element | undefined, action: Element): Element {
  const columns: Element[] = [{ type: 'Column', width: 'stretch', items: left }];
  if (right)
    columns.push({ type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: [right] });
  return { type: 'ColumnSet', spacing: 'Small', columns, ...action };
}

function summaryRow(
  { path, label, value, open }: SummarySheet['items'][number],
  activity: string | undefined,
): Element {
  const does = sentence(open ? 'teams.fill' : 'teams.edit');
  const left = [
    runs([[label, { size: 'Small', isSubtle: true }]]),
    { ...runs([[value === '' ? '—' : value, open ? { isSubtle: true } : {}]]), spacing: 'None' },
  ];
  const link = activity === undefined ? undefined : runs([[does, { color: 'Accent' }]]);
  const title = sentence('teams.does', { does, label });
  return { ...row(left, link, leads(path, title, activity)), separator: true };
}

const SECTIONS: Readonly<Record<ProgressSheet['sections'][number]['state'], readonly [string, Look]>> = {
  done: ['✓', { color: 'Good' }],
  here: ['▶', { color: 'Accent' }],
  open: ['○', { isSubtle: true }],
  later: ['·', { isSubtle: true }],
};

function progressRow(
  { name, done, total, state, path }: ProgressSheet['sections'][number],
  activity: string | undefined,
): Element {
  const [sign, look] = SECTIONS[state];
  const bold: Look = state === 'here' ? { weight: 'Bolder' } : {};
  const left = [
    runs([
      [`${sign} `, look],
      [name, bold],
    ]),
  ];
  const count = state === 'later' ? sentence('teams.later') : `${done}/${total}`;
  const right = runs([[count, state === 'done' ? { color: 'Good' } : { isSubtle: true }]]);
  return row(
    left,
    right,
    leads(path, sentence('teams.does', { does: sentence('teams.go'), label: name }), activity),
  );
}

/** Twenty squares, as many of them full as is done. */
function bar({ done, total }: ProgressSheet): Element {
  const full = total === 0 ? 20 : Math.floor((done / total) * 20);
  return runs([
    ['■'.repeat(full), { color: 'Good' }],
    ['□'.repeat(20 - full), { isSubtle: true }],
  ]);
}

const STATES: Readonly<Record<RungState, Look>> = {
  met: { color: 'Good' },
  assumed: { color: 'Good' },
  unproved: { color: 'Warning' },
  not_met: { color: 'Attention' },
  not_applicable: { isSubtle: true },
  not_asked: { isSubtle: true },
};
const ORDER = Object.keys(STATES) as RungState[];

/** What the signs mean, of those that stand on the ladders. */
function legend({ ladders }: LaddersSheet): Element {
  const states = new Set(ladders.flatMap(({ rungs }) => rungs.map(({ state }) => state)));
  const shown = ORDER.filter((state) => states.has(state));
  return {
    ...runs(
      shown.flatMap((state, at) => [
        [
          `${at > 0 ? '　' : ''}${sentence(`ladder.sign.${state}`)} `,
          { ...STATES[state], size: 'Small' },
        ] as const,
        [sentence(`ladder.state.${state}`), { isSubtle: true, size: 'Small' }] as const,
      ]),
    ),
    spacing: 'Small',
  };
}

/** The ladder stays whole; what it lacks may go on the next card. */
function ladderBlocks(
  { path, title, summary, rungs, gaps }: LadderModel,
  activity: string | undefined,
): Block[] {
  const edit = activity === undefined ? undefined : runs([[sentence('teams.edit'), { color: 'Accent' }]]);
  const head = row(
    [runs([[title, { weight: 'Bolder' }]])],
    edit,
    leads(path, sentence('teams.does', { does: sentence('teams.edit'), label: title }), activity),
  );
  const whole = [
    { ...head, separator: true, spacing: 'Medium' },
    { ...runs([[summary]]), spacing: 'Small' },
    ...rungs.map(rungLine),
  ];
  if (gaps.length === 0) return [whole];
  const lacking = [sentence('readiness.gaps'), ...gaps.map((gap) => sentence('teams.gap', { gap }))];
  return [whole, paragraph(lacking.join('\n'))];
}

function rungLine({ level, name, state, marks }: Rung): Element {
  const held = state === 'met' || state === 'assumed';
  const marked = marks.map((mark) => sentence(`ladder.mark.${mark}`)).join('、');
  return {
    ...runs([
      [`${sentence(`ladder.sign.${state}`)} `, STATES[state]],
      [
        `${level < 10 ? '\u2007' : ''}${sentence('ladder.level', { level })} ${name}`,
        held || marks.length > 0 ? {} : { isSubtle: true },
      ],
      [marked === '' ? '' : `  ◀ ${marked}`, { color: 'Accent', weight: 'Bolder' }],
    ]),
    spacing: 'None',
  };
}
