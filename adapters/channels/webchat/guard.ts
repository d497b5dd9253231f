/**
 * Who may knock: the Host must be ours (DNS rebinding), the Origin must be the page's own (CSRF), and what we send
 * is locked down by headers.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from './http.ts';

/** Whether a host name (without port) only leads to this machine. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}

/** The public address people use, if there is one beside loopback. */
export interface Site {
  /** Origin such as `https://shenbao.example.edu.cn`, or undefined where the bot is reached on loopback only. */
  readonly publicUrl?: string | undefined;
}

/** Scheme and host of the request as people typed it; refuses a Host that is not ours. */
export function originOf(request: IncomingMessage, site: Site): URL {
  const host = request.headers.host ?? '';
  const ours = site.publicUrl === undefined ? undefined : new URL(site.publicUrl);
  if (ours && host.toLowerCase() === ours.host) return new URL(ours.origin);
  const url = /^[\w.:[\]-]{1,255}$/.test(host) ? URL.parse(`http://${host}`) : null;
  if (!url || !isLoopback(url.hostname))
    throw new Refusal('host', 'this Host is not served here', { status: 421 });
  return url;
}

/** Refuses what another site's page asks for. Programs send neither Origin nor Sec-Fetch-Site and pass. */
export function refuseForeign(request: IncomingMessage, own: URL): void {
  const { origin } = request.headers;
  if (origin !== undefined && origin.toLowerCase() !== own.origin) {
    throw new Refusal('origin', 'requests from another origin are refused', { status: 403 });
  }
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  // Following a link to the page from elsewhere is how people arrive; it reads nothing but the page itself.
  const arriving = request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate';
  if (!arriving) throw new Refusal('origin', 'requests from another site are refused', { status: 403 });
}

/** Headers of every response. Scripts and styles come from our own files only; nothing may frame the page. */
export function setSecurityHeaders(response: ServerResponse, own: URL): void {
  const socket = `${own.protocol === 'https:' ? 'wss' : 'ws'}://${own.host}`;
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src 'self' ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  response.setHeader('Content-Security-Policy', policy.join('; '));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
}
