/** Draws what a browser shows as SVG of rectangles, lines and text. */

/**
 * Runs inside the page, so it may use nothing from outside itself. Draws backgrounds, borders, progress bars, inline
 * drawings and every line of text at its place; text is set to its measured length, whatever font the viewer has.
 * @param title what the picture shows, for those who cannot see it
 */
export async function drawPage(title: string): Promise<string> {
  type Box = { x: number; y: number; right: number; bottom: number };
  const { innerWidth: width, innerHeight: height } = window;
  const out: string[] = [];
  const clips = new Map<string, string>();
  const n = (value: number): string => String(Math.round(value * 10) / 10);
  const escaped = (text: string): string =>
    text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  const visible = (color: string): boolean => !/^(transparent|rgba\(.*, 0\))$/.test(color);
  const boxOf = ({ left, top, right, bottom }: DOMRect): Box => ({ x: left, y: top, right, bottom });
  const cut = (a: Box, b: Box): Box => ({
    x: Math.max(a.x, b.x),
    y: Math.max(a.y, b.y),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const empty = (box: Box): boolean => box.right - box.x < 0.5 || box.bottom - box.y < 0.5;
  const outside = (box: Box, clip: Box): boolean =>
    box.x < clip.x - 0.5 ||
    box.y < clip.y - 0.5 ||
    box.right > clip.right + 0.5 ||
    box.bottom > clip.bottom + 0.5;

  function clipped(shape: string, box: Box, clip: Box): void {
    if (empty(cut(box, clip))) return;
    if (!outside(box, clip)) {
      out.push(shape);
      return;
    }
    const key = [clip.x, clip.y, clip.right - clip.x, clip.bottom - clip.y].map(n).join(' ');
    const id = clips.get(key) ?? `c${clips.size}`;
    clips.set(key, id);
    out.push(`<g clip-path="url(#${id})">${shape}</g>`);
  }

  const rectangle = (box: Box, more: string): string =>
    `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.right - box.x)}" height="${n(box.bottom - box.y)}" ${more}/>`;

  function drawBox(element: Element, style: CSSStyleDeclaration, clip: Box): void {
    const box = boxOf(element.getBoundingClientRect());
    const sides = (['Top', 'Right', 'Bottom', 'Left'] as const).map((side) => ({
      side,
      width: style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]),
      color: style[`border${side}Color`],
      dashed: style[`border${side}Style`] === 'dashed',
    }));
    const drawn = sides.filter((side) => side.width > 0 && visible(side.color));
    const [first] = drawn;
    const whole = drawn.length === 4 && first && drawn.every(({ color }) => color === first.color);
    const fill = visible(style.backgroundColor) ? style.backgroundColor : 'none';
    const half = whole ? first.width / 2 : 0;
    const shape: Box = {
      x: box.x + half,
      y: box.y + half,
      right: box.right - half,
      bottom: box.bottom - half,
    };
    const radius = Math.min(Number.parseFloat(style.borderBottomLeftRadius) || 0, (box.bottom - box.y) / 2);
    const stroke = whole ? ` stroke="${first.color}" stroke-width="${n(first.width)}"` : '';
    if (fill !== 'none' || whole)
      clipped(rectangle(shape, `rx="${n(radius)}" fill="${fill}"${stroke}`), box, clip);
    if (whole) return;
    for (const { side, width: thick, color, dashed } of drawn) {
      const line =
        side === 'Top' || side === 'Bottom'
          ? { x1: box.x, x2: box.right, y1: side === 'Top' ? box.y + thick / 2 : box.bottom - thick / 2 }
          : { x1: side === 'Left' ? box.x + thick / 2 : box.right - thick / 2, y1: box.y, y2: box.bottom };
      const { x1, y1, x2 = x1, y2 = y1 } = line as { x1: number; y1: number; x2?: number; y2?: number };
      const dash = dashed ? ' stroke-dasharray="4 3"' : '';
      clipped(
        `<path d="M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}" stroke="${color}" stroke-width="${n(thick)}"${dash}/>`,
        box,
        clip,
      );
    }
  }

  function drawText(text: string, box: Box, style: CSSStyleDeclaration, clip: Box): void {
    if (text.trim() === '' || empty(cut(box, clip))) return;
    const size = Number.parseFloat(style.fontSize);
    const serif = /Song|Fang|Kai|Serif/i.test(style.fontFamily) && !/^"PingFang/.test(style.fontFamily);
    const weight = Number(style.fontWeight) >= 600 ? ' font-weight="700"' : '';
    const middle = (box.y + box.bottom) / 2 + size * 0.36;
    const shape = `<text x="${n(box.x)}" y="${n(middle)}" font-size="${n(size)}" textLength="${n(box.right - box.x)}" lengthAdjust="spacingAndGlyphs" fill="${style.color}"${weight}${serif ? ' class="s"' : ''}>${escaped(text)}</text>`;
    clipped(shape, box, clip);
    if (style.textDecorationLine !== 'underline') return;
    const y = n(middle + size * 0.18);
    clipped(
      `<path d="M${n(box.x)} ${y}H${n(box.right)}" stroke="${style.color}" stroke-width="0.8"/>`,
      box,
      clip,
    );
  }

  /** A text node line by line, as it was broken. */
  function drawLines(node: Text, style: CSSStyleDeclaration, clip: Box): void {
    const range = document.createRange();
    let line = '';
    let gap = '';
    let box: Box | undefined;
    const flush = (): void => {
      if (box) drawText(line, box, style, clip);
      line = '';
      gap = '';
      box = undefined;
    };
    for (let at = 0; at < node.length; at += 1) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const [rect] = range.getClientRects();
      if (!rect || rect.width === 0) continue;
      if (box && Math.abs(rect.top - box.y) > 3) flush();
      const sign = node.data[at] ?? '';
      // Room before and after the words belongs to nothing that is drawn.
      if (/\s/.test(sign)) {
        gap += sign === '\n' ? ' ' : sign;
        continue;
      }
      const letter = boxOf(rect);
      box = box ? { ...box, right: letter.right, bottom: Math.max(box.bottom, letter.bottom) } : letter;
      line += (line === '' ? '' : gap) + sign;
      gap = '';
    }
    flush();
  }

  function drawMeter(meter: HTMLProgressElement, clip: Box): void {
    const box = boxOf(meter.getBoundingClientRect());
    const style = getComputedStyle(meter);
    const value = style.getPropertyValue(meter.closest('.complete') ? '--good' : '--accent');
    const radius = `rx="${style.borderTopLeftRadius === '0px' ? 0 : 2}"`;
    clipped(rectangle(box, `${radius} fill="${style.backgroundColor}"`), box, clip);
    const done: Box = { ...box, right: box.x + (box.right - box.x) * meter.position };
    if (!empty(done)) clipped(rectangle(done, `${radius} fill="${value}"`), done, clip);
  }

  function drawDrawing(svg: string, box: Box, style: CSSStyleDeclaration, clip: Box): void {
    const opening = `<svg x="${n(box.x)}" y="${n(box.y)}" width="${n(box.right - box.x)}" height="${n(box.bottom - box.y)}" color="${style.color}" fill="${style.fill}" stroke="${style.stroke}" stroke-width="${Number.parseFloat(style.strokeWidth)}"`;
    const viewBox = /viewBox="[^"]*"/.exec(svg)?.[0] ?? '';
    const inside = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
    clipped(`${opening} ${viewBox}>${inside.replace(/\s*\n\s*/g, '')}</svg>`, box, clip);
  }

  /** Controls whose inside is not in the tree. Returns whether it was one. */
  async function drawControl(element: Element, style: CSSStyleDeclaration, clip: Box): Promise<boolean> {
    const box = boxOf(element.getBoundingClientRect());
    const inner: Box = { ...box, x: box.x + Number.parseFloat(style.paddingLeft) };
    if (element instanceof HTMLProgressElement) drawMeter(element, clip);
    else if (element instanceof HTMLImageElement)
      drawDrawing(
        await (await fetch(element.src)).text(),
        box,
        { ...style, fill: 'black', stroke: 'none' } as never,
        clip,
      );
    else if (element instanceof SVGSVGElement) drawDrawing(element.outerHTML, box, style, clip);
    else if (element instanceof HTMLTextAreaElement) {
      drawBox(element, style, clip);
      const hint = getComputedStyle(element, '::placeholder');
      drawText(
        element.placeholder,
        { ...inner, right: inner.x + element.placeholder.length * 16 },
        hint,
        clip,
      );
    } else if (element instanceof HTMLSelectElement) {
      drawBox(element, style, clip);
      const label = element.selectedOptions[0]?.label ?? '';
      drawText(label, { ...inner, right: inner.x + label.length * 14 }, style, clip);
      const y = (box.y + box.bottom) / 2;
      out.push(
        `<path d="M${n(box.right - 18)} ${n(y - 2)}l4 4 4-4" fill="none" stroke="${style.color}" stroke-width="1.5"/>`,
      );
    } else return false;
    return true;
  }

  async function draw(element: Element, clip: Box): Promise<void> {
    const style = getComputedStyle(element);
    const box = boxOf(element.getBoundingClientRect());
    if (!element.checkVisibility({ visibilityProperty: true }) || style.clipPath !== 'none') return;
    if (element.matches('.skip, script, noscript')) return;
    if (await drawControl(element, style, clip)) return;
    if (style.display !== 'contents') drawBox(element, style, clip);
    const inside = style.overflowX === 'visible' && style.overflowY === 'visible' ? clip : cut(clip, box);
    if (empty(inside)) return;
    for (const child of element.childNodes) {
      if (child instanceof Text) drawLines(child, style, inside);
      else if (child instanceof Element) await draw(child, inside);
    }
  }

  await draw(document.body, { x: 0, y: 0, right: width, bottom: height });
  const areas = [...clips].map(([key, id]) => {
    const [x, y, w, h] = key.split(' ');
    return `<clipPath id="${id}"><rect x="${x}" y="${y}" width="${w}" height="${h}"/></clipPath>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>text{white-space:pre;font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif}.s{font-family:"Songti SC",SimSun,"Noto Serif CJK SC","Source Han Serif SC",serif}</style>
<defs>${areas.join('')}</defs>
${out.join('\n')}
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" fill="none" stroke="#d8dee5"/>
</svg>
`;
}
