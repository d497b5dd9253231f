/** The chart of what was submitted, day by day up to the deadlines. */

/** @import { Charts } from './types.js' */

import { drawing, steps, svg } from './draw.js';
import { say } from './words.js';

const HEIGHT = 260;
const DAY = 86_400_000;
/** Days before the first submission and after the last mark that are drawn, so that nothing sticks to the frame. */
const MARGIN = 1;

/** @param {string} day */
const numberOf = (day) => Date.parse(day) / DAY;

/**
 * @param {Charts} data
 * @param {number} width
 */
export function daysChart({ days, deadlines, today, total }, width) {
  const last = days.at(-1);
  const marks = [today, ...deadlines.map(({ date }) => date)].map(numberOf);
  const first = numberOf(days[0]?.day ?? today);
  // A mark far from everything would press the days together: what lies years off is left out.
  const near = marks.filter((mark) => Math.abs(mark - first) < 400);
  const from = Math.min(first, ...near) - MARGIN;
  const to = Math.max(numberOf(last?.day ?? today), ...near) + MARGIN;
  const ticks = steps(total);
  const most = ticks.at(-1) ?? 1;
  const left = String(most).length * 8 + 12;
  const frame = { left, right: width - 12, top: 58, bottom: HEIGHT - 28 };
  const x = (/** @type {number} */ day) =>
    frame.left + ((frame.right - frame.left) * (day - from)) / (to - from);
  const y = (/** @type {number} */ count) => frame.bottom - ((frame.bottom - frame.top) * count) / most;
  const label = last
    ? say('charts.days_said', { day: last.day, submitted: last.submitted, total })
    : say('charts.days_none');
  const picture = drawing({ width, height: HEIGHT, label });
  for (const tick of ticks) {
    picture.append(
      svg('line', { class: 'grid', x1: frame.left, x2: frame.right, y1: y(tick), y2: y(tick) }),
      svg('text', { class: 'tick', x: frame.left - 6, y: y(tick) + 4, 'text-anchor': 'end', text: tick }),
    );
  }
  axis(picture, { from, to, x, ...frame });
  picture.append(
    svg('line', { class: 'all', x1: frame.left, x2: frame.right, y1: y(total), y2: y(total) }),
    svg('text', {
      class: 'all-name',
      x: frame.left + 4,
      y: y(total) - 5,
      text: say('charts.all', { total }),
    }),
  );
  line(picture, days, { x, y, end: Math.min(to, Math.max(numberOf(today), numberOf(last?.day ?? today))) });
  const named = [
    { name: say('charts.today'), date: today, kind: 'today' },
    ...deadlines.map((each) => ({ ...each, kind: 'deadline' })),
  ].filter(({ date }) => numberOf(date) >= from && numberOf(date) <= to);
  mark(picture, named, { x, top: frame.top, bottom: frame.bottom, width });
  return picture;
}

/**
 * @param {SVGElement} picture
 * @param {{ from: number, to: number, x: (day: number) => number, bottom: number, left: number, right: number }} place
 */
function axis(picture, { from, to, x, bottom, left, right }) {
  const every = Math.max(1, Math.ceil(((to - from) * 48) / (right - left)));
  for (let day = Math.ceil(from); day <= to; day += every) {
    // A date at the very edge would be cut off.
    if (x(day) > right - 16) break;
    const shown = new Date(day * DAY).toISOString().slice(5, 10);
    picture.append(
      svg('text', { class: 'tick', x: x(day), y: bottom + 18, 'text-anchor': 'middle', text: shown }),
    );
  }
}

/**
 * A line in steps: it grows on the day, and stays as it is until the next.
 * @param {SVGElement} picture
 * @param {Charts['days']} days
 * @param {{ x: (day: number) => number, y: (count: number) => number, end: number }} place
 */
function line(picture, days, { x, y, end }) {
  if (days.length === 0) return;
  const first = numberOf(days[0]?.day ?? '');
  let path = `M${x(first - MARGIN)} ${y(0)}`;
  for (const { day, submitted } of days) path += `H${x(numberOf(day))}V${y(submitted)}`;
  path += `H${x(end)}`;
  picture.append(
    svg('path', { class: 'area', d: `${path}V${y(0)}Z` }),
    svg('path', { class: 'line', d: path }),
  );
  for (const { day, submitted } of days) {
    const dot = svg('circle', { class: 'dot', cx: x(numberOf(day)), cy: y(submitted), r: 3.5 });
    dot.append(svg('title', { text: `${day}：${submitted}` }));
    picture.append(dot);
  }
}

/**
 * @param {SVGElement} picture
 * @param {{ name: string, date: string, kind: string }[]} marks
 * @param {{ x: (day: number) => number, top: number, bottom: number, width: number }} place
 */
function mark(picture, marks, { x: xOf, top, bottom, width }) {
  /** @type {Node[]} */
  const names = [];
  for (const [index, { name, date, kind }] of marks.entries()) {
    const at = xOf(numberOf(date));
    // Names of neighbours stand on lines of their own, and turn to the other side near the edge.
    const y = top - 44 + (index % 3) * 15;
    const end = at > width / 2;
    picture.append(svg('line', { class: kind, x1: at, x2: at, y1: y - 8, y2: bottom }));
    const [x, anchor] = end ? [at - 5, 'end'] : [at + 5, 'start'];
    names.push(
      svg('text', { class: `${kind}-name`, x, y, 'text-anchor': anchor, text: `${name} ${date.slice(5)}` }),
    );
  }
  picture.append(...names);
}

/** @param {Charts} data */
export function daysNumbers({ days }) {
  return {
    head: [say('charts.day'), say('charts.submitted')],
    rows: days.map(({ day, submitted }) => [day, submitted]),
  };
}
