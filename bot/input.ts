/** What a person said, out of an activity. */
import type { Activity } from 'botbuilder-core';
import type { Input } from '../dialogs/engine/situation.ts';
import type { KeptFile, Place } from '../forms/ports.ts';
import { securityMarkIn } from '../forms/secrecy.ts';
import { FormSubmit } from '../forms/sheet.ts';

/** A file's name without folders and control characters: it is shown, and stands in documents. */
function bareName(name: string): string {
  const bare = name
    .replace(/^.*[\\/]/, '')
    .replace(/\p{C}/gu, '')
    .trim();
  return bare === '' ? 'file' : bare.slice(0, 200);
}

/** A form that was filled in; undefined where the value is none, or none of a form's shape. */
export function formIn(value: unknown): FormSubmit | undefined {
  const { form } = (value ?? {}) as { form?: unknown };
  const read = form === undefined ? undefined : FormSubmit.safeParse(form);
  return read?.success ? read.data : undefined;
}

/** The security mark that a message carries in its words, in a form or in a file's name. */
function markOf({ text, attachments, value }: Activity): Input['withheld'] {
  const mark = securityMarkIn(text ?? '');
  if (mark) return { mark, where: 'text' };
  const entered = formIn(value)
    ?.entries.map(({ words }) => securityMarkIn(words))
    .find(Boolean);
  if (entered) return { mark: entered, where: 'text' };
  const named = (attachments ?? []).map((each) => securityMarkIn(each.name ?? '')).find(Boolean);
  return named && { mark: named, where: 'file' };
}

/** What a person said, from an activity. */
export function inputOf(activity: Activity): Input {
  const withheld = markOf(activity);
  if (withheld) return { text: '', files: [], withheld };
  const value = activity.value as { edit?: unknown; place?: Partial<Place> } | undefined;
  const { submission, path } = value?.place ?? {};
  const form = formIn(value);
  const files = (activity.attachments ?? []).flatMap((each) => {
    // Only channels make attachments with such an address, from what the file store found.
    const kept = each.content as KeptFile | undefined;
    if (!kept?.hash || !each.contentUrl?.startsWith('file:')) return [];
    return [{ name: bareName(each.name ?? kept.hash), ...kept }];
  });
  return {
    text: activity.text ?? '',
    files,
    ...(typeof value?.edit === 'string' ? { edit: value.edit } : {}),
    ...(form ? { form } : {}),
    ...(typeof submission === 'string' && typeof path === 'string' ? { place: { submission, path } } : {}),
  };
}
