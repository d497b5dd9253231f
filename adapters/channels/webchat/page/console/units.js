/** The chart of states by unit: one bar each, cut into the states. */

/** @import { Charts, Unit } from './types.js' */

import { cut, drawing, svg } from './draw.js';
import { STAGES } from './filters.js';
import { say } from './words.js';

const [ROW, BAR, GAP] = [46, 18, 2];

/**
 * @param {Charts} data
 * @param {number} width
 */
export function unitsChart({ units }, width) {
  const most = Math.max(1, ...units.map(({ total }) => total));
  const room = width - 44;
  const label = units.map((unit) => `${nameOf(unit)}：${unit.total}`).join('；');
  const picture = drawing({ width, height: units.length * ROW, label });
  for (const [index, unit] of units.entries()) {
    const top = index * ROW;
    picture.append(svg('text', { class: 'name', x: 0, y: top + 15, text: cut(nameOf(unit), width / 14) }));
    let x = 0;
    for (const { stage, count } of unit.counts) {
      const wide = (room * count) / most;
      const piece = svg('rect', {
        class: `stage-${stage}`,
        x,
        y: top + 22,
        width: Math.max(1, wide - (wide > 6 ? GAP : 0)),
        height: BAR,
        rx: 2,
      });
      piece.append(svg('title', { text: `${say(`stage.${stage}`)}：${count}` }));
      picture.append(piece);
      const digits = String(count);
      if (wide > digits.length * 9 + 6)
        picture.append(
          svg('text', { class: `inside on-${stage}`, x: x + (wide - GAP) / 2, y: top + 35.5, text: digits }),
        );
      x += wide;
    }
    picture.append(svg('text', { class: 'sum', x: x + 6, y: top + 36, text: unit.total }));
  }
  return picture;
}

/** @param {Unit} unit */
export function nameOf({ unit, units }) {
  if (unit === null) return say('charts.others', { units });
  return unit === '' ? say('no_unit') : unit;
}

/**
 * The same as numbers: a row for each unit, a column for each state that occurs.
 * @param {Charts} data
 */
export function unitsNumbers({ units }) {
  const stages = STAGES.filter((stage) =>
    units.some(({ counts }) => counts.some((each) => each.stage === stage)),
  );
  const head = [say('filter.unit'), ...stages.map((stage) => say(`stage.${stage}`)), say('charts.sum')];
  const rows = units.map((unit) => [
    nameOf(unit),
    ...stages.map((stage) => unit.counts.find((each) => each.stage === stage)?.count ?? 0),
    unit.total,
  ]);
  return { head, rows };
}
