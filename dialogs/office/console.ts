/** The words that ask for the office's page. */
import { mayAnywhere } from '../../forms/office/roles.ts';
import { text } from '../../forms/text/index.ts';
import { squeeze } from '../engine/understand/words.ts';
import type { Reading } from './reading.ts';

export interface ConsoleAct {
  readonly kind: 'console';
}

/** For those only who may open it: anybody else says an ordinary word. */
export function readConsole({ words, files, grants }: Reading): ConsoleAct | undefined {
  if (files.length > 0 || !mayAnywhere(grants, 'console')) return undefined;
  return text('office.console.words').split('|').includes(squeeze(words)) ? { kind: 'console' } : undefined;
}
