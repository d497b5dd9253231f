/**
 * Copies a fragment of HTML element by element: only what a document needs, no scripts, no handlers, no addresses. A
 * picture comes without its address; the page fetches it by its hash.
 * The server's fragment is safe already; this keeps the page safe without having to believe it.
 */

const TAGS = new Set(
  (
    'ARTICLE SECTION HEADER FOOTER DIV P H1 H2 H3 H4 H5 H6 SPAN STRONG B EM I U S SUB SUP BR HR UL OL LI ' +
    'TABLE CAPTION COLGROUP COL THEAD TBODY TFOOT TR TH TD IMG'
  ).split(' '),
);
const ATTRIBUTES = new Set([
  'class',
  'colspan',
  'rowspan',
  'span',
  'scope',
  'lang',
  'title',
  'aria-label',
  'aria-hidden',
  'alt',
]);
/** A kept picture is named by the hash of its bytes. */
const PICTURE = /^[0-9a-f]{64}$/;

/**
 * @param {string} html
 * @returns {DocumentFragment}
 */
export function sanitise(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const clean = document.createDocumentFragment();
  for (const child of parsed.body.childNodes) copy(child, clean);
  return clean;
}

/**
 * @param {Node} from
 * @param {Node} to
 */
function copy(from, to) {
  if (from instanceof Text) {
    to.appendChild(document.createTextNode(from.data));
    return;
  }
  if (!(from instanceof Element) || !TAGS.has(from.tagName)) return;
  if (from.tagName === 'IMG' && !PICTURE.test(from.getAttribute('data-picture') ?? '')) return;
  const made = document.createElement(from.tagName);
  for (const { name, value } of from.attributes) {
    if (ATTRIBUTES.has(name) || /^data-[a-z-]+$/.test(name)) made.setAttribute(name, value);
  }
  // Column widths stand in the table itself.
  const width = from.tagName === 'COL' ? from.getAttribute('width') : null;
  if (width && /^\d{1,3}%$/.test(width)) made.setAttribute('width', width);
  for (const side of from.tagName === 'IMG' ? ['width', 'height'] : []) {
    const pixels = from.getAttribute(side) ?? '';
    if (/^\d{1,6}$/.test(pixels)) made.setAttribute(side, pixels);
  }
  for (const child of from.childNodes) copy(child, made);
  to.appendChild(made);
}
