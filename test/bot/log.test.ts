import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../adapters/store/memory.ts';
import { createLog } from '../../bot/log.ts';
import { AppError } from '../../forms/error.ts';
import { fakeClock } from '../fakes/clock.ts';

function logged() {
  const lines: string[] = [];
  return { lines, log: createLog(fakeClock(), (line) => lines.push(line)) };
}

const at = '2025-06-03T01:00:00.000Z';

describe('the log', () => {
  it('writes one JSON line per event', () => {
    const { lines, log } = logged();
    log('server.listening', { host: '127.0.0.1', port: 3978 });
    log('turn.conflict', {
      attempt: 2,
      channel: 'web',
      submission: '0197a3c2-1f',
      question: 'cases/r2/scale',
    });
    log('http.request', {
      method: 'POST',
      route: '/v3/directline/conversations/:id',
      status: 201,
      ms: 1.23456,
    });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { at, level: 'info', code: 'server.listening', host: '127.0.0.1', port: 3978 },
      {
        at,
        level: 'warn',
        code: 'turn.conflict',
        attempt: 2,
        channel: 'web',
        submission: '0197a3c2-1f',
        question: 'cases/r2/scale',
      },
      {
        at,
        level: 'info',
        code: 'http.request',
        method: 'POST',
        route: '/v3/directline/conversations/:id',
        status: 201,
        ms: 1.235,
      },
    ]);
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  });

  it('drops fields that are not on the list and blanks text that has not the form of its field', () => {
    const { lines, log } = logged();
    const fields = {
      text: '我们的减排率是 35%',
      token: 'dGhpcyBpcyBhIHNlY3JldA',
      channel: '张三',
      submission: 'dGhpcyBpcyBhIHNlY3JldA.Zm9yIHNvbWVvbmU',
      question: '13800000000',
      call: 'someone@example.com',
      route: '/files/技术.docx?token=abc',
      ms: '13800000000',
      ok: '是',
    };
    log('someone said 你好', fields);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      at,
      level: 'info',
      code: '?',
      ms: '?',
      ok: '?',
      route: '?',
      channel: '?',
      call: '?',
      submission: '?',
      question: '?',
    });
  });

  it('lets no Chinese text, mail address or long token through, whatever the field', () => {
    const secrets = fc.oneof(
      fc.constantFrom(
        '技术',
        '张三',
        'zhang@example.com',
        '+86 138',
        'a b',
        'x\ny',
        '010-00000000',
        '13800000000',
        '"',
        'A'.repeat(64),
        '某人: x',
      ),
      fc.stringMatching(/^[A-Za-z0-9_-]{20}[A-Z][A-Za-z0-9_-]{22}$/),
    );
    const names = [
      'host',
      'mode',
      'version',
      'method',
      'route',
      'channel',
      'call',
      'submission',
      'document',
      'question',
      'error',
      'reason',
    ];
    fc.assert(
      fc.property(secrets, fc.constantFrom(...names), (secret, name) => {
        const { lines, log } = logged();
        log(secret, { [name]: secret });
        expect(JSON.parse(lines[0] ?? '')).toEqual({ at, level: 'info', code: '?', [name]: '?' });
      }),
    );
  });

  it('keeps of a reason the code before its colon', () => {
    const { lines, log } = logged();
    log('webchat.failed', { reason: 'store.locked: 张三’s draft', status: 503 });
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      at,
      level: 'error',
      code: 'webchat.failed',
      status: 503,
      reason: 'store.locked',
    });
  });

  it('tells of an error its codes and its places, and nothing of its messages', async () => {
    const { lines, log } = logged();
    const disk = Object.assign(new Error('ENOSPC: no space for 张三.docx'), { code: 'ENOSPC' });
    log.failure('turn.failed', new AppError('store.failed', 'draft of 张三', { cause: disk }), { ms: 3 });
    const broken = await memoryStore()
      .read(['张三'])
      .catch((error) => error);
    log.failure('turn.failed', broken);
    const forged = path.join(import.meta.dirname, '../../bot/13800000000.txt');
    log.failure('turn.failed', new TypeError(`张三\n    at 李四 (${forged}:1:1)\n    at 13800000000:1:1`));
    log.failure('turn.failed', '张三 threw this');
    const events = lines.map((line) => JSON.parse(line));
    expect(events[0]).toEqual({
      at,
      level: 'error',
      code: 'turn.failed',
      ms: 3,
      error: 'store.failed',
      cause: 'ENOSPC',
      stack: [],
    });
    expect(events[1]).toMatchObject({ error: 'store.key' });
    expect(events[1].stack[0]).toMatch(/^adapters\/store\/record\.ts:\d+$/);
    expect(events[2]).toMatchObject({ error: 'TypeError' });
    expect(events[3]).toEqual({ at, level: 'error', code: 'turn.failed', error: '?' });
    expect(lines.join('')).not.toMatch(/[^\n\x20-\x7e]|13800000000|space/);
  });
});
