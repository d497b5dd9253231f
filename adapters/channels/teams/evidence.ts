/**
 * Files in. What a person sends in a personal chat lies in their OneDrive, and the message names an address that opens it
 * for a few minutes; a picture pasted into the message lies at the channel's own service.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
import type { Activity, Attachment } from 'botbuilder';
import { AppError } from '../../../forms/error.ts';
import type { FileStore, Intake } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import { fileAttachment } from '../activity.ts';
import { cleanFileName } from '../filename.ts';
import type { Hosts } from './hosts.ts';
import { DOWNLOAD } from './incoming.ts';

/** A download is given up after this, in ms: the largest file on a slow line. */
const FETCH_MS = 5 * 60_000;
const MOST_REDIRECTS = 3;

/** A file that a message names. */
interface Named {
  readonly name: string;
  readonly url: string;
  /** Lies at the channel's service, which wants the bot's token. */
  readonly own: boolean;
}

export interface EvidenceDeps {
  readonly files: FileStore;
  readonly intake: Intake;
  readonly hosts: Hosts;
  /** A download is given up after so many ms. */
  readonly fetchMs?: number | undefined;
}

export interface Evidence {
  readonly taken: Attachment[];
  /** A sentence for each file that was not. */
  readonly refused: string[];
}

/** Fetches what a message names, one after another. A file that is not taken is told, and the others come. */
export async function fetchEvidence(
  { files, intake, hosts, fetchMs = FETCH_MS }: EvidenceDeps,
  activity: Activity,
  person: string,
  token: () => Promise<string | undefined>,
): Promise<Evidence> {
  const taken: Attachment[] = [];
  const refused: string[] = [];
  let pending = 0;
  for (const named of filesOf(activity)) {
    const { name } = named;
    try {
      const before = await intake.admit(person, { name, pending });
      if (!before.ok) {
        refused.push(before.say);
        continue;
      }
      const { body, bytes } = await get(named, { hosts, token, ms: fetchMs });
      const admitted = bytes === undefined ? before : await intake.admit(person, { name, bytes, pending });
      if (!admitted.ok) {
        await body.cancel();
        refused.push(admitted.say);
        continue;
      }
      const kept = await files.put(body, { maxBytes: admitted.maxBytes });
      pending += kept.bytes;
      taken.push(fileAttachment(name, kept));
    } catch (error) {
      refused.push(sentenceFor(error, name));
    }
  }
  return { taken, refused };
}

/** Words come beside themselves as HTML; cards and mentions are no files. */
function filesOf({ attachments, serviceUrl }: Activity): Named[] {
  return (attachments ?? []).flatMap(({ contentType, contentUrl, content, name }): Named[] => {
    if (contentType === DOWNLOAD) {
      const { downloadUrl = '' } = (content ?? {}) as { downloadUrl?: string };
      return [{ name: cleanFileName(name), url: downloadUrl, own: false }];
    }
    if (!/^image\//.test(contentType) || typeof contentUrl !== 'string') return [];
    const own = URL.canParse(contentUrl) && new URL(contentUrl).origin === new URL(serviceUrl).origin;
    const extension = /^image\/(png|jpeg|gif)$/.exec(contentType)?.[1] ?? 'png';
    return [{ name: cleanFileName(name, `图片.${extension}`), url: contentUrl, own }];
  });
}

interface Got {
  readonly body: ReadableStream<Uint8Array>;
  readonly bytes: number | undefined;
}

/** Every address on the way must be allowed. The channel's own service is the one that the token names. */
async function get(
  named: Named,
  { hosts, token, ms }: { hosts: Hosts; token: () => Promise<string | undefined>; ms: number },
): Promise<Got> {
  const bearer = named.own ? await token() : undefined;
  let url = named.own ? new URL(named.url) : hosts.check(named.url);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(ms),
      headers: bearer === undefined || hops > 0 ? {} : { Authorization: `Bearer ${bearer}` },
    });
    const next = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && next !== null) {
      await response.body?.cancel();
      url = hosts.check(new URL(next, url).href);
      continue;
    }
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new AppError('teams.download', `the download was answered ${response.status}`);
    }
    const length = response.headers.get('content-encoding') ? null : response.headers.get('content-length');
    return { body: response.body as ReadableStream<Uint8Array>, bytes: length ? Number(length) : undefined };
  }
  throw new AppError('teams.download', 'the download leads round in circles');
}

function sentenceFor(error: unknown, name: string): string {
  const code = error instanceof AppError ? error.code : '';
  if (code === 'store.failed' || code === 'store.locked' || code === 'store.corrupt') throw error;
  if (code === 'file.too_large') return text('teams.file_large', { name });
  if (code === 'file.empty') return text('teams.file_empty', { name });
  return text('teams.file_lost', { name });
}
