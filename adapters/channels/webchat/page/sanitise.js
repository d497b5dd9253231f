/**
 * Copies a fragment of HTML element by element: only what a document needs, no scripts, no handlers, no addresses.
 * The server's fragment is safe already; this keeps the page safe without having to believe it.
 */

const TAGS = new Set(
  (
    'ARTICLE SECTION HEADER FOOTER DIV P H1 H2 H3 H4 H5 H6 SPAN STRONG B EM I U S SUB SUP BR HR UL OL LI ' +
    'TABLE CAPTION COLGROUP COL THEAD TBODY TFOOT TR TH TD'
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
]);
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
  const made = document.createElement(from.tagName);
  for (const { name, value } of from.attributes) {
    if (ATTRIBUTES.has(name) || /^data-[a-z-]+$/.test(name)) made.setAttribute(name, value);
  }
  // Column widths stand in the table itself.
  const width = from.tagName === 'COL' ? from.getAttribute('width') : null;
  if (width && /^\d{1,3}%$/.test(width)) made.setAttribute('width', width);
  for (const child of from.childNodes) copy(child, made);
  to.appendChild(made);
}
