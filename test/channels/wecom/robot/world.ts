/** A robot in front of the platform that stands in for the real one. */
import { onTestFinished } from 'vitest';
import {
  attachWecomRobot,
  type WecomRobot,
  type WecomRobotDeps,
} from '../../../../adapters/channels/wecom/robot/index.ts';
import { createLease } from '../../../../bot/lease.ts';
import type { Intake } from '../../../../forms/ports.ts';
import { type VirtualTime, virtualTime } from '../../../fakes/wecom/clock.ts';
import { RobotHost } from '../../../fakes/wecom/socket.ts';

export const BOT = { botId: 'robot1', secret: 'not-a-secret' };

export interface Reported {
  readonly code: string;
  readonly fields: Readonly<Record<string, unknown>> | undefined;
}

export interface RobotWorld {
  readonly host: RobotHost;
  readonly robot: WecomRobot;
  readonly timer: VirtualTime;
  readonly reported: readonly Reported[];
}

type Given = Pick<WecomRobotDeps, 'logic' | 'store' | 'files'> & Partial<WecomRobotDeps>;

/** Lets every file in, up to a size. */
export function anything(maxBytes = 1e9): Intake {
  return { admit: async () => ({ ok: true, maxBytes, place: null }) };
}

/** Opens the platform. */
export async function openHost(timer: VirtualTime): Promise<RobotHost> {
  const host = new RobotHost({ ...BOT, timer });
  await host.listen();
  onTestFinished(() => host.close());
  return host;
}

/** Opens a robot on it and waits until it is let in. */
export async function openRobot(given: Given, host?: RobotHost, process = 'one'): Promise<RobotWorld> {
  const timer = (given.timer as VirtualTime | undefined) ?? virtualTime();
  const platform = host ?? (await openHost(timer));
  const reported: Reported[] = [];
  const robot = attachWecomRobot({
    settings: { ...BOT, url: platform.url },
    lease: createLease({ store: given.store, process }),
    intake: anything(),
    linkTo: async () => undefined,
    clock: { now: () => new Date(timer.now()) },
    report: (code, fields) => void reported.push({ code, fields }),
    ...given,
    timer,
  });
  onTestFinished(async () => {
    let closed = false;
    void robot.close().then(() => {
      closed = true;
    });
    await until(async () => {
      if (!closed) await timer.advance(1_000);
      return closed;
    });
  });
  return { host: platform, robot, timer, reported };
}

/** Waits until something holds, in real time: what goes over a socket takes a moment. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 2));
}

export function connected({ robot }: { robot: WecomRobot }): Promise<void> {
  return until(() => robot.state() === 'connected');
}
