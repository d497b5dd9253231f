/** The one file of a multipart form. */
export function fileIn(
  body: Buffer,
  type: string,
): { readonly name: string; readonly bytes: Buffer } | undefined {
  const boundary = /boundary=("?)([^";]+)\1/.exec(type)?.[2];
  if (boundary === undefined) return undefined;
  const start = body.indexOf('\r\n\r\n');
  const end = body.lastIndexOf(`\r\n--${boundary}--`);
  const head = body.subarray(0, Math.max(0, start)).toString('utf8');
  const name = /name="media"; filename="([^"]*)"/.exec(head)?.[1];
  if (start < 0 || end < start || name === undefined) return undefined;
  return { name, bytes: body.subarray(start + 4, end) };
}
