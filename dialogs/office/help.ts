/** 帮助, for whoever was granted something: what they can say. */
import { mayAnywhere, OFFICE_ACTS } from '../../forms/office/roles.ts';
import { hasText, text } from '../../forms/text/index.ts';
import { squeeze } from '../engine/understand/words.ts';
import type { Reading } from './reading.ts';

export interface HelpAct {
  readonly kind: 'help';
}

export function readHelp({ words, files, grants }: Reading): HelpAct | undefined {
  if (grants.length === 0 || files.length > 0) return undefined;
  return text('office.help.words').split('|').includes(squeeze(words)) ? { kind: 'help' } : undefined;
}

/** What a person can say, an act a line; acts that have no words of their own are left out. */
export function helpText({ grants }: Pick<Reading, 'grants'>): string {
  const lines = OFFICE_ACTS.filter((act) => mayAnywhere(grants, act) && hasText(`office.help.${act}`)).map(
    (act) => text(`office.help.${act}`),
  );
  return [text('office.help.head'), ...lines, text('office.help.own')].join('\n');
}
