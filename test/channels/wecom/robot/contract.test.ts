/** The channel contract on a robot's long connection. */
import { expect } from 'vitest';
import { ROBOT_CHANNEL, robotCapabilities } from '../../../../adapters/channels/wecom/robot/index.ts';
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

/** What tells a member that something was not handled, or cannot be read. */
const [FAILED, UNREAD] = [text('wecom.not_handled'), text('wecom.unread')];
const REFUSED = ['wecom.ignored', 'wecom.media_refused'];

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
    if (words.includes(UNREAD)) return 'refused';
    if (reported.slice(lines).some(({ code }) => REFUSED.includes(code))) return 'refused';
    if (seen.length === 0) return 'done';
    this.#heard.push({
      text: words.filter((each) => each !== text('wecom.choose')).join('\n\n'),
      buttons: seen.flatMap(({ buttons }) => buttons.map(({ title }) => title)),
      question: undefined,
      files: seen.flatMap(({ file }) => (file ? [file] : [])),
    });
    return 'done';
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
  carriesQuestions: false,
  open: async (inside) => {
    const { logic, store, files, bot } = inside;
    const world = await openRobot({ logic, store, files, intake: bot.intake });
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
