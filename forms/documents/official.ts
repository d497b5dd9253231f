/** Parts of a letter or report in official layout (公文, GB/T 9704-2012): what stands in them; painters lay them out. */
import { holds } from '../condition.ts';
import { paragraphsOf } from './answer.ts';
import { linesOf } from './clean.ts';
import { type Filling, fill, isEmpty, type Piece, pathOf, rowFillings, runOf } from './fill.ts';
import type { Annex, Annexes, Closing, Letterhead, Paragraph, Run } from './model.ts';
import type { BlockSpec, DocumentSpec } from './spec.ts';

/** Head of a letter (10.1). */
export function letterheadOf(spec: NonNullable<DocumentSpec['letterhead']>, filling: Filling): Letterhead {
  return {
    organ: runsOf(fill(spec.organ, filling)),
    number: spec.number === undefined ? [] : runsOf(fill(spec.number, filling)),
    lines: spec.lines,
    printed: spec.printed,
  };
}

/** 主送 (7.3.2), ended by a full-width colon however the template ends. */
export function addresseeLine(template: string, filling: Filling): Paragraph {
  const pieces = fill(template.trim().replace(/[:：]$/u, ''), filling);
  return {
    type: 'paragraph',
    role: 'addressee',
    runs: [...runsOf(pieces), { text: '：' }],
    ...pathOf(pieces),
  };
}

/** 附件说明 (7.3.4): no end punctuation, a single annex without number. Nothing where no item is left. */
export function annexesBlock(
  specs: Extract<BlockSpec, { annexes: unknown }>['annexes'],
  filling: Filling,
): Annexes[] {
  const lines = specs.flatMap((spec): Piece[][] => {
    if (typeof spec === 'string') return [fill(spec, filling)];
    const lookup = (id: string): unknown => filling.plan.book.plain(id, filling.row?.path);
    if (spec.when && !holds(spec.when, lookup)) return [];
    const fillings = spec.each ? rowFillings(filling, spec.each) : [filling];
    return fillings.map((each) => fill(spec.text, each));
  });
  const left = lines.filter(
    (pieces) => !isEmpty(pieces) || pieces.some((piece) => piece.state === 'missing'),
  );
  const items = left.map((pieces, index) => ({
    ...(left.length > 1 ? { number: index + 1 } : {}),
    runs: withoutEnd(runsOf(pieces)),
    ...pathOf(pieces),
  }));
  return items.length > 0 ? [{ type: 'annexes', items }] : [];
}

/** 落款 (7.3.5). */
export function closingBlock(
  { organ, date, seal, post }: Extract<BlockSpec, { closing: unknown }>['closing'],
  filling: Filling,
): Closing {
  const [organPieces, datePieces] = [fill(organ, filling), fill(date, filling)];
  return {
    type: 'closing',
    seal,
    organ: runsOf(organPieces),
    date: runsOf(datePieces),
    ...(post === undefined ? {} : { post: runsOf(fill(post, filling)) }),
    ...pathOf([...organPieces, ...datePieces]),
  };
}

/** 附注 (7.3.6) in full-width brackets. Nothing where all its marks are empty. */
export function postscriptLine(template: string, filling: Filling): Paragraph[] {
  const pieces = fill(template.trim().replace(/^[（(]([\s\S]*)[）)]$/u, '$1'), filling);
  if (isEmpty(pieces) && !pieces.some((piece) => piece.state === 'missing')) return [];
  const bracketed: Piece[] = [{ state: 'fixed', text: '（' }, ...pieces, { state: 'fixed', text: '）' }];
  return paragraphsOf(bracketed, { role: 'postscript', indent: 2 });
}

/** First page of an annex (7.3.7); its number is given when all blocks are known. */
export function annexStart(template: string, filling: Filling): Annex {
  const pieces = fill(template, filling);
  return { type: 'annex', label: '', runs: withoutEnd(runsOf(pieces)), ...pathOf(pieces) };
}

/** Runs of one line: line ends inside an answer become nothing, as in a name written over two lines. */
function runsOf(pieces: readonly Piece[]): Run[] {
  return pieces
    .map((piece) => (piece.state === 'fixed' ? piece : { ...piece, text: linesOf(piece.text).join('') }))
    .filter((piece) => piece.text !== '' || piece.state === 'missing')
    .map(runOf);
}

/** The name of an annex ends without punctuation. */
function withoutEnd(runs: readonly Run[]): Run[] {
  return runs.map((run, index) =>
    index === runs.length - 1 ? { ...run, text: run.text.replace(/[。；;，,.]+$/u, '') } : run,
  );
}
