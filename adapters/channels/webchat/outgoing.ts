/** How a logged activity leaves for a browser: a kept file's address becomes a link of this conversation. */
import type { Json } from '../../../forms/json.ts';
import { fileHash } from '../activity.ts';

type Fields = { readonly [key: string]: Json | undefined };

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kept files of an activity, in order. */
export function filesOf(activity: Json): { hash: string; name: string; mediaType: string }[] {
  if (!isFields(activity) || !Array.isArray(activity.attachments)) return [];
  return activity.attachments.flatMap((each: Json) => {
    if (!isFields(each) || typeof each.contentUrl !== 'string') return [];
    const hash = fileHash(each.contentUrl);
    if (hash === undefined) return [];
    const name = typeof each.name === 'string' ? each.name : 'file';
    const mediaType = typeof each.contentType === 'string' ? each.contentType : 'application/octet-stream';
    return [{ hash, name, mediaType }];
  });
}

/** Path of a conversation's file; who asks must be the conversation's person. */
export function filePath(conversation: string, hash: string): string {
  return `/v3/directline/conversations/${conversation}/files/${hash}`;
}

/** The activity as this conversation's client at that origin gets it. */
export function dress(activity: Json, conversation: string, origin: string): Json {
  if (!isFields(activity) || !Array.isArray(activity.attachments)) return activity;
  const attachments = activity.attachments.map((each: Json): Json => {
    const hash =
      isFields(each) && typeof each.contentUrl === 'string' ? fileHash(each.contentUrl) : undefined;
    if (hash === undefined || !isFields(each)) return each;
    return { ...each, contentUrl: origin + filePath(conversation, hash) };
  });
  return { ...activity, attachments };
}
