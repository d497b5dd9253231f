/**
 * Answers to the card that offers a file. Teams is answered at once: bringing a file takes longer than it waits. What
 * came of it is said when it is known.
 */
import type { Activity, FileConsentCardResponse, TurnContext } from 'botbuilder';
import { AppError } from '../../../forms/error.ts';
import { text } from '../../../forms/text/index.ts';
import { cleanFileName } from '../filename.ts';
import type { OfficeTeamsAdapter } from './adapter.ts';
import type { Consent, Held, Receiver, UploadInfo } from './consent.ts';
import { personOf } from './incoming.ts';

export interface OfferDeps {
  readonly adapter: OfficeTeamsAdapter;
  readonly consent: Consent;
  /** Does something that nobody waits for. */
  readonly later: (work: () => Promise<void>) => void;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
}

export async function accept(
  deps: OfferDeps,
  context: TurnContext,
  { context: offered, uploadInfo }: FileConsentCardResponse,
): Promise<void> {
  const held = await holdOf(deps, context, offered);
  if (!held) return;
  // The turn's own context ends with it.
  const activity = { ...context.activity };
  deps.later(() => deps.adapter.again(activity, (later) => bring(deps, later, held, uploadInfo ?? {})));
}

export async function decline(
  deps: OfferDeps,
  context: TurnContext,
  { context: offered }: FileConsentCardResponse,
): Promise<void> {
  const { adapter, consent } = deps;
  const held = await holdOf(deps, context, offered);
  if (!held) return;
  await consent.close(held);
  const activity = { ...context.activity };
  deps.later(() =>
    adapter.again(activity, async (later) => {
      const link = await consent.linkTo(held, nameOf(activity));
      await adapter.tell(later, `${text('teams.file_declined')}${otherWay(link)}`);
      await adapter.remove(later, activity.replyToId ?? '');
    }),
  );
}

/** The offer, where this answer is the first to it; the others are told so. */
async function holdOf(
  { adapter, consent }: OfferDeps,
  context: TurnContext,
  offered: unknown,
): Promise<Held | undefined> {
  const { activity } = context;
  const receiver: Receiver = { conversation: activity.conversation.id, person: personOf(activity) };
  const claim = await consent.claim(receiver, offered);
  if (claim.kind === 'mine') return claim.held;
  if (claim.kind === 'gone') await adapter.tell(context, text('teams.file_over'));
  if (claim.kind === 'over') await adapter.tell(context, text('teams.file_answered'));
  return undefined;
}

async function bring(
  { adapter, consent, report }: OfferDeps,
  context: TurnContext,
  held: Held,
  info: UploadInfo,
): Promise<void> {
  const { activity } = context;
  try {
    const shown = await consent.bring(held, info);
    await consent.close(held);
    if (shown) await adapter.attach(context, shown);
    else await adapter.tell(context, text('teams.file_over'));
    await adapter.remove(context, activity.replyToId ?? '');
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('teams.')) throw error;
    report('teams.upload_failed', { error: error.code });
    await consent.release(held);
    const name = nameOf(activity);
    const code = error.code === 'teams.host' ? 'teams.file_not_allowed' : 'teams.file_not_saved';
    await adapter.tell(context, `${text(code, { name })}${otherWay(await consent.linkTo(held, name))}`);
  }
}

function otherWay(link: string | undefined): string {
  return link === undefined ? text('teams.file_again') : text('teams.file_by_link', { link });
}

/** The file's name, as the card carried it. */
function nameOf({ value }: Activity): string {
  const { context } = (value ?? {}) as { context?: { name?: unknown } };
  return cleanFileName(typeof context?.name === 'string' ? context.name : undefined);
}
