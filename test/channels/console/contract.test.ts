import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Activity } from 'botbuilder';
import { consoleCapabilities, runConsole } from '../../../adapters/channels/console/index.ts';
import type { QuestionData } from '../../../dialogs/engine/situation.ts';
import {
  type ChannelUnderTest,
  channelContract,
  type Heard,
  type Inside,
  type Outcome,
} from '../../contracts/channel.ts';
import type { TestFile } from '../../fixtures/files.ts';

/** A terminal: every line is a run of its own, as state lies in the store alone. */
class Terminal implements ChannelUnderTest {
  readonly #inside: Inside;
  readonly #heard: Heard[] = [];

  constructor(inside: Inside) {
    this.#inside = inside;
  }

  async say(line: string): Promise<Outcome> {
    const { bot, logic, files, clock, folder } = this.#inside;
    const [output, errors] = [new PassThrough(), new PassThrough()];
    const printed = textOf(output);
    errors.resume();
    let reached = false;
    const { failed } = await runConsole({
      logic: (context) => {
        reached = true;
        return logic(context);
      },
      input: Readable.from([line]),
      output,
      errors,
      json: true,
      user: 'demo',
      files,
      intake: bot.intake,
      folder: path.join(folder, 'out'),
      clock,
    });
    output.end();
    for (const each of (await printed).split('\n').filter(Boolean))
      this.#heard.push(await heardOf(JSON.parse(each)));
    if (failed === 0) return 'done';
    return reached ? 'failed' : 'refused';
  }

  async upload({ name, bytes }: TestFile): Promise<Outcome> {
    const folder = path.join(this.#inside.folder, 'in');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, name), bytes);
    return this.say(`/upload ${path.join(folder, name)}`);
  }

  async heard(): Promise<readonly Heard[]> {
    return this.#heard;
  }

  async close(): Promise<void> {}
}

async function heardOf({
  text = '',
  suggestedActions,
  channelData,
  attachments = [],
}: Activity): Promise<Heard> {
  return {
    text,
    buttons: (suggestedActions?.actions ?? []).map(({ title }) => title),
    question: (channelData as { question?: QuestionData } | undefined)?.question,
    files: await Promise.all(
      attachments.map(async ({ name = '', contentUrl = '' }) => ({
        name,
        bytes: await readFile(fileURLToPath(contentUrl)),
      })),
    ),
  };
}

channelContract<Terminal>({
  name: 'console',
  capabilities: consoleCapabilities,
  open: async (inside) => new Terminal(inside),
  hostile: {
    'a line that is too long': (terminal) => terminal.say('长'.repeat(100_001)),
    'a file that is not there': (terminal) => terminal.say('/upload /none/such.pdf'),
    'a folder instead of a file': (terminal) => terminal.say('/upload /'),
  },
});
