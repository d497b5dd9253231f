/** Small pieces of drawing: SVG elements, round steps of an axis. */

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {{ text?: string | number, [attribute: string]: string | number | undefined }} [attributes]
 * @param {Node[]} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (name === 'text') element.textContent = String(value);
    else element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/**
 * A drawing of that size with its meaning in words; what it is made of is not read one by one.
 * @param {{ width: number, height: number, label: string }} size
 */
export function drawing({ width, height, label }) {
  return svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label });
}

/**
 * Whole numbers from 0 to at least `most`, some five steps of 1, 2 or 5 times a power of ten.
 * @param {number} most
 * @returns {number[]}
 */
export function steps(most) {
  const rough = Math.max(1, most / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, index) => index * step);
}

/**
 * A text shortened to a number of characters, Latin ones counted as half.
 * @param {string} text
 * @param {number} most
 */
export function cut(text, most) {
  let room = most;
  for (const [index, letter] of [...text].entries()) {
    room -= letter.charCodeAt(0) < 0x300 ? 0.55 : 1;
    if (room < 0) return `${[...text].slice(0, Math.max(1, index - 1)).join('')}…`;
  }
  return text;
}
