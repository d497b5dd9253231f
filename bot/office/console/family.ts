/** Gives the link to the office's page, in the chat and once. */
import { type ConsoleAct, readConsole } from '../../../dialogs/office/console.ts';
import { mayAnywhere } from '../../../forms/office/roles.ts';
import { text } from '../../../forms/text/index.ts';
import { refused, said } from '../answers.ts';
import type { Family } from '../family.ts';
import { ledgerWrite } from '../ledger.ts';
import { newConsoleLink } from './sessions.ts';

export interface ConsoleLinkDeps {
  /** Where the page is, and how long a link and its session hold; absent where there is no page. */
  readonly console?: { base(): string; readonly hours: number } | undefined;
}

const HOUR_MS = 3_600_000;

export function createConsoleFamily({ console }: ConsoleLinkDeps): Family<ConsoleAct> {
  return {
    name: 'console',
    read: readConsole,
    async run(_, now) {
      if (!mayAnywhere(now.office.grants, 'console')) return refused(now, 'console', {});
      if (!console) return said('office.console.no_page');
      const { person, account, at } = now;
      const began = Date.parse(at);
      const { token, write } = newConsoleLink(
        { person, account, expiresAt: began + console.hours * HOUR_MS },
        began,
      );
      const link = `${console.base()}/console/in/${token}`;
      const entry = { at, by: person, act: 'console', outcome: 'done' } as const;
      return {
        replies: [{ text: text('office.console.link', { link, hours: console.hours }) }],
        writes: [write, ledgerWrite(entry, now.newId())],
        once: link,
      };
    },
  };
}
