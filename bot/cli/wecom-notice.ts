/**
 * `npm run -s wecom:notice -- --text 文字 [--at userid,userid] [--phone 手机号] | --markdown 文字 [--at …] | --file 文件`:
 * writes to the group whose robot `WECOM_GROUP_URL` names. `-` as the words reads them from standard input. Exit code 1
 * where it was not sent, 2 for wrong use.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text as streamText } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { systemTimer } from '../../adapters/channels/pace.ts';
import { GroupRobot } from '../../adapters/channels/wecom/group/robot.ts';
import { AppError } from '../../forms/error.ts';
import { text } from '../../forms/text/index.ts';
import { readConfig } from '../config.ts';
import { log } from '../log.ts';

interface Asked {
  readonly text?: string | undefined;
  readonly markdown?: string | undefined;
  readonly file?: string | undefined;
  readonly members: readonly string[];
  readonly phones: readonly string[];
}

const listed = (given: string | undefined): string[] => given?.split(/[,，\s]+/).filter(Boolean) ?? [];

/** Exactly one thing to send; a file calls nobody, and Markdown calls by userid only. */
function askedFor(): Asked | undefined {
  try {
    const string = { type: 'string' } as const;
    const options = { text: string, markdown: string, file: string, at: string, phone: string };
    const { values } = parseArgs({ options });
    const { text: words, markdown, file } = values;
    const asked = { text: words, markdown, file, members: listed(values.at), phones: listed(values.phone) };
    const things = [words, markdown, file].filter((each) => each !== undefined && each.trim() !== '');
    const calls = asked.members.length + asked.phones.length;
    if (things.length !== 1 || (file !== undefined && calls > 0)) return undefined;
    return markdown !== undefined && asked.phones.length > 0 ? undefined : asked;
  } catch {
    return undefined;
  }
}

async function send(asked: Asked): Promise<number> {
  const { groupUrl } = readConfig().wecom;
  if (groupUrl === undefined) return fail(text('notice.no_group'));
  const robot = new GroupRobot({ url: groupUrl, timer: systemTimer, report: log });
  const { members, phones } = asked;
  if (asked.file !== undefined) {
    await robot.file(path.basename(asked.file), new Uint8Array(await readFile(asked.file)));
    console.log(text('notice.file_sent', { name: path.basename(asked.file) }));
    return 0;
  }
  const words = await wordsOf(asked.text ?? asked.markdown ?? '');
  if (words === '') return fail(text('notice.nothing'));
  const count =
    asked.text === undefined ? robot.markdown(words, { members }) : robot.text(words, { members, phones });
  console.log(text('notice.sent', { count: await count }));
  return 0;
}

async function wordsOf(given: string): Promise<string> {
  return (given === '-' ? await streamText(process.stdin) : given).trim();
}

/** What a person can mend, in a sentence; no message of an error may show the address, which holds the key. */
function explain(error: unknown): string {
  if (!(error instanceof AppError)) {
    const { code } = error as NodeJS.ErrnoException;
    return code === undefined ? String((error as Error).stack) : text('notice.unreadable', { code });
  }
  if (error.code === 'settings.invalid') return error.message;
  const known = ['send.refused', 'file.empty', 'file.too_large'].includes(error.code);
  return text(`notice.${known ? error.code.replace('.', '_') : 'failed'}`);
}

function fail(why: string): number {
  console.error(why);
  return 1;
}

const asked = askedFor();
if (!asked) {
  console.error(text('notice.usage'));
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await send(asked);
  } catch (error) {
    process.exitCode = fail(explain(error));
  }
}
