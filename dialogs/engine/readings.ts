/** Two readings of one message: what each would do, in words to choose from. */
import type { Option } from '../../forms/kinds/kind.ts';
import type { Pending } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import type { Situation } from './situation.ts';
import type { Intent } from './understand/intent.ts';
import { cut, labelOf } from './wording.ts';

/** The readings that wait for a choice, as quick replies. */
export function readingOptions(
  situation: Situation,
  pending: Extract<Pending, { kind: 'intents' }>,
): Option[] {
  return pending.readings.map((each) => {
    const title = titleOf(situation, each as unknown as Intent);
    return { title, value: title };
  });
}

function titleOf(situation: Situation, intent: Intent): string {
  const here = situation.head.focus ? labelOf(situation, situation.head.focus.path) : text('place.review');
  switch (intent.kind) {
    case 'answer':
    case 'open_ended':
    case 'option':
      return text('reading.answer', { label: here });
    case 'command':
      if (intent.name === 'edit') return text('reading.edit', { place: placesOf(intent.places) });
      if (intent.name === 'rows') return text(`reading.rows_${intent.act.act}`);
      return text(`reading.${intent.name}`);
    case 'goto':
      return text('reading.goto', { place: placesOf(intent.places) });
    case 'correction':
      return text('reading.correction', { place: placesOf(intent.places), text: cut(intent.text) });
    case 'append':
      return text('reading.append', {
        place: intent.places.length > 0 ? placesOf(intent.places) : text('reading.last'),
      });
    case 'move_last':
      return text('reading.move_last');
    default:
      return text(`reading.${intent.kind}`);
  }
}

function placesOf(places: readonly { readonly label: string }[]): string {
  return places.map((place) => place.label).join('／');
}
