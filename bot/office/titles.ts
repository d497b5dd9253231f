/** How a submission is named in lists. */
import type { Standing } from '../../forms/office/standing.ts';
import { text } from '../../forms/text/index.ts';

/** 《名称》 beside the unit; nothing where a submission is named by its unit. */
export function namedTitle({ title, unit }: Standing): string {
  if (title === '') return text('office.untitled');
  return title === unit ? '' : text('office.status.title', { title });
}
