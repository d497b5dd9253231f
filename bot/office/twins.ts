/** Pairs that may be one submission twice: shown with both sources, decided by a person, the decision kept. */
import type { Reply } from '../../dialogs/engine/situation.ts';
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import { findTwins, type Reason, type Sample, sampleOf, type Twins } from '../../forms/office/twins.ts';
import type { Store, Write } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import type { Catalog } from '../calls.ts';
import { keys } from '../keys.ts';
import { recordsIn } from '../pages.ts';
import { entryOf, gather } from './gather.ts';

/** Pairs shown at once. */
const LISTED = 8;

/** What a person decided about a pair. */
interface Verdict {
  readonly left: string;
  readonly right: string;
  readonly same: boolean;
  readonly by: string;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  /** What spoke for it then: what is found later besides brings the pair up again. */
  readonly reasons: readonly Reason['by'][];
}

function pairOf(left: string, right: string): string {
  return [left, right].sort().join('.');
}

/** The pairs that nobody has decided, and how many were. */
export async function undecided(
  store: Store,
  call: string,
  pairs: readonly Twins[],
): Promise<{ readonly open: readonly Twins[]; readonly decided: number }> {
  if (pairs.length === 0) return { open: [], decided: 0 };
  const verdicts = new Map<string, Verdict>();
  for await (const { value } of recordsIn(store, keys.twinsPrefix(call))) {
    const verdict = value as unknown as Verdict;
    verdicts.set(pairOf(verdict.left, verdict.right), verdict);
  }
  const open = pairs.filter(({ left, right, reasons }) => {
    const verdict = verdicts.get(pairOf(left, right));
    return !verdict || (!verdict.same && reasons.some(({ by }) => !verdict.reasons.includes(by)));
  });
  return { open, decided: pairs.length - open.length };
}

/** The write that keeps a decision; a later one takes its place. */
export function verdictWrite(
  call: string,
  { left, right, reasons }: ShownPair,
  same: boolean,
  { by, at }: { readonly by: string; readonly at: string },
): Write {
  const verdict: Verdict = { left, right, same, by, at, reasons };
  return { key: keys.twins(call, pairOf(left, right)), value: verdict as unknown as Json, expect: 'any' };
}

/** A pair as it was shown, so that a number said later means it. */
export interface ShownPair {
  readonly left: string;
  readonly right: string;
  readonly reasons: readonly Reason['by'][];
}

/** The open pairs of all that was handed in to a call and not refused, in words. */
export async function lookForTwins(
  { store, catalog }: { readonly store: Store; readonly catalog: Catalog },
  call: Call,
  progress: (done: number, total: number) => Promise<void>,
): Promise<{ readonly reply: Reply; readonly shown: readonly ShownPair[] }> {
  const { sources } = await gather(store, call.id, 'submitted');
  const samples: Sample[] = [];
  for (const [at, source] of sources.entries()) {
    const entry = await entryOf(catalog, source);
    if (entry) samples.push(sampleOf(source.id, entry.plan));
    await progress(at + 1, sources.length);
  }
  const { open, decided } = await undecided(store, call.id, findTwins(samples));
  const settled = decided > 0 ? [text('office.pack.twins_decided', { count: decided })] : [];
  if (open.length === 0) {
    const none = text('office.pack.twins_none', { call: call.short, count: samples.length });
    return { reply: { text: [none, ...settled].join('\n') }, shown: [] };
  }
  const numbers = new Map(sources.map(({ id, number }) => [id, number ?? '']));
  const byId = new Map(samples.map((sample) => [sample.id, sample]));
  const side = (id: string): string => sideOf(byId.get(id), numbers.get(id) ?? '');
  const pairs = open.slice(0, LISTED);
  const lines = [
    text('office.pack.twins_head', { call: call.short, count: open.length }),
    ...pairs.map(({ left, right, reasons }, at) =>
      text('office.pack.twins_pair', {
        number: at + 1,
        left: side(left),
        right: side(right),
        reasons: `${reasons.map(reasonOf).join('；')}。`,
      }),
    ),
    ...(open.length > LISTED ? [text('office.pack.twins_more', { count: open.length - LISTED })] : []),
    ...settled,
    text('office.pack.twins_how'),
  ];
  const kept = pairs.map(({ left, right, reasons }) => ({
    left,
    right,
    reasons: reasons.map(({ by }) => by),
  }));
  return { reply: { text: lines.join('\n') }, shown: kept };
}

function sideOf(sample: Sample | undefined, number: string): string {
  if (!sample) return number;
  const { title, unit, person } = sample;
  return text('office.pack.twins_side', {
    number: number ? `${number} ` : '',
    title: title || text('office.untitled'),
    unit: unit && unit !== title ? unit : '',
    person: person ? text('office.pack.twins_person', { person }) : '',
  });
}

function reasonOf(reason: Reason): string {
  if (reason.by === 'title') {
    const percent = Math.round(reason.similarity * 100);
    const likeness = text(percent === 100 ? 'office.pack.twin.same' : 'office.pack.twin.alike', { percent });
    return text('office.pack.twin.title', { likeness, unit: unitOf(reason.sameUnit) });
  }
  if (reason.by === 'person') return text('office.pack.twin.person', { unit: unitOf(reason.sameUnit) });
  if (reason.by === 'identifier')
    return text('office.pack.twin.identifier', { identifiers: reason.identifiers.join('、') });
  const percent = Math.max(1, Math.round(reason.share * 100));
  const characters = [...reason.excerpt.replace(/\s+/g, ' ')];
  const excerpt = characters.length <= 30 ? characters.join('') : `${characters.slice(0, 29).join('')}…`;
  return text('office.pack.twin.text', { percent, excerpt });
}

function unitOf(same: boolean): string {
  return same ? text('office.pack.twin.unit') : '';
}
