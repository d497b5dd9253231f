/**
 * Paints models as HTML fragments for the page's preview. Class names only, no styles; everything escaped. `data-path`
 * marks what leads to an answer.
 */
import { cleanText } from '../../forms/documents/clean.ts';
import type {
  Annex,
  Annexes,
  Block,
  Cell,
  Closing,
  DocModel,
  Letterhead,
  Paragraph,
  Run,
  Section,
  Table,
} from '../../forms/documents/model.ts';
import type { FileRef, Path } from '../../forms/submission.ts';
import { text as sentence } from '../../forms/text/index.ts';

/** A row of small pictures. */
export function paintPictures(path: Path, files: readonly FileRef[]): string {
  const images = files.map(({ hash, name, width, height }) => {
    const size = width && height ? ` width="${width}" height="${height}"` : '';
    return `<img class="doc-picture" data-picture="${escapeHtml(hash)}" alt="${escapeHtml(name)}"${size}/>`;
  });
  return `<div class="doc-pictures"${at(path)}>${images.join('')}</div>`;
}

/** The pictures of an answer, where they were not painted before. */
function take(path: Path | undefined, left: Map<Path, readonly FileRef[]>): string {
  const files = path === undefined ? undefined : left.get(path);
  if (path === undefined || !files) return '';
  left.delete(path);
  return paintPictures(path, files);
}

/** The pictures of the answers that paragraphs show. */
function takeAll(blocks: readonly Paragraph[], left: Map<Path, readonly FileRef[]>): string {
  const paths = blocks.flatMap((block) => [block.path, ...block.runs.map((run) => run.path)]);
  return paths.map((path) => take(path, left)).join('');
}

/** One `<article class="doc">`. Pictures that find their place are taken from those that are `left`. */
export function paintHtml(model: DocModel, left: Map<Path, readonly FileRef[]> = new Map()): string {
  const draft = model.draft ? `<p class="doc-draft">${escapeHtml(sentence('document.draft'))}</p>` : '';
  const mark = model.mark ? `<footer class="doc-mark">${escapeHtml(model.mark)}</footer>` : '';
  const classes = `doc doc-${model.layout}${model.landscape ? ' doc-landscape' : ''}`;
  return `<article class="${classes}" data-document="${escapeHtml(model.id)}" aria-label="${escapeHtml(model.title)}">${draft}${model.letterhead ? paintLetterhead(model.letterhead) : ''}${paintBlocks(model.blocks, left)}${mark}</article>`;
}

/** Text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return cleanText(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** Where a new page begins. */
const NEW_PAGE = '<hr class="doc-page">';

/**
 * The names of files stand one below the other, each a paragraph; their pictures come after the last. What begins
 * a page where one has just begun begins no other; none begins before the first words or after the last.
 */
function paintBlocks(blocks: readonly Block[], left: Map<Path, readonly FileRef[]>): string {
  const painted = blocks.map((block, index) => {
    const next = blocks[index + 1];
    const goesOn = block.type === 'paragraph' && next?.type === 'paragraph' && next.path === block.path;
    const pictures = block.type === 'paragraph' && !goesOn ? takeAll([block], left) : '';
    return paintBlock(block, left) + pictures;
  });
  const pages = painted.join('').split(NEW_PAGE);
  return pages.filter((page) => page !== '').join(NEW_PAGE);
}

function paintBlock(block: Block, left: Map<Path, readonly FileRef[]>): string {
  switch (block.type) {
    case 'heading':
      // The page's own heading comes first: the form's begin one level below.
      return `<h${block.level + 2} class="doc-heading doc-heading-${block.level}"${at(block.path)}>${escapeHtml(block.text)}</h${block.level + 2}>`;
    case 'table':
      return paintTable(block, left);
    case 'space':
      return '<div class="doc-space" aria-hidden="true"></div>'.repeat(Math.min(8, Math.ceil(block.lines)));
    case 'page_break':
      return NEW_PAGE;
    case 'paragraph':
      return paintParagraph(block);
    case 'annexes':
    case 'annex':
    case 'closing':
    case 'section':
      return paintOfficial(block, left);
  }
}

