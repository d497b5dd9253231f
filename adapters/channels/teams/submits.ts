/** What is pressed on a card: an answer, an answer to change, a form that was filled in. Each becomes a turn. */
import type { Activity, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { text } from '../../../forms/text/index.ts';
import type { OfficeTeamsAdapter } from './adapter.ts';
import { ANSWER, activityNamed, EDIT, FORM } from './card.ts';
import { sheetOf } from './encode.ts';
import { submitOf } from './form.ts';
import type { Cards, Shown } from './past.ts';

export interface SubmitDeps {
  readonly adapter: OfficeTeamsAdapter;
  readonly cards: Cards;
  /** Runs a turn in the person's name. */
  readonly turn: (came: Activity, said: Said) => Promise<void>;
}

interface Said {
  readonly type: 'message';
  readonly text: string;
  readonly value?: unknown;
}

const activity = z.string().min(1).max(64);
const Submitted = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal(ANSWER), value: z.string().min(1).max(8000), activity }),
  z.object({ verb: z.literal(EDIT), path: z.string().min(1).max(400), activity }),
  z.looseObject({ verb: z.literal(FORM), shown: z.int().min(1).max(200), activity }),
]);
type Submitted = z.infer<typeof Submitted>;

/** The verbs of what is pressed. */
export const VERBS = [ANSWER, EDIT, FORM] as const;

/** A card counts once, and only the newest: a second submit says nothing more, an older card says that it is over. */
export async function submitted(
  { adapter, cards, turn }: SubmitDeps,
  context: TurnContext,
  data: unknown,
): Promise<string> {
  const came = context.activity;
  const conversation = came.conversation.id;
  const read = Submitted.safeParse(data);
  const name = read.success ? activityNamed(conversation, read.data.activity) : '';
  const claim = read.success ? await cards.claim(conversation, name, came.id ?? '') : 'old';
  const card = await shownAs(cards, conversation, name, came.replyToId ?? '');
  if (claim === 'used') return text('teams.card_past');
  const said =
    read.success && claim === 'mine' ? await saidBy(adapter, conversation, name, read.data) : undefined;
  if (!said) {
    await adapter.tell(context, text('teams.card_old'));
    if (read.success) await adapter.retire(context, card);
    return text('teams.card_past');
  }
  try {
    await turn(came, said.turn);
  } catch (error) {
    await cards.release(conversation, name);
    throw error;
  }
  await adapter.retire(context, card, said.chosen);
  return text('teams.card_past');
}

/** The card that was pressed, and those beside it that the same message needed. */
async function shownAs(cards: Cards, conversation: string, activity: string, sent: string): Promise<Shown> {
  const newest = await cards.newest(conversation);
  const all = newest?.activity === activity ? [newest.sent, ...(newest.also ?? [])] : [];
  return { activity, sent, also: all.filter((each) => each !== sent) };
}

/** The turn that it becomes, and what was chosen; undefined where it belongs to nothing that is still known. */
async function saidBy(
  adapter: OfficeTeamsAdapter,
  conversation: string,
  name: string,
  data: Submitted,
): Promise<{ readonly turn: Said; readonly chosen: string } | undefined> {
  if (data.verb === ANSWER) return { turn: { type: 'message', text: data.value }, chosen: data.value };
  if (data.verb === EDIT) {
    const value = { edit: data.path };
    return { turn: { type: 'message', text: '', value }, chosen: text('teams.edit') };
  }
  const sheet = sheetOf((await adapter.said(conversation, name)) ?? {});
  if (sheet?.kind !== 'form') return undefined;
  const value = { form: submitOf(sheet, data.shown, data) };
  return { turn: { type: 'message', text: '', value }, chosen: text('teams.submit') };
}
