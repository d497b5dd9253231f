/** Says what an office person can say. */
import { type HelpAct, helpText, readHelp } from '../../dialogs/office/help.ts';
import type { Family } from './family.ts';

export const help: Family<HelpAct> = {
  name: 'help',
  read: readHelp,
  async run(_, { office }) {
    return { replies: [{ text: helpText(office) }] };
  },
};
