/** Lets any file come that is no larger than that. */
import type { Intake } from '../../forms/ports.ts';

export function roomFor(most: number): Intake {
  return {
    async admit(_person, { bytes = 0 }) {
      const say = '文件太大。';
      return bytes > most
        ? { ok: false, code: 'file.too_large', say }
        : { ok: true, maxBytes: most, place: null };
    },
  };
}
