/** The table of scales: one line each. A call names one by id or carries its own. */
import { z } from 'zod';
import { AppError } from '../../error.ts';
import { Scale } from '../scale.ts';
import { nasa9 } from './nasa9.ts';
import { trl13 } from './trl13.ts';

const scales: readonly Scale[] = [trl13, nasa9];

/** A scale as a call gives it: the id of one of the table, or the whole scale. */
export const ScaleEntry = z.union([z.enum(scales.map((scale) => scale.id)), Scale]);
export type ScaleEntry = z.infer<typeof ScaleEntry>;

/** The scale that a checked entry means. */
export function scaleOf(entry: ScaleEntry): Scale {
  if (typeof entry !== 'string') return entry;
  const scale = scales.find((each) => each.id === entry);
  if (!scale) throw new AppError('scale.unknown', `no readiness scale ${entry}`);
  return scale;
}
