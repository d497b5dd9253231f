/** WeCom, as far as it is configured: an application with callbacks, a robot on its long connection, or both. */
import type { BotAdapter } from 'botbuilder';
import type { Server } from 'restify';
import type { FileStore, Intake, Lease, Store } from '../../../forms/ports.ts';
import { attachDownloads } from '../download.ts';
import type { TurnLogic } from './adapter.ts';
import { attachWecomApp, type WecomApp, type WecomAppSettings } from './app/index.ts';
import { CHANNEL as APP_CHANNEL } from './app/transport.ts';
import { attachWecomRobot, ROBOT_CHANNEL, type RobotSettings, type WecomRobot } from './robot/index.ts';

export interface WecomSettings {
  readonly app?: WecomAppSettings;
  readonly robot?: RobotSettings;
  /** The address people use, without a final slash: for links to what cannot be sent. */
  readonly publicUrl?: string | undefined;
  readonly maxUploadBytes: number;
}

export interface WecomDeps {
  readonly logic: TurnLogic;
  readonly store: Store;
  readonly files: FileStore;
  readonly intake: Intake;
  readonly lease: Lease;
  readonly settings: WecomSettings;
  readonly clock: { now(): Date };
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
  /** This process sends on a channel from now on, or does so no more. */
  readonly attach: (channel: string, adapter: BotAdapter) => void;
  readonly detach: (channel: string) => void;
}

export interface Wecom {
  /** By channel: a turn can begin on them, whoever sends what it says. */
  readonly adapters: ReadonlyMap<string, BotAdapter>;
  /** Takes up what came before the process ended. */
  resume(): Promise<void>;
  /** Takes nothing more and waits for what is being handled. */
  close(): Promise<void>;
}

export function attachWecom(server: Server, deps: WecomDeps): Wecom {
  const { logic, store, files, clock, report, settings } = deps;
  const { app: appSettings, robot: robotSettings, publicUrl } = settings;
  const adapters = new Map<string, BotAdapter>();
  if (!appSettings && !robotSettings)
    return { adapters, resume: async () => undefined, close: async () => undefined };
  const linkTo = attachDownloads(server, { channel: 'wecom', store, files, publicUrl });
  const common = { logic, store, files, intake: deps.intake, linkTo, clock, report };
  let app: WecomApp | undefined;
  if (appSettings) {
    app = attachWecomApp(server, { ...common, settings: appSettings });
    adapters.set(APP_CHANNEL, app.adapter);
    deps.attach(APP_CHANNEL, app.adapter);
  }
  let robot: WecomRobot | undefined;
  if (robotSettings) {
    robot = attachWecomRobot({
      ...common,
      settings: robotSettings,
      lease: deps.lease,
      leads: (leading) => {
        if (leading && robot) deps.attach(ROBOT_CHANNEL, robot.adapter);
        else deps.detach(ROBOT_CHANNEL);
      },
    });
    adapters.set(ROBOT_CHANNEL, robot.adapter);
  }
  return {
    adapters,
    resume: async () => app?.resume(),
    close: async () => {
      await Promise.all([app?.close(), robot?.close()]);
    },
  };
}
