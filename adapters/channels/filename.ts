/** Characters that steer a terminal, a path or the reading direction: control, separators, bidi overrides. */
const HOSTILE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}/\\:*?"<>|]+/gu;

/** Longest name kept, in characters; the extension survives the cut. */
const LONGEST = 120;

/**
 * A file's name as a person gave it, fit to be shown, stored and put into a header: the last segment of a path,
 * without control characters, separators or direction overrides, never empty, never `.` or `..`.
 */
export function cleanFileName(name: string | undefined, fallback = '附件'): string {
  const last = (name ?? '').toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(HOSTILE, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  if (!clean) return fallback;
  const letters = Array.from(clean);
  if (letters.length <= LONGEST) return clean;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
  return letters.slice(0, LONGEST - extension.length).join('') + extension;
}

/**
 * `Content-Disposition` of a download with a UTF-8 name (RFC 6266, RFC 5987): an ASCII stand-in for old clients
 * and the real name beside it.
 */
export function attachmentHeader(fileName: string): string {
  const clean = cleanFileName(fileName);
  const ascii = clean.replace(/[^A-Za-z0-9._-]+/g, '_');
  const encoded = encodeURIComponent(clean).replace(
    /['()*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
