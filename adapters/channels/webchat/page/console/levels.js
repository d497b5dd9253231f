/** The chart of levels: what is claimed across, what the evidence supports upwards; a square for each pair. */

/** @import { Charts } from './types.js' */

import { drawing, svg } from './draw.js';
import { say } from './words.js';

/** Levels of the scales: GB/T 22900 and its kin go from 1 to 9. */
const HIGHEST = 9;
const LARGEST = 44;

/**
 * @param {Charts} data
 * @param {number} width
 */
export function levelsChart({ levels }, width) {
  const [left, bottom, top] = [34, 44, 22];
  const size = Math.min(LARGEST, (width - left - 2) / HIGHEST);
  const tall = top + size * (HIGHEST + 1);
  const { cells, pairs, above } = levels;
  const said = say('charts.levels_said', { pairs, above });
  const picture = drawing({ width: left + size * HIGHEST + 2, height: tall + bottom, label: said });
  const counts = new Map(cells.map((cell) => [`${cell.claimed}/${cell.supported}`, cell.count]));
  const most = Math.max(1, ...cells.map(({ count }) => count));
  for (let supported = 0; supported <= HIGHEST; supported += 1) {
    const y = tall - size * (supported + 1);
    const name = supported === 0 ? say('charts.no_support') : supported;
    picture.append(
      svg('text', { class: 'tick', x: left - 7, y: y + size / 2 + 4, 'text-anchor': 'end', text: name }),
    );
    for (let claimed = 1; claimed <= HIGHEST; claimed += 1) {
      const count = counts.get(`${claimed}/${supported}`) ?? 0;
      const x = left + size * (claimed - 1);
      const kind = claimed > supported ? 'over' : 'held';
      const frame = { x: x + 1, y: y + 1, width: size - 2, height: size - 2, rx: 3 };
      picture.append(svg('rect', { class: `${kind} ground`, ...frame }));
      if (count === 0) continue;
      const deep = Math.min(4, Math.ceil((4 * count) / most));
      const square = svg('rect', { class: `${kind} deep-${deep}`, ...frame });
      square.append(svg('title', { text: say('charts.cell', { claimed, supported: name, count }) }));
      picture.append(
        square,
        svg('text', { class: `number deep-${deep}`, x: x + size / 2, y: y + size / 2 + 5, text: count }),
      );
    }
  }
  for (let claimed = 1; claimed <= HIGHEST; claimed += 1) {
    const x = left + size * (claimed - 0.5);
    picture.append(svg('text', { class: 'tick', x, y: tall + 17, 'text-anchor': 'middle', text: claimed }));
  }
  picture.append(
    svg('text', {
      class: 'axis',
      x: left + (size * HIGHEST) / 2,
      y: tall + 37,
      'text-anchor': 'middle',
      text: say('charts.claimed'),
    }),
    svg('text', { class: 'axis', x: 0, y: 14, text: say('charts.supported') }),
  );
  return picture;
}

/** @param {Charts} data */
export function levelsNumbers({ levels }) {
  return {
    head: [say('charts.claimed'), say('charts.supported'), say('charts.count')],
    rows: levels.cells.map(({ claimed, supported, count }) => [
      claimed,
      supported === 0 ? say('charts.no_support') : supported,
      count,
    ]),
  };
}
