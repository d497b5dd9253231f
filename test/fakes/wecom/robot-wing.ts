/** Robots as a wing of the driver: each room is a robot of its own, on one long connection each. */

import {
  attachWecomRobot,
  ROBOT_CHANNEL,
  type WecomRobot,
} from '../../../adapters/channels/wecom/robot/index.ts';
import type { Address } from '../../../adapters/channels/wecom/transport.ts';
import { createLease } from '../../../bot/lease.ts';
import type { Intake } from '../../../forms/ports.ts';
import type { Chat, Inside, OpenWing, Wing } from '../driver.ts';
import { virtualTime } from './clock.ts';
import { RobotHost } from './socket.ts';

const SECRET = 'robot-secret-of-the-tests';

/** Any file may come: what becomes of it is the dialog's affair. */
const everything: Intake = { admit: async () => ({ ok: true, maxBytes: 1 << 30, place: null }) };

interface Room {
  readonly host: RobotHost;
  readonly robot: WecomRobot;
  readonly botId: string;
}

/** `hosts` are those opened so far, by room: they outlive the bot. */
export function robotWing(hosts: Map<string, RobotHost>): OpenWing {
  const time = virtualTime();
  return async ({ bot, store, files }: Inside): Promise<Wing> => {
    const rooms = new Map<string, Promise<Room>>();
    const open = new Map<string, Room>();
    let paced = 0;
    const enter = async (name: string): Promise<Room> => {
      const botId = `robot-${name}`;
      const host = hosts.get(name) ?? new RobotHost({ botId, secret: SECRET, timer: time });
      if (!hosts.has(name)) await host.listen();
      hosts.set(name, host);
      const robot = attachWecomRobot({
        settings: { botId, secret: SECRET, url: host.url },
        logic: bot.logic,
        store,
        files,
        intake: everything,
        lease: createLease({ store, process: 'wing' }),
        linkTo: async () => undefined,
        clock: { now: () => new Date(time.now()) },
        timer: time,
        report: (code, fields) => {
          if (code === 'wecom.paced') paced = Math.max(paced, Number(fields?.ms));
        },
      });
      const room = { host, robot, botId };
      open.set(botId, room);
      while (robot.state() !== 'connected') await soon();
      return room;
    };
    const roomOf = (name: string): Promise<Room> => {
      const known = rooms.get(name) ?? enter(name);
      rooms.set(name, known);
      return known;
    };
    const at = ({ conversation }: Pick<Address, 'conversation'>): Room => {
      const room = open.get(conversation.split(':')[1] ?? '');
      if (!room) throw new Error(`nobody speaks in ${conversation}`);
      return room;
    };
    bot.outbox.attach(ROBOT_CHANNEL, {
      continueConversation: (reference, logic) =>
        at({ conversation: reference.conversation?.id ?? '' }).robot.adapter.continueConversation(
          reference,
          logic,
        ),
    });
    /** Lets time pass where something waits for its pace. */
    const passing = async (work: Promise<void>): Promise<void> => {
      let done = false;
      const ended = work.finally(() => {
        done = true;
      });
      while (!done) {
        // Another may wait while time passes.
        const ms = paced;
        paced = 0;
        if (ms > 0) await time.advance(ms);
        await soon();
      }
      await ended;
    };
    const settled = async (): Promise<void> => {
      for (const { robot } of open.values()) await passing(robot.settled());
      await passing(bot.outbox.settled());
    };
    return {
      channel: ROBOT_CHANNEL,
      async chat(member, room) {
        // People take their time; a minute has thirty messages at most.
        await time.advance(1500);
        return chatOf(await roomOf(room), member);
      },
      adapterOf: (from) => at(from).robot.adapter,
      settled,
      async close() {
        await settled();
        for (const { robot } of open.values()) await robot.close();
      },
    };
  };
}

function chatOf({ host, botId }: Room, id: string): Chat {
  const heard = async (sent: Promise<boolean>): Promise<void> => {
    if (!(await sent)) throw new Error('the robot is not there');
  };
  return {
    from: { member: id.toLowerCase(), conversation: `robot:${botId}:${id}` },
    text: (words) => heard(host.say(id, words)),
    click(value) {
      const card = host.seenBy(id).at(-1);
      return heard(host.click(id, card?.task ?? '', value));
    },
    file(name, bytes) {
      const type = /\.(png|jpg)$/.test(name) ? 'image' : name.endsWith('.mp4') ? 'video' : 'file';
      return heard(host.file(id, name, bytes, type));
    },
    open: () => heard(host.enter(id)),
    seen: () => host.seenBy(id),
  };
}

function soon(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
