/** What the page fetches beside the chat: progress, preview, downloads. All of it the asking person's own. */
import type { Server } from 'restify';
import restify from 'restify';
import type { Desk } from '../../../forms/ports.ts';
import { attachmentHeader } from '../filename.ts';
import { addressOf, Refusal, readJson, sendJson } from './http.ts';
import type { Identity, Persona } from './identity.ts';
import type { Ask, Route } from './route.ts';
import type { Tokens } from './tokens.ts';

export interface DeskDeps {
  readonly route: Route;
  readonly desk: Desk;
  readonly tokens: Tokens;
  readonly identity: Identity;
}

function personaOf(identity: Identity, id: unknown): Persona {
  const persona = typeof id === 'string' || id === undefined ? identity.persona(id) : undefined;
  if (!persona) throw new Refusal('unknown_persona', 'no such person to try as', { status: 400 });
  return persona;
}

/** Gives the browser its person and a token for that person's conversation. */
async function enter(deps: DeskDeps, { request, response, own }: Ask): Promise<void> {
  const body = await readJson(request);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refusal('bad_session', 'an object is needed', { status: 400 });
  }
  const persona = personaOf(deps.identity, (body as { persona?: unknown }).persona);
  const grant = await deps.identity.enter(request, response, own, persona);
  const issued = await deps.tokens.issue(grant);
  sendJson(response, 200, {
    token: issued.token,
    expires_in: issued.expiresIn,
    conversationId: grant.conversation,
    persona: persona.id,
    personas: deps.identity.personas,
  });
}

/** The person behind a fetch (Bearer token) or a followed link (cookie and `?persona=`). */
async function personOf(deps: DeskDeps, { request }: Ask): Promise<string> {
  if (request.headers.authorization) return (await deps.tokens.require(request)).person;
  const persona = personaOf(deps.identity, addressOf(request).searchParams.get('persona') ?? undefined);
  const grant = await deps.identity.recall(request, persona);
  if (!grant) throw new Refusal('no_session', 'open the page first', { status: 401 });
  return grant.person;
}

async function sendDownload(deps: DeskDeps, ask: Ask): Promise<void> {
  const { submission, document } = ask.request.params as { submission: string; document: string };
  const file = await deps.desk.download(await personOf(deps, ask), submission, document);
  if (!file) throw new Refusal('not_found', 'no such document', { status: 404 });
  ask.response.writeHead(200, {
    'Content-Type': file.mediaType,
    'Content-Disposition': attachmentHeader(file.fileName),
    'Content-Length': file.bytes.byteLength,
    'Cache-Control': 'private, no-store',
  });
  ask.response.end(file.bytes);
}

async function sendPreview(deps: DeskDeps, ask: Ask): Promise<void> {
  const { person } = await deps.tokens.require(ask.request);
  const submission = addressOf(ask.request).searchParams.get('submission') ?? '';
  const html = submission === '' ? undefined : await deps.desk.preview(person, submission);
  if (html === undefined) throw new Refusal('not_found', 'no such submission', { status: 404 });
  ask.response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  ask.response.end(html);
}

async function sendPicture(deps: DeskDeps, ask: Ask): Promise<void> {
  const { person } = await deps.tokens.require(ask.request);
  const { submission, hash } = ask.request.params as { submission: string; hash: string };
  const bytes = await deps.desk.picture(person, submission, hash);
  if (!bytes) throw new Refusal('not_found', 'no such picture', { status: 404 });
  ask.response.writeHead(200, {
    'Content-Type': 'image/jpeg',
    'Content-Length': bytes.byteLength,
    'Cache-Control': 'private, no-store',
  });
  ask.response.end(bytes);
}

/** Adds the page's own routes. */
export function attachDesk(server: Server, deps: DeskDeps): void {
  const { route } = deps;
  server.post(
    '/session',
    // Everyone may enter, and every new browser is a record: a script must not fill the disk with them.
    restify.plugins.throttle({ ip: true, burst: 100, rate: 5 }),
    route((ask) => enter(deps, ask)),
  );
  server.get(
    '/api/desk',
    route(async (ask) => {
      const { person } = await deps.tokens.require(ask.request);
      sendJson(ask.response, 200, await deps.desk.view(person));
    }),
  );
  server.get(
    '/api/preview',
    route((ask) => sendPreview(deps, ask)),
  );
  server.get(
    '/api/pictures/:submission/:hash',
    route((ask) => sendPicture(deps, ask)),
  );
  server.get(
    '/api/download/:submission/:document',
    route((ask) => sendDownload(deps, ask)),
  );
}
