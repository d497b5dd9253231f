/**
 * The page behind a link for uploading: what it is for, and the end of a batch. The files come by the resumable
 * uploads, in the link's name. The link itself is the only proof asked for: it is bound to one question, is good once,
 * and expires.
 */
import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import { z } from 'zod';
import type { Links, LinkView } from '../../../forms/ports.ts';
import { Refusal, readJson, sendJson } from './http.ts';
import type { Ask, Route } from './route.ts';
import { SECRET } from './tokens.ts';
import type { Sender, Uploads } from './uploads.ts';

export interface LinkRouteDeps {
  readonly route: Route;
  readonly links: Links;
  readonly uploads: Uploads;
  /** Sends the page. */
  readonly page: (ask: Ask) => void;
}

const Batch = z.object({
  uploads: z
    .array(z.string().regex(/^[0-9a-f]{32}$/))
    .min(1)
    .max(20),
});

/** What a link that leads nowhere answers. */
const GONE = { unknown: 404, expired: 410, used: 410 } as const;

type OpenLink = Extract<LinkView, { state: 'open' }>;

async function openLink(links: Links, token: string): Promise<OpenLink> {
  const view = SECRET.test(token) ? await links.view(token) : ({ state: 'unknown' } as const);
  if (view.state === 'open') return view;
  throw new Refusal(`link_${view.state}`, 'this link leads nowhere', { status: GONE[view.state] });
}

/**
 * Who sends by `Authorization: Upload <token of a link>`; undefined for any other authorization. A film that began in
 * time may end after it.
 */
export async function linkSender(
  links: Links,
  request: IncomingMessage,
  begins: boolean,
): Promise<Sender | undefined> {
  const token = /^Upload (\S{1,100})$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return undefined;
  if (begins) await openLink(links, token);
  const sender = SECRET.test(token) ? await senderOf(links, token) : undefined;
  if (!sender) throw new Refusal('link_unknown', 'this link leads nowhere', { status: GONE.unknown });
  return sender;
}

function tokenOf({ request }: Ask): string {
  return String(request.params.token);
}

async function show({ links }: LinkRouteDeps, ask: Ask): Promise<void> {
  const { person: _, place: __, id: ___, ...view } = await openLink(links, tokenOf(ask));
  sendJson(ask.response, 200, view);
}

/** Ends the batch: the conversation hears of it, and the link is used up. */
async function finish({ links, uploads }: LinkRouteDeps, ask: Ask): Promise<void> {
  const token = tokenOf(ask);
  const body = Batch.safeParse(await readJson(ask.request));
  if (!body.success) throw new Refusal('bad_batch', 'a list of uploads is needed', { status: 400 });
  const sender = SECRET.test(token) ? await senderOf(links, token) : undefined;
  if (!sender) throw new Refusal('link_unknown', 'this link leads nowhere', { status: GONE.unknown });
  const { attachments } = await uploads.take(sender, body.data.uploads);
  const state = await links.finish(token, attachments);
  if (state !== 'done') {
    throw new Refusal(`link_${state}`, 'this link leads nowhere', { status: GONE[state] });
  }
  await uploads.sent(sender, body.data.uploads);
  sendJson(ask.response, 200, { state });
}

/** The link's sender, also of a link that ran out or was used up meanwhile: what it began may end. */
async function senderOf(links: Links, token: string): Promise<Sender | undefined> {
  const owner = await links.owner(token);
  return owner && { person: owner.person, place: owner.place, by: owner.id };
}

/** Adds the routes. */
export function attachLinks(server: Server, deps: LinkRouteDeps): void {
  const { route } = deps;
  server.get(
    '/u/:token',
    route(async (ask) => deps.page(ask)),
  );
  server.get(
    '/u/:token/link',
    route((ask) => show(deps, ask)),
  );
  server.post(
    '/u/:token/done',
    route((ask) => finish(deps, ask)),
  );
}
