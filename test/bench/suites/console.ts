/** The office's page over a hundred thousand lines: what one request costs. */
import { memoryStore } from '../../../adapters/store/memory.ts';
import { CONSOLE_SORTS } from '../../../forms/office/console.ts';
import { grant, openOffice } from '../../fixtures/office/console.ts';
import { officeLines } from '../../fixtures/office/lines.ts';
import { measure, type Suite } from '../bench.ts';

const LINES = 100_000;
const NEWEST = { by: 'updated', descending: true } as const;

export const consoleSuite: Suite = {
  name: 'console',
  unit: 'ms',
  async run() {
    const office = openOffice({ store: memoryStore(), clock: { now: () => new Date() } });
    const lines = officeLines(office.catalog.list(), '2025-11-21', LINES);
    office.lines = lines;
    office.grants.set('lead', [grant('coordinator')]);
    office.grants.set('reviewer', [grant('reviewer', { units: ['示范省农业科学研究院'] })]);
    const [lead, reviewer] = [await office.session('lead'), await office.session('reviewer')];
    const { console } = office;
    // Another list each time, as after a change: what was sorted before does not count any more.
    const changed = () => {
      office.lines = [...lines];
    };
    return [
      await measure(`page of ${LINES}, the overview changed before`, 'ms', 12, (run) => {
        changed();
        return console.table(lead, {}, { by: CONSOLE_SORTS[run % 6] ?? 'updated', descending: true }, 7);
      }),
      await measure('another page, nothing changed', 'ms', 20, (run) => console.table(lead, {}, NEWEST, run)),
      await measure('words looked for', 'ms', 12, (run) =>
        console.table(lead, { words: `脱硝${run % 2}` }, NEWEST, 0),
      ),
      await measure('page of a reviewer of one unit, the overview changed before', 'ms', 12, () => {
        changed();
        return console.table(reviewer, {}, NEWEST, 0);
      }),
      await measure('charts of a call', 'ms', 12, () => console.charts(lead, 'sustainable-tech-2025')),
      await measure('what the page opens with', 'ms', 12, () => console.open(lead)),
    ];
  },
};
