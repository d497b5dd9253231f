/** The page's files: read once at start, served by exact name, so that no path leads anywhere else. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'restify';
import { Refusal, sendJson } from './http.ts';
import type { Ask, Route } from './route.ts';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

/** How names of the office's page begin. */
const OFFICE = 'console/';

interface Asset {
  readonly bytes: Buffer;
  readonly type: string;
  readonly etag: string;
}

function readAssets(folder: URL): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const name of readdirSync(folder)) {
    const type = TYPES[name.split('.').at(-1) ?? ''];
    if (type === undefined) continue;
    const bytes = readFileSync(new URL(name, folder));
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    assets.set(name, { bytes, type, etag });
  }
  return assets;
}

function send({ request, response }: Ask, asset: Asset | undefined): void {
  if (!asset) throw new Refusal('not_found', 'no such page', { status: 404 });
  // Asked anew each time: a new release never runs half of the old page. What nobody may keep says so before.
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', asset.etag);
  if (request.headers['if-none-match'] === asset.etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  response.writeHead(200, { 'Content-Type': asset.type, 'Content-Length': asset.bytes.length });
  response.end(asset.bytes);
}

/** Adds `/`, `/page/…` and `/healthz`; gives the way to send a page by its name, the office's by `console/…`. */
export function attachPage(server: Server, route: Route): { send(ask: Ask, name: string): void } {
  const assets = readAssets(new URL('./page/', import.meta.url));
  const office = readAssets(new URL('./page/console/', import.meta.url));
  server.get(
    '/',
    route(async (ask) => send(ask, assets.get('index.html'))),
  );
  server.get(
    '/page/:file',
    route(async (ask) => send(ask, assets.get(String(ask.request.params.file)))),
  );
  server.get(
    '/page/console/:file',
    route(async (ask) => send(ask, office.get(String(ask.request.params.file)))),
  );
  server.get(
    '/healthz',
    route(async ({ response }) => sendJson(response, 200, { ok: true })),
  );
  return {
    send: (ask, name) =>
      send(ask, name.startsWith(OFFICE) ? office.get(name.slice(OFFICE.length)) : assets.get(name)),
  };
}
