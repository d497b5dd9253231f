/**
 * Transcripts: text that is played and compared whole. `名字@渠道> …` says something, `bot> …` is one message of the
 * bot (further lines of the same message are indented by five spaces, files and buttons are the last lines, ［像这样］).
 *
 * Directives, each on a line of its own:
 * - `[restart]` ends the process and starts a new one on the same data
 * - `[day 2025-03-11]` sets the date (`[day 2025-03-11 20:30]` the time besides), `[buttons 0]` how many buttons the channel shows
 * - `[fill 名字@渠道 PATH]` answers as the full case of the draft's call does until PATH is asked (where there is no
 *   draft, one is begun); only the last reply is written down
 * - `[upload 名字@渠道 文件名]` sends a file, `文件名 + 文件名` several at once; `= png` or `= pdf 60MB` gives it another content than its name says,
 *   `| 文字` words beside it
 * - `[sheet 名字@渠道 名单.xlsx]` sends a workbook whose rows stand below it, indented, their cells between `|`; `(=A1)` is a
 *   formula; `| 文字` words beside it
 * - `[click 名字@渠道 PATH]` clicks on an answer in the page, `[join 名字@渠道]` opens the conversation
 * - `[notices]` tells everybody what waits for them; each stands as `bot→名字@渠道> …`; `[reminders]` plans first what is due
 * - `[cards]` says that the channel paints cards from now on
 * - `[form 名字@渠道 PATH=文字; PATH=[选项][选项]文字]` fills in the form that was shown last and submits it
 * - `[long 名字@渠道 120000]` sends a text of so many characters
 */
import path from 'node:path';
import type { Activity } from 'botbuilder';
import type { FormSheet, FormSubmit, SaidSheet } from '../../forms/sheet.ts';
import { type Case, loadCase } from '../fixtures/case.ts';
import { testFile } from '../fixtures/files.ts';
import { countRow, questionOf, replyTo } from '../fixtures/interview.ts';
import { testSheet } from '../fixtures/sheet.ts';
import type { Heard, Stage } from './stage.ts';

