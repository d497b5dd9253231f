/**
 * Direct Line 3.0, as DirectLineJS and Web Chat use it.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference
 */

import type { Attachment } from 'botbuilder';
import type { Server } from 'restify';
import type { ConversationLog, FileStore, Intake } from '../../../forms/ports.ts';
import { LONGEST_TEXT, makeActivity, readActivity } from '../activity.ts';
import { attachmentHeader } from '../filename.ts';
import type { TurnLogic, WebchatAdapter } from './adapter.ts';
import { CHANNEL } from './adapter.ts';
import { addressOf, Refusal, readJson, sendJson } from './http.ts';
import type { Identity } from './identity.ts';
import { dress, filesOf } from './outgoing.ts';
import type { Ask, Route } from './route.ts';
import type { Streams } from './stream.ts';
import type { Grant, Issued, Tokens } from './tokens.ts';
import { readUpload } from './upload.ts';
import type { Uploads } from './uploads.ts';

/** What uploads by a token's holder are told apart by from those by a link. */
export const TOKEN = 'token';

export interface DirectLineDeps {
  readonly route: Route;
  readonly adapter: WebchatAdapter;
  readonly logic: TurnLogic;
  readonly log: ConversationLog;
  readonly files: FileStore;
  readonly tokens: Tokens;
  readonly identity: Identity;
  readonly streams: Streams;
  readonly clock: { now(): Date };
  readonly uploads: Uploads;
  readonly intake: Intake;
  readonly maxUploadBytes: number;
}

type Held = Grant & Issued;

/** The token's grant, for the conversation in the path. */
async function heldFor(deps: DirectLineDeps, { request }: Ask): Promise<Held> {
  const held = await deps.tokens.require(request);
  if (held.conversation !== request.params.id) {
    throw new Refusal('other_conversation', 'the token is for another conversation', { status: 403 });
  }
  return held;
}

/** `?watermark=`: the last entry a client has seen; absent or empty means none. */
function watermarkOf({ request }: Ask): number {
  const text = addressOf(request).searchParams.get('watermark') ?? '';
  if (text === '') return 0;
  if (!/^\d{1,15}$/.test(text))
    throw new Refusal('bad_watermark', 'watermark must be a number', { status: 400 });
  return Number(text);
}

async function sendConversation(deps: DirectLineDeps, ask: Ask, held: Held, status: number): Promise<void> {
  const issued = await deps.tokens.renew(held);
  sendJson(ask.response, status, {
    conversationId: held.conversation,
    token: issued.token,
    expires_in: issued.expiresIn,
    streamUrl: deps.streams.address(ask.own, held.conversation, watermarkOf(ask)),
  });
}

/** Runs the turn of what a client said and answers with the activity's id. */
async function say(
  deps: DirectLineDeps,
  { response, own }: Ask,
  held: Held,
  body: unknown,
  attached: Attachment[] = [],
): Promise<void> {
  const read = readActivity(body);
  if (!read.ok) throw new Refusal('bad_activity', read.reason, { status: 400 });
  const { uploads: ids = [], ...said } = read.activity;
  const sender = { person: held.person, by: TOKEN };
  const sent = await deps.uploads.take(sender, ids);
  const attachments = [...attached, ...sent.attachments];
  if (said.type === 'message' && said.text === undefined && said.value === undefined && !attachments.length) {
    throw new Refusal('empty', `a message needs text (at most ${LONGEST_TEXT} characters) or value`, {
      status: 400,
    });
  }
  const activity = makeActivity(
    said,
    {
      channelId: CHANNEL,
      person: { id: held.person, name: held.name },
      conversation: held.conversation,
      serviceUrl: own.origin,
      now: deps.clock.now(),
    },
    attachments,
    sent.place,
  );
  // Nobody is waiting to see that a person types.
  if (said.type !== 'typing') await deps.adapter.receive(activity, deps.logic);
  await deps.uploads.sent(sender, ids);
  sendJson(response, 200, { id: activity.id });
}

async function sendFile(deps: DirectLineDeps, ask: Ask): Promise<void> {
  const { request, response } = ask;
  const { id, hash } = request.params as { id: string; hash: string };
  const mine = request.headers.authorization
    ? (await heldFor(deps, ask)).conversation === id
    : await deps.identity.owns(request, id);
  const entries = mine ? await deps.log.after(id, 0) : [];
  const named = entries.flatMap(({ activity }) => filesOf(activity)).find((each) => each.hash === hash);
  const file = named && (await deps.files.open(named.hash));
  if (!file) throw new Refusal('not_found', 'no such file in this conversation', { status: 404 });
  response.writeHead(200, {
    // Shown by no browser in our origin, whatever it contains.
    'Content-Type': named.mediaType,
    'Content-Disposition': attachmentHeader(named.name),
    'Content-Length': file.bytes,
    'Cache-Control': 'private, no-store',
  });
  for await (const piece of file.read()) {
    if (response.destroyed) return;
    if (!response.write(piece)) await drained(response);
  }
  response.end();
}

/** Until more can be written, or nobody reads any more. */
function drained(response: Ask['response']): Promise<void> {
  return new Promise((done) => {
    // Neither may stay behind: a large file waits some thousand times.
    const go = (): void => {
      response.off('drain', go).off('close', go);
      done();
    };
    response.on('drain', go).on('close', go);
  });
}

/** Adds the Direct Line routes. */
export function attachDirectLine(server: Server, deps: DirectLineDeps): void {
  const { route } = deps;
  const base = '/v3/directline';
  server.post(
    `${base}/conversations`,
    route(async (ask) => sendConversation(deps, ask, await deps.tokens.require(ask.request), 201)),
  );
  server.get(
    `${base}/conversations/:id`,
    route(async (ask) => sendConversation(deps, ask, await heldFor(deps, ask), 200)),
  );
  server.get(
    `${base}/conversations/:id/activities`,
    route(async (ask) => {
      const { conversation } = await heldFor(deps, ask);
      const from = watermarkOf(ask);
      const entries = await deps.log.after(conversation, from);
      sendJson(ask.response, 200, {
        activities: entries.map(({ activity }) => dress(activity, conversation, ask.own.origin)),
        watermark: String(entries.at(-1)?.seq ?? from),
      });
    }),
  );
  server.post(
    `${base}/conversations/:id/activities`,
    route(async (ask) => {
      const held = await heldFor(deps, ask);
      await say(deps, ask, held, await readJson(ask.request));
    }),
  );
  server.post(
    `${base}/conversations/:id/upload`,
    route(async (ask) => {
      const held = await heldFor(deps, ask);
      const { activity, attachments } = await readUpload(ask.request, {
        ...deps,
        maxBytes: deps.maxUploadBytes,
        person: held.person,
      });
      await say(deps, ask, held, activity ?? { type: 'message', text: '' }, attachments);
    }),
  );
  server.get(
    `${base}/conversations/:id/files/:hash`,
    route((ask) => sendFile(deps, ask)),
  );
  server.post(
    `${base}/tokens/refresh`,
    route(async (ask) => {
      const held = await deps.tokens.require(ask.request);
      const issued = await deps.tokens.issue(held);
      const { conversation } = held;
      sendJson(ask.response, 200, {
        conversationId: conversation,
        token: issued.token,
        expires_in: issued.expiresIn,
      });
    }),
  );
}
