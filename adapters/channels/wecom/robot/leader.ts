/**
 * Who holds the connection where several processes run: the platform takes one per robot and cuts the older. The lease
 * in the store decides among ours. Where a stranger connects as the same robot, fighting for it would cut both in turn:
 * the leader steps back for a while, and keeps the lease so that the others do too.
 */
import type { Lease } from '../../../../forms/ports.ts';
import type { Timer } from '../../pace.ts';
import type { Report } from './connection.ts';

export interface LeaderDeps {
  readonly lease: Lease;
  /** What is led: one name per robot. */
  readonly name: string;
  readonly timer: Timer;
  readonly report: Report;
  /** Begins to lead; ends. */
  readonly lead: (leading: boolean) => void;
}

const LEASE_MS = 30_000;
const EVERY_MS = 10_000;
/** Without a store there is no telling who leads: it ends this long before the lease does. */
const MARGIN_MS = 5_000;
/** After a stranger took the robot it is tried again only now and then. */
const TAKEN_MS = 15 * 60_000;

export class Leader {
  readonly #deps: LeaderDeps;
  #leading = false;
  #stopped = false;
  /** Until when the lease is ours for certain. */
  #until = 0;
  /** Not before then: a stranger holds the robot. */
  #notBefore = 0;
  #ended: Promise<void> | undefined;
  #stop: () => void = () => undefined;

  constructor(deps: LeaderDeps) {
    this.#deps = deps;
  }

  get leading(): boolean {
    return this.#leading;
  }

  start(): void {
    const stopped = new Promise<void>((resolve) => {
      this.#stop = resolve;
    });
    this.#ended = this.#run(stopped);
  }

  /** Ends and gives the lease up, so that another need not wait for it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stop();
    await this.#ended;
    this.#set(false);
    await this.#deps.lease.release(this.#deps.name).catch(() => undefined);
  }

  /** The platform gave the robot to another connection. */
  taken(): void {
    const { timer, report } = this.#deps;
    this.#notBefore = timer.now() + TAKEN_MS;
    this.#set(false);
    report('wecom.robot_taken');
  }

  async #run(stopped: Promise<void>): Promise<void> {
    while (!this.#stopped) {
      await this.#tick();
      await Promise.race([this.#deps.timer.wait(EVERY_MS), stopped]);
    }
  }

  async #tick(): Promise<void> {
    const { lease, name, timer, report } = this.#deps;
    const asked = timer.now();
    try {
      const held = await lease.claim(name, LEASE_MS);
      this.#until = held ? asked + LEASE_MS : 0;
      // One of ours leads: whoever took the robot was it.
      if (!held) this.#notBefore = 0;
    } catch {
      report('wecom.lease_failed');
    }
    const now = timer.now();
    this.#set(!this.#stopped && this.#until - MARGIN_MS > now && now >= this.#notBefore);
  }

  #set(leading: boolean): void {
    if (leading === this.#leading) return;
    this.#leading = leading;
    this.#deps.lead(leading);
  }
}
