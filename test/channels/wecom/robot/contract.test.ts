/** The channel contract on a robot's long connection. */
import { expect } from 'vitest';
import { ROBOT_CHANNEL, robotCapabilities } from '../../../../adapters/channels/wecom/robot/index.ts';
import type { QuestionData } from '../../../../dialogs/engine/situation.ts';
import { text } from '../../../../forms/text/index.ts';
import {
  type ChannelUnderTest,
  channelContract,
  type Heard,
  type Inside,
  type Outcome,
} from '../../../contracts/channel.ts';
import type { TestFile } from '../../../fixtures/files.ts';
import { connected, openRobot, type RobotWorld } from './world.ts';

const MEMBER = 'LiMing';
const CONVERSATION = `robot:robot1:${MEMBER}`;

/** What tells a member that something was not taken. */
const FAILED = text('wecom.turn_failed');
const REFUSED = ['wecom.file_large', 'wecom.file_lost', 'wecom.file_empty', 'wecom.unread'].map((code) =>
  text(code, { size: 0 }),
);

class Member implements ChannelUnderTest {
  readonly #inside: Inside;
  readonly world: RobotWorld;
  readonly #heard: Heard[] = [];

  constructor(inside: Inside, world: RobotWorld) {
    this.#inside = inside;
    this.world = world;
  }

  say(words: string, id?: string): Promise<Outcome> {
    return this.does((host) => host.say(MEMBER, words, id));
  }

  upload({ name, bytes }: TestFile): Promise<Outcome> {
    return this.does((host) => host.file(MEMBER, name, bytes));
  }

  /** Does something and takes what comes of it as one thing heard. */
  async does(work: (host: RobotWorld['host']) => Promise<boolean>): Promise<Outcome> {
    const { host, robot, reported } = this.world;
    const [before, lines] = [host.seenBy(MEMBER).length, reported.length];
    expect(await work(host)).toBe(true);
    await robot.settled();
    await this.#inside.bot.outbox.settled();
    const seen = host.seenBy(MEMBER).slice(before);
    const words = seen.map((each) => each.text);
    if (words.includes(FAILED)) return 'failed';
    if (words.some((each) => REFUSED.includes(each))) return 'refused';
    if (reported.slice(lines).some(({ code }) => code === 'wecom.ignored')) return 'refused';
    if (seen.length === 0) return 'done';
    this.#heard.push({
      text: words.filter((each) => each !== text('wecom.choose')).join('\n\n'),
      buttons: seen.flatMap(({ buttons }) => buttons.map(({ title }) => title)),
      question: await this.#asked(),
      files: seen.flatMap(({ file }) => (file ? [file] : [])),
    });
    return 'done';
  }

  /** The platform shows words only: what they ask as data is in the bot's own log. */
  async #asked(): Promise<QuestionData | undefined> {
    const entries = await this.#inside.bot.conversations(ROBOT_CHANNEL).after(CONVERSATION, 0);
    const last = entries.at(-1)?.activity as { channelData?: { question?: QuestionData } } | undefined;
    return last?.channelData?.question;
  }

  async heard(): Promise<readonly Heard[]> {
    return this.#heard;
  }

  async close(): Promise<void> {
    expect(this.world.host.breaches).toEqual([]);
  }
}

channelContract<Member>({
  name: ROBOT_CHANNEL,
  capabilities: robotCapabilities,
  open: async (inside) => {
    const { logic, store, files, maxUploadBytes, bot } = inside;
    const world = await openRobot({ logic, store, files, maxFileBytes: maxUploadBytes });
    bot.outbox.attach(ROBOT_CHANNEL, world.robot.adapter);
    await connected(world);
    return new Member(inside, world);
  },
  repeat: async (member, words) => [
    await member.say(words, '7412589630741258963'),
    await member.say(words, '7412589630741258963'),
  ],
  hostile: {
    'a frame without sender': (member) =>
      member.does((host) => host.message(MEMBER, { from: {}, msgtype: 'text', text: { content: '是' } })),
    'a sender who is no userid': (member) =>
      member.does((host) =>
        host.message(MEMBER, { from: { userid: 'a:b' }, msgtype: 'text', text: { content: '是' } }),
      ),
    'an event of an unknown type': (member) =>
      member.does((host) => host.event(MEMBER, { eventtype: 'something_new' })),
    'a message of an unknown type': (member) =>
      member.does((host) => host.message(MEMBER, { msgtype: 'location', location: {} })),
    'a voice without transcript': (member) =>
      member.does((host) => host.message(MEMBER, { msgtype: 'voice', voice: { content: '' } })),
    'a file whose address is no web address': (member) =>
      member.does((host) =>
        host.message(MEMBER, { msgtype: 'file', file: { url: 'file:///etc/passwd', aeskey: 'x' } }),
      ),
    'a file that was not encrypted': (member) =>
      member.does((host) =>
        host.message(MEMBER, {
          msgtype: 'file',
          file: host.offer('a.pdf', Buffer.alloc(0), Buffer.alloc(64, 7)),
        }),
      ),
    'a file whose address is over': (member) =>
      member.does(async (host) => {
        const file = host.offer('a.pdf', Buffer.from('%PDF-1.7 x'));
        await member.world.timer.advance(5 * 60_000);
        const sent = host.message(MEMBER, { msgtype: 'file', file });
        for (let wait = 0; wait < 20; wait += 1) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          await member.world.timer.advance(1_000);
        }
        return sent;
      }),
  },
});
