/** What every route of the page has around it: guard, headers, one place for failures. */
import type { Request, Response } from 'restify';
import type { Site } from './guard.ts';
import { originOf, refuseForeign, setSecurityHeaders } from './guard.ts';
import type { Report } from './http.ts';
import { refusalOf, sendRefusal } from './http.ts';

/** One request with the origin it came to. */
export interface Ask {
  readonly request: Request;
  readonly response: Response;
  readonly own: URL;
}

export type Handler = (ask: Ask) => Promise<void>;
export type Route = (handler: Handler) => (request: Request, response: Response) => Promise<void>;

/** Wraps handlers: foreign Host or Origin never reaches them; what they throw becomes an error body. */
export function makeRoute(site: Site, report: Report): Route {
  return (handler) => async (request, response) => {
    try {
      const own = originOf(request, site);
      setSecurityHeaders(response, own);
      refuseForeign(request, own);
      await handler({ request, response, own });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.status >= 500) {
        report('webchat.failed', { code: refusal.code, reason: describe(refusal.cause) });
      }
      await sendRefusal(request, response, refusal);
    }
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : error.name;
  return `${code}: ${error.message}`;
}
