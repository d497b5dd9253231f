/** What the message extension offers: the app's manifest names these commands, and Teams sends them back. */
import type { InquiryAsk } from '../../../forms/office/ports.ts';

/** The commands by their ids, and where each looks. */
export const SEARCHES = {
  standing: undefined,
  standing_unit: 'unit',
  standing_call: 'call',
} as const satisfies Readonly<Record<string, InquiryAsk['among']>>;
