import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { grant, HOURS, type Office, openOffice } from '../../fixtures/office/console.ts';
import { officeLines } from '../../fixtures/office/lines.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

let office: Office;
let world: World;
beforeEach(async () => {
  world = await openWorld({
    console: (parts) => {
      office = openOffice(parts);
      return office.console;
    },
  });
  office.lines = officeLines(office.catalog.list(), '2025-11-21', 60);
  office.grants.set('lead', [grant('coordinator')]);
});
afterEach(() => world.close());

const code = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { error: { code: string } }).error.code;

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${world.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** The cookie that a link is exchanged for. */
async function cookie(person = 'lead'): Promise<string> {
  const response = await post('/console/enter', { token: await office.link(person) });
  expect(response.status).toBe(200);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

function get(path: string, held?: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${world.url}${path}`, { headers: { ...(held ? { Cookie: held } : {}), ...headers } });
}

/** The status of a request with headers that fetch does not let through. */
function raw(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port: world.port, host: '127.0.0.1', path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('the door', () => {
  test('looking at a link does not use it up: only the page’s own request does', async () => {
    const token = await office.link('lead');
    for (const method of ['GET', 'GET', 'HEAD'])
      expect(
        (await fetch(`${world.url}/console/in/${token}`, { method })).headers.get('set-cookie'),
      ).toBeNull();
    expect((await post('/console/enter', { token })).status).toBe(200);
    const again = await post('/console/enter', { token });
    expect([again.status, await code(again)]).toEqual([410, 'console_used']);
  });

  test('the cookie is for the page only, unreadable to scripts and unsent from elsewhere', async () => {
    const response = await post('/console/enter', { token: await office.link('lead') });
    expect(response.headers.get('set-cookie')).toMatch(
      new RegExp(
        `^shenbao_console=[\\w-]{43}; Path=/console; HttpOnly; SameSite=Strict; Max-Age=(${HOURS * 3600}|${HOURS * 3600 - 1})$`,
      ),
    );
    expect(await response.json()).toEqual({ state: 'open' });
  });

  test.each([
    ['a guess', { token: 'A'.repeat(43) }, 401, 'console_unknown'],
    ['another shape', { token: '../../x' }, 401, 'console_unknown'],
    ['no token', {}, 400, 'bad_link'],
    ['a list', { token: ['a'] }, 400, 'bad_link'],
  ])('%s is refused', async (_, body, status, expected) => {
    const response = await post('/console/enter', body);
    expect([response.status, await code(response)]).toEqual([status, expected]);
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  test('an expired link and an expired session say so', async () => {
    const token = await office.link('lead');
    const held = await cookie();
    world.advance(HOURS * 3_600_000 + 1);
    expect(await code(await post('/console/enter', { token }))).toBe('console_expired');
    const response = await get('/console/data/view', held);
    expect([response.status, await code(response)]).toEqual([410, 'console_expired']);
  });

  test('nobody guesses on: after some tries an address has to wait', async () => {
    const tries = await Promise.all(
      Array.from({ length: 60 }, () => post('/console/enter', { token: 'B'.repeat(43) })),
    );
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([401, 429]));
  });

  test('leaving ends the session and takes the cookie away', async () => {
    const held = await cookie();
    const response = await post('/console/leave', {}, { Cookie: held });
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await get('/console/data/view', held)).status).toBe(401);
  });

  test('another site can neither enter nor read', async () => {
    const held = await cookie();
    const foreign = { Origin: 'https://evil.example' };
    expect((await post('/console/enter', { token: await office.link('lead') }, foreign)).status).toBe(403);
    expect(await raw('/console/data/view', { Cookie: held, ...foreign })).toBe(403);
    expect(await raw('/console/data/view', { Cookie: held, 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    expect(await raw('/console/data/view', { Cookie: held, Host: 'evil.example' })).toBe(421);
  });
});

describe('what is sent', () => {
  const PATHS = ['view', 'table', 'charts?call=sustainable-tech-2025', 'reminders', 'detail?id=s1'];

  test.each(PATHS)('without a session %s is closed; with one it is kept nowhere', async (path) => {
    const closed = await get(`/console/data/${path}`);
    expect([closed.status, await code(closed)]).toEqual([401, 'console_unknown']);
    const open = await get(`/console/data/${path}`, await cookie());
    expect(open.status).toBe(200);
    expect(open.headers.get('cache-control')).toBe('no-store');
    expect(open.headers.get('referrer-policy')).toBe('no-referrer');
    expect(open.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(await open.json()).toMatchObject({ state: 'open' });
  });

  test('the page itself is kept nowhere either, since its address may hold a link', async () => {
    for (const path of ['/console', `/console/in/${'C'.repeat(43)}`]) {
      const response = await get(path);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('x-frame-options')).toBe('DENY');
    }
  });

  test('what did not change is not sent again', async () => {
    const held = await cookie();
    const first = await get('/console/data/table', held);
    const etag = first.headers.get('etag') ?? '';
    expect((await get('/console/data/table', held, { 'If-None-Match': etag })).status).toBe(304);
    office.lines = office.lines.slice(1);
    expect((await get('/console/data/table', held, { 'If-None-Match': etag })).status).toBe(200);
  });

  test('a selection is asked for in the address', async () => {
    const held = await cookie();
    const query = new URLSearchParams({
      stages: 'returned.passed',
      sort: 'unit',
      down: '0',
      words: '技术',
      page: '0',
    });
    const table = (await (await get(`/console/data/table?${query}`, held)).json()) as {
      lines: { stage: string; title: string; unit: string }[];
    };
    expect(table.lines.length).toBeGreaterThan(0);
    for (const { stage, title, unit } of table.lines) {
      expect(['returned', 'passed']).toContain(stage);
      expect(title + unit).toContain('技术');
    }
  });

  test.each([
    '?stages=nothing',
    '?sort=owner',
    '?page=-1',
    '?page=1e9',
    '?above=yes',
    `?words=${'长'.repeat(101)}`,
    '?down=2',
  ])('what cannot be asked for is refused: %s', async (query) => {
    const response = await get(`/console/data/table${query}`, await cookie());
    expect([response.status, await code(response)]).toEqual([400, 'bad_query']);
  });

  test('unknown parameters change nothing', async () => {
    const held = await cookie();
    const etags = await Promise.all(
      ['', '?owner=web:1', '?__proto__=x'].map(async (query) =>
        (await get(`/console/data/table${query}`, held)).headers.get('etag'),
      ),
    );
    expect(new Set(etags).size).toBe(1);
  });

  test('no account leaves the server', async () => {
    const held = await cookie();
    const bodies = await Promise.all(
      PATHS.map(async (path) => (await get(`/console/data/${path}`, held)).text()),
    );
    expect(bodies.join('')).not.toMatch(/web:|"owner"/);
  });

  test('a sheet is a download with a Chinese name', async () => {
    const response = await get('/console/download?stages=absent', await cookie());
    expect(response.headers.get('content-disposition')).toContain(
      encodeURIComponent('申报情况-2025-11-21.xlsx'),
    );
    expect(response.headers.get('content-type')).toContain('spreadsheetml');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('a document outside the grant looks like one that is not there', async () => {
    office.grants.set('reviewer', [grant('reviewer', { units: ['没有申报的单位'] })]);
    const held = await cookie('reviewer');
    const answers = await Promise.all(
      [office.lines[0]?.id ?? '', 'nothing'].map(async (id) => {
        const response = await get(`/console/download?id=${id}&document=form`, held);
        return [response.status, await response.text()];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(404);
  });

  test('a grant withdrawn meanwhile closes the page', async () => {
    const held = await cookie();
    office.grants.delete('lead');
    const response = await get('/console/data/table', held);
    expect([response.status, await code(response)]).toEqual([403, 'console_withdrawn']);
  });
});

test('without an office there is no page of it', async () => {
  const plain = await openWorld();
  try {
    expect((await fetch(`${plain.url}/console`)).status).toBe(404);
  } finally {
    await plain.close();
  }
});
