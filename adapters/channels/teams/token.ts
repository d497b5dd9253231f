/**
 * Tokens of requests: which are not even shown to the library, and why it refused the others.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
import { AppError } from '../../../forms/error.ts';

/** How far the clocks may be apart, in ms: as the library has it. */
const SKEW_MS = 5 * 60_000;

/**
 * What the library would read, and log, before it refuses: three parts, an algorithm of ours, an end. Throws
 * `teams.unsigned`.
 */
export function refuseOddToken(header: string): void {
  const [, head = '', body = ''] =
    /^Bearer ([\w-]{2,4000})\.([\w-]{2,12000})\.[\w-]{2,4000}$/.exec(header) ?? [];
  const [{ alg, kid }, { exp }] = [claims(head), claims(body)];
  if (
    alg !== 'RS256' ||
    typeof kid !== 'string' ||
    typeof exp !== 'number' ||
    exp * 1000 < Date.now() - SKEW_MS
  )
    throw new AppError('teams.unsigned', 'no token of the channel');
}

function claims(part: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The library throws its own error, those of the token's reader, and those of the network. */
export function refusal(cause: unknown): AppError {
  const { name, statusCode } = cause as { name?: string; statusCode?: number };
  const byToken = /^(JsonWebTokenError|TokenExpiredError|NotBeforeError|SyntaxError)$/.test(name ?? '');
  if (byToken || statusCode === 401) return new AppError('teams.unsigned', 'not signed for us', { cause });
  return new AppError('teams.keys', 'the keys of the channel could not be fetched', { cause });
}
