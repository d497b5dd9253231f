/** The cookie of the office's page: the session's token, for no other path, never sent along from another site. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SECRET } from '../tokens.ts';

const COOKIE = 'shenbao_console';
const PATH = '/console';

/** The session's token in the request's cookie; undefined where there is none of its shape. */
export function sessionOf(request: IncomingMessage): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value = ''] = pair.trim().split('=');
    if (name === COOKIE && SECRET.test(value)) return value;
  }
  return undefined;
}

/** Sets it for so many seconds; 0 takes it away. */
export function setSession(response: ServerResponse, own: URL, token: string, seconds: number): void {
  const secure = own.protocol === 'https:' ? '; Secure' : '';
  response.setHeader(
    'Set-Cookie',
    `${COOKIE}=${token}; Path=${PATH}; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`,
  );
}
