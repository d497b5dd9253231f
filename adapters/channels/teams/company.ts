/**
 * In company: in a group chat or a channel everybody reads along. The bot answers only where it is addressed by name, and
 * then with one sentence that leads to a chat of one's own; what is in a draft, or who may do what, is never said there.
 */
import type { TurnContext } from 'botbuilder';
import { text } from '../../../forms/text/index.ts';
import type { OfficeTeamsAdapter } from './adapter.ts';
import { hasFiles, isMentioned } from './incoming.ts';

export interface CompanyDeps {
  readonly adapter: OfficeTeamsAdapter;
  /** Id of the registration in Azure; absent where there is none. */
  readonly appId?: string | undefined;
}

export async function answerInCompany({ adapter, appId }: CompanyDeps, context: TurnContext): Promise<void> {
  const { activity } = context;
  if (activity.type !== 'message' || !isMentioned(activity)) return;
  const code = hasFiles(activity) ? 'teams.group_file' : 'teams.group_private';
  const way =
    appId === undefined ? text('teams.group_avatar') : text('teams.group_link', { link: chatWith(appId) });
  await adapter.tell(context, `${text(code)}${way}`);
}

/** https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams */
function chatWith(appId: string): string {
  return `https://teams.microsoft.com/l/chat/0/0?users=28:${encodeURIComponent(appId)}`;
}
