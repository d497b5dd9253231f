/** Which process does what only one may do. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { memoryStore } from '../../adapters/store/memory.ts';
import { createLease } from '../../bot/lease.ts';
import { testFolder } from '../adapters/store/folder.ts';
import { fakeClock } from '../fakes/clock.ts';

function world() {
  const clock = fakeClock();
  const store = memoryStore({ now: () => clock.now().getTime() });
  return { clock, one: createLease({ store, process: 'one' }), two: createLease({ store, process: 'two' }) };
}

test('one holds it and keeps it as long as it asks in time', async () => {
  const { clock, one, two } = world();
  expect(await one.claim('robot', 1000)).toBe(true);
  for (let round = 0; round < 5; round += 1) {
    clock.advance(900);
    expect(await two.claim('robot', 1000)).toBe(false);
    expect(await one.claim('robot', 1000)).toBe(true);
  }
  expect(await two.claim('another', 1000)).toBe(true);
});

test('it goes to another once it is over, and the first has lost it', async () => {
  const { clock, one, two } = world();
  await one.claim('robot', 1000);
  clock.advance(1000);
  expect(await two.claim('robot', 1000)).toBe(true);
  expect(await one.claim('robot', 1000)).toBe(false);
});

test('given up it is free at once; only its holder gives it up', async () => {
  const { one, two } = world();
  await one.claim('robot', 1000);
  await two.release('robot');
  expect(await two.claim('robot', 1000)).toBe(false);
  await one.release('robot');
  expect(await two.claim('robot', 1000)).toBe(true);
});

test('of many that ask at the same moment one gets it', async () => {
  const { one, two } = world();
  const asked = [one, two, one, two].map((each) => each.claim('robot', 1000));
  const [first, second, third, fourth] = await Promise.all(asked);
  expect((first || third) !== (second || fourth)).toBe(true);
});

/** A process that tries to hold the lease, and says each time whether it does. */
function contender(store: string, name: string) {
  const child = fork(path.join(import.meta.dirname, 'child/lease.ts'), [store, name], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let held = false;
  child.on('message', (now) => {
    held = now === true;
  });
  return { child, held: () => held };
}

test('of two processes on one store the second takes over when the first is killed', async () => {
  const store = path.join(testFolder(), 'lease.sqlite');
  const both = [contender(store, 'one'), contender(store, 'two')];
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await until(() => both.some(({ held }) => held()));
  const leader = both.find(({ held }) => held());
  const other = both.find((each) => each !== leader);
  // Asked a few times more, it stays where it is.
  await new Promise((resolve) => leader?.child.once('message', () => leader.child.once('message', resolve)));
  expect(other?.held()).toBe(false);
  leader?.child.kill('SIGKILL');
  await until(() => other?.held() === true);
});
