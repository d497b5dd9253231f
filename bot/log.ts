/**
 * The log: one JSON line per event on standard error. It tells what happened and how long it took, never what anybody
 * said: an event is a code and fields from a list, each of a form that no answer, name, number or token has.
 */
import path from 'node:path';
import { AppError } from '../forms/error.ts';
import { type Clock, systemClock } from './clock.ts';

const CODE = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/;

/**
 * The fields that a line may have, and their form. Others are left out; text of another form is written as "?".
 * `route` is the route's pattern, never the path asked for; of a `reason` only the code before its colon is kept.
 */
const FORMS: Readonly<Record<string, RegExp | 'number' | 'boolean'>> = {
  ms: 'number',
  count: 'number',
  bytes: 'number',
  attempt: 'number',
  port: 'number',
  status: 'number',
  ok: 'boolean',
  host: /^(localhost|(\d{1,3}\.){3}\d{1,3}|(?=.*:)[0-9a-f:]{2,39})$/,
  mode: /^(development|production|test)$/,
  version: /^\d+\.\d+\.\d+$/,
  method: /^[A-Z]{3,7}$/,
  route: /^(\/[a-z0-9_.-]{0,32}|\/:[a-z]+){1,8}$/,
  channel: /^[a-z]{1,16}$/,
  call: /^(?=.*[a-z])[a-z0-9][a-z0-9-]{1,62}$/,
  submission: /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,36}$/,
  document: /^[a-z][a-z0-9_]{0,47}$/,
  question: /^[a-z][a-z0-9_]{0,47}(\/[a-z][a-z0-9_]{0,47}){0,4}$/,
  error: /^([a-z_]{1,24}(\.[a-z0-9_]{1,24}){1,3}|[A-Za-z]{0,24}Error|E[A-Z]{2,15})$/,
  reason: /^([a-z_]{1,24}(\.[a-z0-9_]{1,24}){1,3}|[A-Za-z]{0,24}Error|E[A-Z_]{2,40})(?=: )/,
};

/** An event by its code, with fields of the list above. */
export interface Log {
  (code: string, fields?: Readonly<Record<string, unknown>>): void;
  /** An error as its code, the code of what caused it, and the places in this program it came through. */
  failure(code: string, error: unknown, fields?: Readonly<Record<string, unknown>>): void;
}

/** `write` takes whole lines; standard error unless told. */
export function createLog(clock: Pick<Clock, 'now'>, write: (line: string) => void = toStandardError): Log {
  const line = (code: string, fields: Readonly<Record<string, unknown>>, more: object) => {
    const event = { at: clock.now().toISOString(), level: levelOf(code), code: formed(code, CODE) };
    write(`${JSON.stringify({ ...event, ...allowed(fields), ...more })}\n`);
  };
  const log: Log = (code, fields = {}) => line(code, fields, {});
  log.failure = (code, error, fields = {}) => line(code, fields, describe(error));
  return log;
}

export const log = createLog(systemClock);

/** By the last word of the code, so that an event has the same level wherever it is logged. */
function levelOf(code: string): 'info' | 'warn' | 'error' {
  if (code.endsWith('failed')) return 'error';
  return /(retry|refused|conflict)$/.test(code) ? 'warn' : 'info';
}

function toStandardError(line: string): void {
  process.stderr.write(line);
}

function allowed(fields: Readonly<Record<string, unknown>>): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {};
  for (const [name, form] of Object.entries(FORMS)) {
    const value = fields[name];
    if (value === undefined) continue;
    if (form === 'number') kept[name] = typeof value === 'number' ? Math.round(value * 1000) / 1000 : '?';
    else if (form === 'boolean') kept[name] = typeof value === 'boolean' ? value : '?';
    else kept[name] = formed(value, form);
  }
  return kept;
}

function formed(value: unknown, form: RegExp): string {
  return (typeof value === 'string' && form.exec(value.slice(0, 200))?.[0]) || '?';
}

/** Messages are left out: they may quote what a person wrote. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { error: '?' };
  const name = error instanceof AppError ? formed(error.code, CODE) : formed(error.name, /^[A-Za-z]{1,40}$/);
  const causes: string[] = [];
  for (let at: unknown = error; at instanceof Error && causes.length < 5; at = at.cause) {
    if (at !== error || !(at instanceof AppError)) causes.push(systemCode(at));
  }
  const known = causes.filter((code) => code !== '?');
  return { error: name, ...(known.length === 0 ? {} : { cause: known.join(' ') }), stack: places(error) };
}

function systemCode(error: Error & { code?: unknown }): string {
  return error instanceof AppError ? formed(error.code, CODE) : formed(error.code, /^[A-Z][A-Z0-9_]{1,40}$/);
}

const ROOT = path.join(import.meta.dirname, '..');
const FRAME = /(?:file:\/\/)?(\/[^\s():]+|[A-Z]:[\\/][^\s():]+):(\d+):\d+\)?$/;
const OURS = /^(adapters|bot|dialogs|forms)(\/[\w@.+-]+)+\.[cm]?[jt]s$/;

/** Stack frames as `bot/turn.ts:12`; only what lies in this program, so that no message passes for a frame. */
function places(error: Error): string[] {
  const found: string[] = [];
  for (const line of (error.stack ?? '').split('\n')) {
    const frame = FRAME.exec(line);
    if (!line.startsWith('    at ') || frame === null) continue;
    const place = path.relative(ROOT, frame[1] ?? '').replaceAll('\\', '/');
    if (OURS.test(place)) found.push(`${place}:${frame[2]}`);
  }
  return found.slice(0, 12);
}
