/** Limits of uploads that contradict one another: a whole that has no room for one of its files. */
import type { Call } from '../call.ts';
import { leafOf, type Names } from './names.ts';
import type { Report } from './problem.ts';

/** Reports where all files together may have less than one question lets a single file have. */
export function checkMedia({ media }: Call, names: Names, report: Report): void {
  if (!media) return;
  for (const named of names.all()) {
    if (!named.question || !leafOf(named)?.takesFiles) continue;
    const read = named.kind?.config.safeParse(named.question.kind);
    const most = (read?.data as { max_mb?: number } | undefined)?.max_mb;
    if (most !== undefined && most > media.max_mb_total) {
      const params = { id: named.id, most, total: media.max_mb_total };
      report.error(['media', 'max_mb_total'], 'media_total', params);
      return;
    }
  }
}
