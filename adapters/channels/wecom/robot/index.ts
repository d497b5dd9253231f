/** A robot (智能机器人) on its long connection: one process leads, receives and sends; the others stand by. */
import type { FileStore, Intake, Lease, Store } from '../../../../forms/ports.ts';
import type { LinkTo } from '../../download.ts';
import { systemTimer, type Timer } from '../../pace.ts';
import { type TurnLogic, WecomAdapter } from '../adapter.ts';
import { Connection, type Report, type RobotSettings } from './connection.ts';
import { RobotIntake } from './intake.ts';
import { Leader } from './leader.ts';
import { CHANNEL, RobotTransport } from './transport.ts';

export { CHANNEL as ROBOT_CHANNEL, robotCapabilities } from './transport.ts';
export type { RobotSettings };

/** Longest that an end waits for what is still coming in, in ms. */
const CLOSE_MS = 10_000;

export interface WecomRobotDeps {
  readonly settings: RobotSettings;
  readonly logic: TurnLogic;
  readonly store: Store;
  readonly files: FileStore;
  readonly lease: Lease;
  readonly intake: Intake;
  readonly linkTo: LinkTo;
  readonly clock: { now(): Date };
  readonly report: Report;
  /** This process begins to send for the robot, or ends. */
  readonly leads?: (leading: boolean) => void;
  readonly timer?: Timer;
  readonly heartbeatMs?: number;
}

export interface WecomRobot {
  readonly adapter: WecomAdapter;
  /** `standby`: another process leads, or a stranger has taken the robot. */
  state(): 'connected' | 'connecting' | 'standby';
  /** Resolves when everything that came in has had its turn. */
  settled(): Promise<void>;
  /** Ends; another process may lead. What is still to be sent waits for it. */
  close(): Promise<void>;
}

export function attachWecomRobot(deps: WecomRobotDeps): WecomRobot {
  const { settings, store, files, report, timer = systemTimer, heartbeatMs } = deps;
  const connection = new Connection({
    settings,
    timer,
    report,
    onFrame: (frame) => intake.receive(frame),
    onTaken: () => leader.taken(),
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
  });
  const transport = new RobotTransport({ connection, files, store, timer, report });
  const adapter = new WecomAdapter({ transport, store, linkTo: deps.linkTo, clock: deps.clock });
  const intake = new RobotIntake({
    botId: settings.botId,
    adapter,
    transport,
    logic: deps.logic,
    store,
    files,
    timer,
    intake: deps.intake,
    report,
  });
  const lead = (leading: boolean): void => {
    if (leading) {
      transport.begin();
      connection.open();
    } else connection.close();
    deps.leads?.(leading);
    if (leading) intake.resume().catch(() => report('wecom.resume_failed', { channel: CHANNEL }));
  };
  const leader = new Leader({ lease: deps.lease, name: `wecom:${settings.botId}`, timer, report, lead });
  leader.start();
  return {
    adapter,
    state: () => (connection.ready ? 'connected' : leader.leading ? 'connecting' : 'standby'),
    settled: () => intake.settled(),
    async close() {
      await Promise.race([intake.settled(), timer.wait(CLOSE_MS)]);
      await leader.stop();
    },
  };
}
