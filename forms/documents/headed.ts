/** A long answer under headings: what a report prints of the parts that were asked one by one. */
import { compositeKindOf, leafKindOf } from '../kinds/index.ts';
import { answerParagraphs, answerPart } from './answer.ts';
import { type Filling, stateAt } from './fill.ts';
import type { Unnumbered } from './number.ts';
import { placeOf } from './shown.ts';
import type { BlockSpec } from './spec.ts';

/**
 * Long parts each under its label as a numbered heading, short ones (a date, a place) as a line begun by it. A part of
 * which there is nothing to say is left out, so that the numbers have no gap.
 */
export function headedParts(spec: Extract<BlockSpec, { answer: string }>, filling: Filling): Unnumbered[] {
  const { plan, row } = filling;
  const place = placeOf(plan.call, spec.answer, row?.path);
  const parts = place?.is === 'answer' ? compositeKindOf(place.question)?.children(place.question.kind) : [];
  const placed = (parts ?? []).filter(
    (part) => place?.is === 'answer' && plan.at(`${place.path}/${part.id}`),
  );
  if (place?.is !== 'answer' || placed.length === 0) return answerParagraphs(spec, filling);
  return placed.flatMap((part): Unnumbered[] => {
    const path = `${place.path}/${part.id}`;
    const state = stateAt(plan, path);
    if (state !== 'given' && state !== 'missing') return [];
    if (!leafKindOf(part).longText) return answerPart(part, path, filling, { label: true });
    return [
      { type: 'heading', level: 1, text: part.label, numbered: 1, path },
      ...answerPart(part, path, filling, { label: false }),
    ];
  });
}