function paintOfficial(
  block: Annexes | Annex | Closing | Section,
  left: Map<Path, readonly FileRef[]>,
): string {
  switch (block.type) {
    case 'annexes':
      return `<div class="doc-annexes"><span>${escapeHtml(sentence('document.annexes'))}</span><div>${block.items
        .map(
          (item) =>
            `<p${at(item.path)}>${item.number ? `${item.number}. ` : ''}${runsHtml(item.runs, item.path)}</p>`,
        )
        .join('')}</div></div>`;
    case 'annex':
      return `${NEW_PAGE}<p class="doc-p doc-mark">${escapeHtml(block.label)}</p><p class="doc-p doc-title"${at(block.path)}>${runsHtml(block.runs, block.path)}</p>`;
    case 'closing': {
      const post = block.seal === 'stamp' ? (block.post ?? block.organ) : block.organ;
      const lines = [post, block.date].map((runs) => `<p>${runsHtml(runs, block.path)}</p>`).join('');
      return `<div class="doc-closing doc-closing-${block.seal}"${at(block.path)}>${lines}</div>`;
    }
    case 'section': {
      const blocks = paintBlocks(block.blocks, left);
      return `${NEW_PAGE}${block.landscape ? `<div class="doc-turned">${blocks}</div>` : blocks}${NEW_PAGE}`;
    }
  }
}

function runsHtml(runs: readonly Run[], of: string | undefined): string {
  return runs.map((run) => paintRun(run, of)).join('');
}

/** The red head of a letter; on printed paper only its room. */
function paintLetterhead(head: Letterhead): string {
  const organ = head.printed ? '' : runsHtml(head.organ, undefined);
  const lines = head.lines && !head.printed ? ' doc-letterhead-lines' : '';
  const number =
    head.number.length > 0 ? `<p class="doc-p doc-right">${runsHtml(head.number, undefined)}</p>` : '';
  return `<p class="doc-letterhead${lines}">${organ}</p>${number}`;
}

function paintParagraph(block: Paragraph): string {
  const classes = [
    'doc-p',
    `doc-${block.role}`,
    ...(block.indent ? ['doc-indent'] : []),
    ...(block.align ? [`doc-${block.align}`] : []),
  ];
  const [label, ...answer] = block.runs;
  const inside =
    block.role === 'cover' && label
      ? `<span class="doc-label">${escapeHtml(label.text)}</span><span class="doc-answer">${answer.map((run) => paintRun(run, block.path)).join('')}</span>`
      : block.runs.map((run) => paintRun(run, block.path)).join('');
  return `<p class="${classes.join(' ')}"${at(block.path)}>${inside}</p>`;
}

/** A run leads to its own answer where its line leads elsewhere. */
function paintRun(run: Run, of: string | undefined): string {
  const text = escapeHtml(run.text).replace(/\n/g, '<br/>');
  const path = run.path === of ? '' : at(run.path);
  const classes = [
    ...(run.missing ? ['missing'] : []),
    ...(run.bold ? ['doc-bold'] : []),
    ...(run.underline ? ['doc-underline'] : []),
  ];
  if (classes.length === 0 && path === '') return text;
  const named = classes.length > 0 ? ` class="${classes.join(' ')}"` : '';
  const shown = run.missing && text.trim() === '' ? escapeHtml(sentence('document.missing')) : text;
  return `<span${named}${path}>${shown}</span>`;
}

function paintTable(table: Table, left: Map<Path, readonly FileRef[]>): string {
  const sum = table.widths.reduce((left, right) => left + right, 0);
  const columns = table.widths.map((width) => `<col width="${Math.round((width / sum) * 100)}%">`).join('');
  const rows = table.rows.map(
    (row, index) =>
      `<tr>${row.cells.map((cell) => paintCell(cell, index < table.headerRows, left)).join('')}</tr>`,
  );
  const head = rows.slice(0, table.headerRows).join('');
  const body = rows.slice(table.headerRows).join('');
  return `<table class="doc-table"><colgroup>${columns}</colgroup>${head ? `<thead>${head}</thead>` : ''}<tbody>${body}</tbody></table>`;
}

function paintCell(cell: Cell, head: boolean, left: Map<Path, readonly FileRef[]>): string {
  const tag = head || cell.header ? 'th' : 'td';
  const spans = `${cell.colSpan && cell.colSpan > 1 ? ` colspan="${cell.colSpan}"` : ''}${cell.rowSpan && cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : ''}`;
  const classes = [
    ...(cell.align ? [`doc-${cell.align}`] : []),
    ...(cell.vAlign && cell.vAlign !== 'center' ? [`doc-v-${cell.vAlign}`] : []),
  ];
  const align = classes.length > 0 ? ` class="${classes.join(' ')}"` : '';
  return `<${tag}${spans}${align}${at(cell.path)}>${cell.blocks.map(paintParagraph).join('')}${take(cell.path, left)}${takeAll(cell.blocks, left)}</${tag}>`;
}

/** The attribute that leads to an answer. */
export function at(path: string | undefined): string {
  return path === undefined ? '' : ` data-path="${escapeHtml(path)}"`;
}