const SAID = /^([^\s@>[]+)@(\w+)> ?(.*)$/;
const DIRECTIVE = /^\[(\w+)(?: ([^\s@]+)@(\w+))?(?: (.*))?\]$/;

interface Speaker {
  readonly who: string;
  readonly channel: string;
}

/** Plays what people say in a transcript and writes down the whole, the bot's part as it really is. */
export async function play(script: string, stage: Stage): Promise<string> {
  const out: string[] = [];
  const codes = new Codes();
  const forms = new Map<string, FormSheet>();
  const told = (who: string, replies: readonly Partial<Activity>[]): string[] => {
    for (const sheet of replies.map(sheetOf)) if (sheet?.kind === 'form') forms.set(who, sheet);
    return replies.flatMap(shown).map((line) => codes.hidden(line));
  };
  for (const { lines } of stepsOf(script)) {
    out.push(...lines);
    const [first = ''] = lines;
    const directive = DIRECTIVE.exec(first);
    const [, who = '', channel = '', words = ''] = SAID.exec(first) ?? [];
    if (directive) {
      const [, name = '', person = '', where = '', rest = ''] = directive;
      const form = name === 'form' ? forms.get(person) : undefined;
      const below = lines.slice(1).map((line) => line.trim());
      out.push(
        ...told(person, await obey(stage, name, { who: person, channel: where }, rest, { form, below })),
      );
    } else if (who) {
      const text = [words, ...lines.slice(1).map((line) => line.replace(/^ {5}/, ''))].join('\n');
      out.push(...told(who, await stage.say(who, channel, codes.real(text))));
    } else if (!first.startsWith('#') && first !== '') {
      throw new SyntaxError(`not a line of a transcript: ${first}`);
    }
  }
  return `${out.join('\n')}\n`;
}

/** Codes and receipt numbers differ from run to run: they stand as 〔码1〕, 〔码2〕 … in the order in which they appear. */
class Codes {
  readonly #known: string[] = [];

  hidden(line: string): string {
    return line.replace(/[A-Z0-9]{4}-[A-HJ-NP-Z2-9]{4}/g, (code) => {
      if (!this.#known.includes(code)) this.#known.push(code);
      return `〔码${this.#known.indexOf(code) + 1}〕`;
    });
  }

  real(words: string): string {
    return words.replace(/〔码(\d+)〕/g, (mark, number: string) => this.#known[Number(number) - 1] ?? mark);
  }
}

/** What the head of a script asks of the stage: `# calls: FOLDER`, `# administrators: 名字 名字`. */
export function stageOptions(script: string): {
  calls?: string;
  administrators?: string[];
  /** Where administrators speak: the setting knows their accounts before they say a word. */
  settled?: Speaker[];
} {
  const calls = /^# calls: (.+)$/m.exec(script)?.[1];
  const administrators = /^# administrators: (.+)$/m.exec(script)?.[1]?.split(' ');
  const rooms = script.matchAll(/^(?:\[\w+ )?([^\s@>[]+)@(\w+)/gm);
  const spoken = [...rooms].map(([, who = '', channel = '']) => ({ who, channel }));
  const settled = administrators?.flatMap((who) => spoken.find((each) => each.who === who) ?? []);
  return {
    ...(calls ? { calls: path.resolve(import.meta.dirname, '../..', calls) } : {}),
    ...(administrators && settled ? { administrators, settled } : {}),
  };
}

async function obey(
  stage: Stage,
  name: string,
  { who, channel }: Speaker,
  rest: string,
  { form, below }: { readonly form: FormSheet | undefined; readonly below: readonly string[] },
): Promise<Partial<Activity>[]> {
  switch (name) {
    case 'restart':
      await stage.restart();
      return [];
    case 'day':
      stage.setDay(rest);
      return [];
    case 'buttons':
      stage.setButtons(Number(rest));
      return [];
    case 'cards':
      stage.setCards(true);
      return [];
    case 'form':
      if (!form) throw new SyntaxError('no form was shown');
      return stage.say(who, channel, '', { value: { form: filled(form, rest) } });
    case 'fill':
      return fill(stage, { who, channel }, rest);
    case 'upload':
      return upload(stage, { who, channel }, rest);
    case 'sheet': {
      const [file = '', words = ''] = rest.split(' | ');
      return stage.upload(who, channel, file, { bytes: await testSheet(below), words });
    }
    case 'notices':
      return stage.notices();
    case 'reminders':
      return reminders(stage);
    case 'click':
      return stage.say(who, channel, '', { value: { edit: rest } });
    case 'join':
      return stage.say(who, channel, '', { type: 'conversationUpdate' });
    case 'long':
      return stage.say(
        who,
        channel,
        '这是一段很长的正文。'.repeat(Math.ceil(Number(rest) / 10)).slice(0, Number(rest)),
      );
    default:
      throw new SyntaxError(`not a directive of a transcript: ${name}`);
  }
}

/** A form with what is entered in some of its fields. */
function filled({ submission, section, fields }: FormSheet, rest: string): FormSubmit {
  const entries = rest.split('; ').map((each) => {
    const [, path = '', picked = '', words = ''] = /^([\w/]+)=((?:\[[^\]]+\])*)(.*)$/.exec(each) ?? [];
    if (path === '') throw new SyntaxError(`not an entry of a form: ${each}`);
    return { path, words, chosen: [...picked.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1] ?? '') };
  });
  return { submission, section, shown: fields.map(({ path }) => path), entries };
}

/** Plans what is due, tells it, and then what came of it; people are told side by side, in no particular order. */
async function reminders(stage: Stage): Promise<Partial<Activity>[]> {
  const heard: Heard[] = [];
  for (const _ of ['reminders', 'what came of them']) {
    await stage.bot.reminders.tick();
    heard.push(...(await stage.notices()));
  }
  return heard.sort((a, b) => a.to.who.localeCompare(b.to.who));
}

/** What `[fill …]` begins where there is no draft. */
const BEGIN = '填报：可持续发展技术';
/** More steps than the case has. */
const MOST = 400;

async function fill(stage: Stage, { who, channel }: Speaker, path: string): Promise<Partial<Activity>[]> {
  const rowsAsked = new Map<string, number>();
  let replies = await stage.say(who, channel, '继续');
  // Without a draft there is a choice of calls.
  if (!questionOf(replies.at(-1))) replies = await stage.say(who, channel, BEGIN);
  const story: Case = loadCase(questionOf(replies.at(-1))?.call ?? '');
  for (let count = 0; count < MOST; count += 1) {
    const question = questionOf(replies.at(-1));
    if (!question || question.question === path) return replies;
    countRow(rowsAsked, question.question);
    const said = replyTo(story, question, rowsAsked);
    if (said?.kind === 'files') {
      for (const file of said.files) replies = await stage.upload(who, channel, file.name);
      // Where one file is asked, the next question follows by itself.
      if (questionOf(replies.at(-1))?.question !== question.question) continue;
    }
    replies = await stage.say(who, channel, said?.kind === 'files' ? '发完了' : (said?.words ?? '跳过'));
    if (replies[0]?.suggestedActions?.actions?.some((action) => action.title === '就这样')) {
      replies = await stage.say(who, channel, '就这样');
    }
  }
  throw new Error(`the case never came to ${path}`);
}

async function upload(stage: Stage, { who, channel }: Speaker, rest: string): Promise<Partial<Activity>[]> {
  const [, name = '', extension, megabytes, words = ''] =
    /^(.+?)(?: = (\w+)(?: (\d+)MB)?)?(?: \| (.*))?$/.exec(rest) ?? [];
  const [only = '', ...also] = name.split(' + ');
  if (!extension) return stage.upload(who, channel, only, { words, also });
  const bytes = extension === 'txt' ? Buffer.from('只是文字') : testFile(`x.${extension}`).bytes;
  const padded = megabytes
    ? Buffer.concat([bytes, Buffer.alloc(Number(megabytes) * 2 ** 20 - bytes.length)])
    : bytes;
  return stage.upload(who, channel, name, { bytes: padded, words });
}

/** The steps of a script: what is said (with its indented lines), directives, comments; the bot's lines are left out. */
function stepsOf(script: string): { lines: string[] }[] {
  const steps: { lines: string[] }[] = [];
  let skipping = false;
  for (const line of script.trimEnd().split('\n')) {
    if (line.startsWith('bot>') || line.startsWith('bot→')) skipping = true;
    else if (line.startsWith('     ') || (skipping && line === '')) {
      if (!skipping) steps.at(-1)?.lines.push(line);
    } else {
      skipping = false;
      steps.push({ lines: [line] });
    }
  }
  return steps;
}

/** One message of the bot as lines of a transcript. */
export function shown(activity: Partial<Activity> & { readonly to?: Speaker }): string[] {
  const head = activity.to ? `bot→${activity.to.who}@${activity.to.channel}>` : 'bot>';
  const lines = (activity.text ?? '').split('\n');
  const buttons = (activity.suggestedActions?.actions ?? []).map((action) => `［${action.title}］`).join('');
  const files = (activity.attachments ?? []).map((file) => `《${file.name}》`).join('');
  const sheet = sheetOf(activity);
  const all = [
    ...lines,
    ...(sheet ? drawn(sheet) : []),
    ...(files ? [files] : []),
    ...(buttons ? [buttons] : []),
  ];
  return all.map((line, at) => (at === 0 ? `${head} ${line}` : line === '' ? '' : `     ${line}`));
}

/** Whether a script is about what is painted: no channel without cards can show it. */
export function isPainted(script: string): boolean {
  return /^\[cards\]$/m.test(script);
}

/** What is painted with a message. */
export function sheetOf({ channelData }: Partial<Activity>): SaidSheet | undefined {
  return (channelData as { sheet?: SaidSheet } | undefined)?.sheet;
}

function drawn(sheet: SaidSheet): string[] {
  switch (sheet.kind) {
    case 'form':
      return [
        `〔表单 ${sheet.title} ${sheet.first}—${sheet.first + sheet.fields.length - 1}/${sheet.total}〕`,
        ...sheet.fields.map(
          ({ label, required, chosen, words, options, beside, hint, error }) =>
            `${[
              `〔${label}${required ? '' : '（选填）'}：${chosen.map((each) => `[${each}]`).join('')}${words}`,
              ...(options.length > 0 ? [options.join('｜')] : []),
              ...(beside ? [beside] : []),
              hint,
              ...(error ? [`！${error}`] : []),
            ].join(' / ')}〕`,
        ),
        ...(sheet.foot ? [`〔${sheet.foot}〕`] : []),
      ];
    case 'summary':
      return [
        `〔${sheet.title}〕`,
        ...sheet.items.map(({ label, value, open }) => `〔${label}：${value} ${open ? '＋' : '✎'}〕`),
        `〔${sheet.foot}〕`,
      ];
    case 'ladders':
      return [`〔${sheet.title}〕`, ...sheet.ladders.map(({ title, summary }) => `〔${title}：${summary}〕`)];
    case 'progress':
      return [
        `〔${sheet.title} ${sheet.done}/${sheet.total}〕`,
        ...sheet.sections.map(({ name, done, total, state }) => `〔${state} ${name} ${done}/${total}〕`),
        ...(sheet.foot ? [`〔${sheet.foot}〕`] : []),
      ];
  }
}
