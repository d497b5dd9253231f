import { expect, test } from 'vitest';
import { testFolder } from '../../adapters/store/folder.ts';
import { soak } from '../../fakes/wecom/soak.ts';

test('thirty people before a platform that fails now and then: each message answered once, in order, within limits', async () => {
  const result = await soak({ folder: testFolder(), people: 30, rounds: 9 });
  expect(result.wrong).toEqual([]);
  expect(result.breaches).toEqual([]);
  expect(result.deliveries).toBeGreaterThan(result.messages);
  expect(result.failed).toBeGreaterThan(20);
  expect(result.tokens).toBeGreaterThan(1);
});
