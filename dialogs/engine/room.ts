/** Room for files in the form as a whole, where its call says how much that is. */
import type { Issue } from '../../forms/issue.ts';
import { checkTotal, fileBytes, MIB } from '../../forms/kinds/file.ts';
import type { FileRef, Path } from '../../forms/submission.ts';
import type { Situation } from './situation.ts';

/** Whether the last of these files still fits, were they the answer at a place. */
export function checkRoom({ call, answers }: Situation, path: Path, files: readonly FileRef[]): Issue[] {
  const last = files.at(-1);
  if (!call.media || !last) return [];
  const others = new Map(answers);
  others.delete(path);
  const before = files.slice(0, -1).reduce((sum, { bytes }) => sum + bytes, 0);
  const used = fileBytes(others) + before;
  return checkTotal(last.name, last.bytes, { used, most: call.media.max_mb_total * MIB });
}
