/**
 * The long connection, held by the official client: subscribe, heartbeat, acknowledged sending. When it is lost it is
 * made again here, later each time and never at the same moment as others.
 * https://developer.work.weixin.qq.com/document/path/101463
 */
import { WSClient } from '@wecom/aibot-node-sdk';
import { AppError } from '../../../../forms/error.ts';
import type { Timer } from '../../pace.ts';

export interface RobotSettings {
  /** Bot ID and Secret of the page API 模式 → 长连接. */
  readonly botId: string;
  readonly secret: string;
  /** `wss://openws.work.weixin.qq.com` unless a test or a private deployment says otherwise. */
  readonly url: string;
}

export type Report = (code: string, fields?: Readonly<Record<string, unknown>>) => void;

export interface ConnectionDeps {
  readonly settings: RobotSettings;
  readonly timer: Timer;
  readonly report: Report;
  /** A message or event, in the order in which they came. */
  readonly onFrame: (frame: unknown) => void;
  /** Another connection has taken the robot; this one stays closed until it is opened again. */
  readonly onTaken: () => void;
  /** The platform wants a heartbeat every 30 seconds. */
  readonly heartbeatMs?: number;
  /** From 0 up to 1; spreads those who lost the connection together. */
  readonly random?: () => number;
}

/** How long the platform may take to let us in, in ms. */
const LOGIN_MS = 15_000;
/** How long something to send waits for a connection, in ms. */
const READY_MS = 20_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** After a refusal nothing is gained by asking soon: somebody has to change a setting. */
const REFUSED_WAIT_MS = 60_000;
/** A connection that held so long was a good one. */
const HELD_MS = 60_000;
/** Largest frame that comes in, in bytes: files do not come this way. */
const LARGEST_FRAME = 1024 * 1024;

// The client's own log would write down what people said.
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Something to be sent that waits for the line. */
interface Waiting {
  readonly serve: (client: WSClient) => void;
  readonly refuse: () => void;
}

export class Connection {
  readonly #deps: ConnectionDeps;
  readonly #waiting = new Set<Waiting>();
  /** Opened, and not closed since. */
  #wanted = false;
  #client: WSClient | undefined;
  /** Set while the platform has let us in: since when. */
  #since: number | undefined;
  #attempts = 0;
  /** Grows with each connection and each close: what belongs to an older one is over. */
  #round = 0;

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
  }

  /** Whether the platform has let us in. */
  get ready(): boolean {
    return this.#since !== undefined;
  }

  /** Connects, and stays connected until it is closed or taken. */
  open(): void {
    this.#drop();
    this.#wanted = true;
    this.#attempts = 0;
    this.#connect();
  }

  /** What waits for the connection is told at once that there is none. */
  close(): void {
    this.#wanted = false;
    this.#drop();
    for (const { refuse } of [...this.#waiting]) refuse();
  }

  #drop(): void {
    this.#round += 1;
    this.#since = undefined;
    const client = this.#client;
    this.#client = undefined;
    client?.removeAllListeners();
    client?.disconnect();
  }

  /** The client once it may send; rejects with `AppError` `send.failed` where that takes too long or is not wanted. */
  async client(): Promise<WSClient> {
    if (this.#client && this.ready) return this.#client;
    if (!this.#wanted) throw noConnection();
    const { timer } = this.#deps;
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        serve: (client) => {
          this.#waiting.delete(waiting);
          resolve(client);
        },
        refuse: () => {
          if (this.#waiting.delete(waiting)) reject(noConnection());
        },
      };
      this.#waiting.add(waiting);
      void timer.wait(READY_MS).then(waiting.refuse);
    });
  }

  /** Drops the connection and makes a new one: the platform has forgotten that it let us in. */
  renew(): void {
    this.#lost(this.#round, 0);
  }

  #connect(): void {
    const { settings, timer, heartbeatMs = 30_000 } = this.#deps;
    this.#round += 1;
    const round = this.#round;
    const client = new WSClient({
      botId: settings.botId,
      secret: settings.secret,
      wsUrl: settings.url,
      heartbeatInterval: heartbeatMs,
      // It connects once: when to connect again is decided here.
      maxReconnectAttempts: 0,
      maxAuthFailureAttempts: 0,
      wsOptions: { handshakeTimeout: LOGIN_MS, maxPayload: LARGEST_FRAME },
      logger: silent,
    });
    this.#client = client;
    this.#listen(client, round);
    client.connect();
    void timer.wait(LOGIN_MS).then(() => {
      if (!this.ready) this.#lost(round, 0);
    });
  }

  #listen(client: WSClient, round: number): void {
    const { report, timer, onFrame } = this.#deps;
    client.on('authenticated', () => {
      if (round !== this.#round) return;
      this.#since = timer.now();
      report('wecom.robot_connected', { attempt: this.#attempts + 1 });
      for (const { serve } of [...this.#waiting]) serve(client);
    });
    client.on('message', onFrame);
    client.on('event', onFrame);
    client.on('event.disconnected_event', () => this.#taken(round));
    client.on('error', (error: Error & { code?: string }) => {
      // Others are followed by one of these.
      if (error.code === 'WS_RECONNECT_EXHAUSTED') this.#lost(round, 0);
      if (error.code === 'WS_AUTH_FAILURE_EXHAUSTED') {
        report('wecom.robot_login_failed');
        this.#lost(round, REFUSED_WAIT_MS);
      }
    });
  }

  #taken(round: number): void {
    if (round !== this.#round) return;
    this.close();
    this.#deps.onTaken();
  }

  /** Connects again after a while: at least `least` ms. */
  #lost(round: number, least: number): void {
    if (round !== this.#round) return;
    const { timer, report, random = Math.random } = this.#deps;
    if (this.#since !== undefined && timer.now() - this.#since >= HELD_MS) this.#attempts = 0;
    const most = Math.max(least, Math.min(FIRST_WAIT_MS * 2 ** this.#attempts, LONGEST_WAIT_MS));
    const wait = Math.round(most * (0.5 + random() / 2));
    this.#attempts += 1;
    this.#drop();
    const next = this.#round;
    report('wecom.robot_retry', { attempt: this.#attempts, ms: wait });
    void timer.wait(wait).then(() => {
      if (next === this.#round) this.#connect();
    });
  }
}

function noConnection(): AppError {
  return new AppError('send.failed', 'there is no connection');
}
