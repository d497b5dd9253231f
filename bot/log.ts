/**
 * The log: one JSON line per event on standard error. It tells what happened and how long it took, never what anybody
 * said: an event is a code and fields from a list, each of a form that no answer, name, number or token has.
 */
import path from 'node:path';
import { AppError } from '../forms/error.ts';
import type { Clock } from './clock.ts';

type Level = 'info' | 'warn' | 'error';

/** Fields of a log line. Text that does not have the field's form is written as "?". */
export interface LogFields {
  /** Duration, ms. */
  readonly ms?: number;
  readonly count?: number;
  readonly bytes?: number;
  readonly attempt?: number;
  readonly port?: number;
  /** HTTP status. */
  readonly status?: number;
  readonly ok?: boolean;
  readonly host?: string;
  readonly mode?: string;
  readonly version?: string;
  readonly method?: string;
  /** The route's pattern, never the path asked for: `/v3/directline/conversations/:id`. */
  readonly route?: string;
  readonly channel?: string;
  readonly call?: string;
  readonly submission?: string;
  readonly document?: string;
  /** Path of a question, e.g. `cases/r2/scale`. */
  readonly question?: string;
}

const CODE = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/;

const FORMS: Readonly<Record<keyof LogFields, RegExp | 'number' | 'boolean'>> = {
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
  submission: /^(?=.*[a-z])[a-z0-9-]{1,40}$/,
  document: /^[a-z][a-z0-9_]{0,47}$/,
  question: /^[a-z][a-z0-9_]{0,47}(\/[a-z][a-z0-9_]{0,47}){0,4}$/,
};

export interface Log {
  info(code: string, fields?: LogFields): void;
  warn(code: string, fields?: LogFields): void;
  /** An error as its code, the code of what caused it, and the places in this program it came through. */
  error(code: string, error: unknown, fields?: LogFields): void;
}

/** `write` takes whole lines; standard error unless told. */
export function createLog(clock: Pick<Clock, 'now'>, write: (line: string) => void = toStandardError): Log {
  const line = (level: Level, code: string, fields: LogFields, more: object = {}) => {
    const event = {
      at: clock.now().toISOString(),
      level,
      code: formed(code, CODE),
      ...allowed(fields),
      ...more,
    };
    write(`${JSON.stringify(event)}\n`);
  };
  return {
    info: (code, fields = {}) => line('info', code, fields),
    warn: (code, fields = {}) => line('warn', code, fields),
    error: (code, error, fields = {}) => line('error', code, fields, describe(error)),
  };
}

function toStandardError(line: string): void {
  process.stderr.write(line);
}

function allowed(fields: LogFields): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {};
  for (const [name, form] of Object.entries(FORMS)) {
    const value: unknown = fields[name as keyof LogFields];
    if (value === undefined) continue;
    if (form === 'number') kept[name] = typeof value === 'number' ? Math.round(value * 1000) / 1000 : '?';
    else if (form === 'boolean') kept[name] = typeof value === 'boolean' ? value : '?';
    else kept[name] = formed(value, form);
  }
  return kept;
}

function formed(value: unknown, form: RegExp): string {
  return typeof value === 'string' && value.length <= 200 && form.test(value) ? value : '?';
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
const OURS = /^(adapters|bot|dialogs|forms|node_modules)(\/[\w@.+-]+)+\.[cm]?[jt]s$/;

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
