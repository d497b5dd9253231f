/** No links at all. */
import type { Links } from '../../forms/ports.ts';

export const noLinks: Links = {
  view: async () => ({ state: 'unknown' }),
  owner: async () => undefined,
  finish: async () => 'unknown',
};
