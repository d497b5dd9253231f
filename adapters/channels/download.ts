/**
 * Links to files that cannot be sent in the chat: whoever has one can fetch that file for three days. The token is known
 * here by its hash only.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Server } from 'restify';
import type { FileStore, Store } from '../../forms/ports.ts';
import { attachmentHeader } from './filename.ts';

/** A link under which somebody can fetch a file that cannot be sent. */
export type LinkTo = (name: string, hash: string) => Promise<string | undefined>;

const LIFE_MS = 3 * 24 * 3600_000;

interface Kept {
  readonly name: string;
  readonly hash: string;
}

export interface DownloadDeps {
  /** The channel whose files these are: the first part of the path and of the keys. */
  readonly channel: string;
  readonly store: Store;
  readonly files: FileStore;
  /** The address people use, without a final slash; undefined where there is none: then there are no links. */
  readonly publicUrl: string | undefined;
}

/** Adds the route and gives the way to make links. */
export function attachDownloads(server: Server, { channel, store, files, publicUrl }: DownloadDeps): LinkTo {
  const path = `/${channel}/file`;
  server.get(`${path}/:token`, async (request, response) => {
    const key = keyOf(channel, String(request.params.token));
    const kept = (await store.read([key])).get(key)?.value as unknown as Kept | undefined;
    const file = kept && (await files.open(kept.hash));
    if (!file) return refuse(response);
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': attachmentHeader(kept.name),
      'Content-Length': file.bytes,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    // Who leaves in the middle asks again.
    await pipeline(file.read(), response).catch(() => undefined);
  });
  return async (name, hash) => {
    if (publicUrl === undefined || !(await files.open(hash))) return undefined;
    const token = randomBytes(32).toString('base64url');
    const value = { name, hash };
    await store.commit([{ key: keyOf(channel, token), value, expect: 'absent', ttlMs: LIFE_MS }]);
    return `${publicUrl}${path}/${token}`;
  };
}

function refuse(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Length': 0, 'Cache-Control': 'no-store' });
  response.end();
}

function keyOf(channel: string, token: string): string {
  return `${channel}/file/${createHash('sha256').update(token).digest('hex')}`;
}
