/**
 * Links to files that cannot be sent in the chat: whoever has one can fetch that file for three days. The token is known
 * here by its hash only.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Server } from 'restify';
import type { FileStore, Store } from '../../../forms/ports.ts';
import { attachmentHeader } from '../filename.ts';
import type { LinkTo } from './encode.ts';

const LIFE_MS = 3 * 24 * 3600_000;
export const DOWNLOAD_PATH = '/wecom/file';

interface Kept {
  readonly name: string;
  readonly hash: string;
}

export interface DownloadDeps {
  readonly store: Store;
  readonly files: FileStore;
  /** The address people use, without a final slash; undefined where there is none: then there are no links. */
  readonly publicUrl: string | undefined;
}

/** Adds the route and gives the way to make links. */
export function attachDownloads(server: Server, { store, files, publicUrl }: DownloadDeps): LinkTo {
  server.get(`${DOWNLOAD_PATH}/:token`, async (request, response) => {
    const key = keyOf(String(request.params.token));
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
    await store.commit([{ key: keyOf(token), value, expect: 'absent', ttlMs: LIFE_MS }]);
    return `${publicUrl}${DOWNLOAD_PATH}/${token}`;
  };
}

function refuse(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Length': 0, 'Cache-Control': 'no-store' });
  response.end();
}

function keyOf(token: string): string {
  return `wecom/file/${createHash('sha256').update(token).digest('hex')}`;
}
