/** What goes on by itself: planning what is due, going on with what was ordered. */
import type { Lease } from '../../../forms/ports.ts';
import { Queue } from '../../queue.ts';
import { runGroup, type SendToGroup } from './group.ts';
import { runJobs } from './jobs.ts';
import { planDue } from './plan.ts';
import type { ReminderDeps } from './record.ts';

/** How often it is looked, in ms. */
const EVERY_MS = 30_000;
/** Whoever looks goes on looking; another process takes over after so long, in ms. */
const HELD_MS = 3 * EVERY_MS;

export interface ReminderWork {
  /** Looks once. */
  tick(): Promise<void>;
  /** Looks soon: something was ordered. */
  hurry(): void;
  /** Looks now and then, one process at a time, until it is stopped. */
  start(lease: Lease): () => void;
}

export function createReminderWork(
  deps: ReminderDeps & { readonly group?: SendToGroup | undefined },
): ReminderWork {
  const queue = new Queue();
  const tick = () =>
    queue.run('tick', async () => {
      await planDue(deps);
      await runJobs(deps);
      await runGroup(deps, deps.group);
    });
  const look = (work: () => Promise<void>) =>
    void work().catch((error: unknown) => deps.log.failure('reminders.failed', error));
  let running = false;
  return {
    tick,
    hurry() {
      if (running) look(tick);
    },
    start(lease) {
      running = true;
      const timer = setInterval(
        () =>
          look(async () => {
            if (await lease.claim('reminders', HELD_MS)) await tick();
          }),
        EVERY_MS,
      );
      timer.unref();
      return () => {
        running = false;
        clearInterval(timer);
      };
    },
  };
}
