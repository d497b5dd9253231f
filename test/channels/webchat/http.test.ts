import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { AppError } from '../../../forms/error.ts';
import type { Session, World } from './world.ts';
import { ask, enter, openWorld, say } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const code = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { error: { code: string } }).error.code;

/** A request with any Host header, which fetch does not allow. */
function raw(options: { path: string; method?: string; headers: Record<string, string> }): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port: world.port, host: '127.0.0.1', ...options }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(options.method === 'POST' ? '{}' : undefined);
  });
}

/** How a WebSocket attempt ends: `open` or the status that refused it. */
function knock(url: string, headers: Record<string, string> = {}): Promise<string | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => resolve('error'));
  });
}

async function streamUrl(session: Session): Promise<string> {
  const response = await ask(world, session, `/v3/directline/conversations/${session.conversationId}`);
  return ((await response.json()) as { streamUrl: string }).streamUrl;
}

describe('who one is', () => {
  test('the same browser is the same person; another browser is another', async () => {
    const first = await enter(world);
    const again = await enter(world, undefined, first.cookie);
    const other = await enter(world);
    expect(again.conversationId).toBe(first.conversationId);
    expect(again.token).not.toBe(first.token);
    expect(other.conversationId).not.toBe(first.conversationId);
  });

  test('visitors are told apart by those who hear of them', async () => {
    const [first, other] = [await enter(world), await enter(world)];
    await say(world, first, { type: 'message', text: '你好' });
    await say(world, first, { type: 'message', text: '你好' });
    await say(world, other, { type: 'message', text: '你好' });
    const names = world.turns.map(({ from }) => from?.name);
    expect(names[0]).toMatch(/^网页用户[0-9a-f]{4}$/);
    expect(names[1]).toBe(names[0]);
    expect(names[2]).not.toBe(names[0]);
  });

  test('two tabs that open at once end as one person', async () => {
    const first = await enter(world);
    const both = await Promise.all([
      enter(world, 'second', first.cookie),
      enter(world, 'second', first.cookie),
    ]);
    expect(both[0].conversationId).toBe(both[1].conversationId);
    expect(both[0].conversationId).not.toBe(first.conversationId);
  });

  test('the cookie is HttpOnly and Strict; neither it nor a token is stored as it is', async () => {
    const response = await fetch(`${world.url}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^shenbao_browser=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    const { token } = (await response.json()) as { token: string };
    const stored = JSON.stringify(await world.store.list('web'));
    expect(stored).toContain('web:');
    expect(stored).not.toContain(token);
    expect(stored).not.toContain(/=([\w-]{43});/.exec(cookie)?.[1]);
  });

  test('a made-up cookie gives a new person and a new secret', async () => {
    const forged = `shenbao_browser=${'A'.repeat(43)}`;
    const session = await enter(world, undefined, forged);
    expect(session.cookie).not.toBe(forged);
  });

  test('other persons are offered on loopback only', async () => {
    const published = await openWorld({ settings: { publicUrl: 'https://shenbao.example.edu.cn' } });
    try {
      await expect(enter(published, 'second')).rejects.toThrow('400');
      await expect(enter(world, '__proto__')).rejects.toThrow('400');
    } finally {
      await published.close();
    }
  });

  test('from, conversation, times and the rest of a client’s claims are ignored', async () => {
    const session = await enter(world);
    const response = await say(world, session, {
      type: 'message',
      text: '你好',
      id: 'forged',
      from: { id: 'web:somebody', name: 'somebody', role: 'bot' },
      conversation: { id: 'web-other' },
      recipient: { id: 'other' },
      channelId: 'msteams',
      serviceUrl: 'https://evil.example.com',
      timestamp: '1999-01-01T00:00:00Z',
      localTimestamp: '1999-01-01T00:00:00Z',
      attachments: [{ contentType: 'application/pdf', contentUrl: `file:${'0'.repeat(64)}` }],
      entities: [{ type: 'x' }],
      channelData: { clientActivityID: 'c1', tenant: { id: 'forged' } },
    });
    expect(response.status).toBe(200);
    const turn = world.turns[0]!;
    expect(Object.keys(turn).sort()).toEqual(
      [
        'channelData',
        'channelId',
        'conversation',
        'from',
        'id',
        'locale',
        'recipient',
        'serviceUrl',
        'text',
        'textFormat',
        'timestamp',
        'type',
      ].sort(),
    );
    expect(turn).toMatchObject({
      channelId: 'webchat',
      conversation: { id: session.conversationId },
      recipient: { id: 'shenbao' },
      serviceUrl: world.url,
      channelData: { clientActivityID: 'c1' },
    });
    expect(turn.channelData).toEqual({ clientActivityID: 'c1' });
    expect(turn.from?.id).toMatch(/^web:[0-9a-f]{32}$/);
    expect(turn.from?.role).toBe('user');
    expect(turn.id).not.toBe('forged');
    expect(String(turn.timestamp)).toMatch(/^2025-11-21T06:30/);
  });
});

test('who keeps entering is slowed down', async () => {
  const headers = { 'Content-Type': 'application/json' };
  const once = () => raw({ path: '/session', method: 'POST', headers });
  const entered = await Promise.all(Array.from({ length: 200 }, once));
  expect(new Set(entered)).toEqual(new Set([200, 429]));
  expect(entered.filter((status) => status === 200).length).toBeGreaterThanOrEqual(100);
});

describe('tokens', () => {
  test('no token 401, a made-up one 401, an expired one 403 with its own code', async () => {
    const session = await enter(world);
    const path = `/v3/directline/conversations/${session.conversationId}/activities`;
    expect((await fetch(world.url + path)).status).toBe(401);
    expect((await ask(world, { token: 'A'.repeat(43) }, path)).status).toBe(401);
    expect((await ask(world, { token: 'x' }, path)).status).toBe(401);
    expect((await ask(world, session, path)).status).toBe(200);
    world.advance(31 * 60_000);
    const late = await ask(world, session, path);
    expect([late.status, await code(late)]).toEqual([403, 'token_expired']);
    const posted = await say(world, session, { type: 'message', text: '迟到' });
    expect([posted.status, world.turns.length]).toEqual([403, 0]);
  });

  test('another conversation is refused everywhere', async () => {
    const [mine, other] = [await enter(world), await enter(world)];
    const base = `/v3/directline/conversations/${other.conversationId}`;
    for (const [method, path] of [
      ['GET', base],
      ['GET', `${base}/activities`],
      ['POST', `${base}/activities`],
      ['POST', `${base}/upload`],
    ] as const) {
      const body = method === 'POST' ? '{"type":"message","text":"x"}' : undefined;
      const response = await ask(world, mine, path, { method, ...(body ? { body } : {}) });
      expect([path, response.status, await code(response)]).toEqual([path, 403, 'other_conversation']);
    }
    expect(world.turns).toEqual([]);
  });

  test('a refreshed token works after the old one has expired', async () => {
    const session = await enter(world);
    world.advance(20 * 60_000);
    const response = await ask(world, session, '/v3/directline/tokens/refresh', { method: 'POST' });
    const fresh = (await response.json()) as { token: string; expires_in: number; conversationId: string };
    expect(fresh).toMatchObject({ expires_in: 1800, conversationId: session.conversationId });
    world.advance(20 * 60_000);
    expect((await say(world, session, { type: 'message', text: 'a' })).status).toBe(403);
    expect(
      (await say(world, { ...session, token: fresh.token }, { type: 'message', text: 'a' })).status,
    ).toBe(200);
  });
});

describe('bodies', () => {
  test.each([
    ['{}', 400],
    ['[]', 400],
    ['null', 400],
    ['"x"', 400],
    ['', 400],
    ['{', 400],
    ['{"type":"message"}', 400],
    ['{"type":"invoke","name":"x"}', 400],
    ['{"type":"conversationUpdate"}', 400],
    ['{"type":"message","text":1}', 400],
    ['{"type":"message","text":"a","value":{"__proto__":{"a":1}}}', 200],
    ['{"type":"event","name":"webchat/join","value":{}}', 200],
    ['{"type":"typing"}', 200],
  ])('%s is %i', async (body, status) => {
    const session = await enter(world);
    const response = await ask(
      world,
      session,
      `/v3/directline/conversations/${session.conversationId}/activities`,
      {
        method: 'POST',
        body,
      },
    );
    expect(response.status).toBe(status);
    for (const path of ['/session', '/v3/directline/conversations', '/v3/directline/tokens/refresh']) {
      const other = await ask(world, session, path, { method: 'POST', body });
      expect([path, other.status < 500]).toEqual([path, true]);
    }
  });

  test('whatever JSON comes, nothing fails', async () => {
    const session = await enter(world);
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), async (body) => {
        const path = `/v3/directline/conversations/${session.conversationId}/activities`;
        const response = await ask(world, session, path, { method: 'POST', body });
        expect(response.status).toBe(400);
      }),
      { numRuns: 60 },
    );
  });

  test('100,000 characters pass, one more is refused, a huge body is 413', async () => {
    const session = await enter(world);
    expect((await say(world, session, { type: 'message', text: '字'.repeat(100_000) })).status).toBe(200);
    expect((await say(world, session, { type: 'message', text: '字'.repeat(100_001) })).status).toBe(400);
    const huge = await say(world, session, { type: 'message', text: 'a'.repeat(1 << 21) });
    expect([huge.status, await code(huge)]).toEqual([413, 'too_large']);
    expect(world.turns.length).toBe(1);
  });

  test('half a surrogate pair does not get through', async () => {
    const session = await enter(world);
    await ask(world, session, `/v3/directline/conversations/${session.conversationId}/activities`, {
      method: 'POST',
      body: '{"type":"message","text":"a\\ud800b"}',
    });
    expect(world.turns[0]?.text).toBe('a\ufffdb');
  });

  test('a plain form post is not JSON', async () => {
    const session = await enter(world);
    const response = await ask(
      world,
      session,
      `/v3/directline/conversations/${session.conversationId}/activities`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'text/plain' },
        body: '{"type":"message","text":"x"}',
      },
    );
    expect(response.status).toBe(415);
  });

  test('a turn that fails is 500, a failing store 503, and the same message goes through later, once', async () => {
    const session = await enter(world);
    const message = { type: 'message', text: '重要的话', channelData: { clientActivityID: 'once' } };
    world.broken = new Error('secret detail');
    const failed = await say(world, session, message);
    const text = await failed.text();
    expect([failed.status, text.includes('secret')]).toEqual([500, false]);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'not_saved' } });
    world.broken = new AppError('store.locked', 'locked');
    expect((await say(world, session, message)).status).toBe(503);
    expect(world.reports.map((each) => each.fields.reason)).toEqual([
      'Error: secret detail',
      'store.locked: locked',
    ]);
    world.broken = undefined;
    expect((await say(world, session, message)).status).toBe(200);
    expect((await say(world, session, message)).status).toBe(200);
    const entries = await world.log.after(session.conversationId, 0);
    expect(entries.map(({ activity }) => (activity as { text: string }).text)).toEqual([
      '重要的话',
      '收到：重要的话',
    ]);
  });

  test('polling gives what came after the watermark', async () => {
    const session = await enter(world);
    await say(world, session, { type: 'message', text: '一' });
    await say(world, session, { type: 'message', text: '二' });
    const path = `/v3/directline/conversations/${session.conversationId}/activities`;
    const read = async (query: string) =>
      (await (await ask(world, session, path + query)).json()) as {
        activities: { text: string }[];
        watermark: string;
      };
    expect((await read('')).activities.map((each) => each.text)).toEqual([
      '一',
      '收到：一',
      '二',
      '收到：二',
    ]);
    expect(await read('?watermark=3')).toMatchObject({ activities: [{ text: '收到：二' }], watermark: '4' });
    expect(await read('?watermark=4')).toEqual({ activities: [], watermark: '4' });
    expect((await ask(world, session, `${path}?watermark=-1`)).status).toBe(400);
  });
});

describe('foreign pages', () => {
  const json = { 'Content-Type': 'application/json' };

  test.each(['evil.example.com', 'evil.example.com:80', '127.0.0.1.evil.example.com', 'localhost@evil'])(
    'Host %s is not served',
    async (host) => {
      expect(await raw({ path: '/', headers: { Host: host } })).toBe(421);
      expect(await raw({ path: '/session', method: 'POST', headers: { ...json, Host: host } })).toBe(421);
    },
  );

  test.each(['localhost', '127.0.0.1', '[::1]'])('Host %s is', async (name) => {
    expect(await raw({ path: '/', headers: { Host: `${name}:${world.port}` } })).toBe(200);
  });

  test('the published host is served, others are not', async () => {
    const local = world;
    world = await openWorld({ settings: { publicUrl: 'https://shenbao.example.edu.cn' } });
    await local.close();
    const host = 'shenbao.example.edu.cn';
    expect(await raw({ path: '/', headers: { Host: host } })).toBe(200);
    const post = (origin: string) =>
      raw({ path: '/session', method: 'POST', headers: { ...json, Host: host, Origin: origin } });
    expect(await post(`https://${host}`)).toBe(200);
    expect(await post(`http://${host}`)).toBe(403);
    expect(await raw({ path: '/', headers: { Host: 'other.example.edu.cn' } })).toBe(421);
  });

  test.each(['http://evil.example.com', 'null', 'http://127.0.0.1:1'])(
    'Origin %s is refused',
    async (origin) => {
      const session = await enter(world);
      const url = await streamUrl(session);
      expect(await raw({ path: '/session', method: 'POST', headers: { ...json, Origin: origin } })).toBe(403);
      expect(await knock(url, { Origin: origin })).toBe(403);
    },
  );

  test('what another site embeds or fetches is refused, following a link to the page is not', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' };
    expect(await raw({ path: '/page/app.js', headers })).toBe(403);
    expect(
      await raw({ path: '/', headers: { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' } }),
    ).toBe(200);
  });

  test('every response carries the lock-down headers', async () => {
    for (const path of ['/', '/page/style.css', '/api/desk', '/healthz', '/page/none.js']) {
      const response = await fetch(world.url + path);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect((await fetch(`${world.url}/healthz`)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('streams', () => {
  test('only the address just given opens, and only once', async () => {
    const session = await enter(world);
    const url = await streamUrl(session);
    const bare = url.replace(/&t=.*/, '');
    expect(await knock(bare)).toBe(403);
    expect(await knock(`${bare}&t=${session.token}`)).toBe(403);
    const other = await enter(world);
    expect(await knock(url.replace(session.conversationId, other.conversationId))).toBe(403);
    const again = await streamUrl(session);
    expect(await knock(again)).toBe('open');
    expect(await knock(again)).toBe(403);
    const late = await streamUrl(session);
    world.advance(61_000);
    expect(await knock(late)).toBe(403);
    expect(await knock(`${world.url.replace('http', 'ws')}/elsewhere`)).toBe(404);
  });
});

describe('files of the page', () => {
  test.each([
    '/page/..%2findex.ts',
    '/page/%2e%2e%2findex.ts',
    '/page/..%5cindex.ts',
    '/page/tsconfig.json',
    '/page/%00',
    '/page/__proto__',
  ])('%s is not served', async (path) => {
    const status = await new Promise<string>((resolve) => {
      const socket = connect(world.port, '127.0.0.1', () => {
        socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
      });
      socket.once('data', (data) => resolve(data.toString().split(' ')[1] ?? ''));
    });
    expect(['400', '404']).toContain(status);
  });

  test('an unchanged file is 304', async () => {
    const first = await fetch(`${world.url}/page/app.js`);
    expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const etag = first.headers.get('etag') ?? '';
    expect((await fetch(`${world.url}/page/app.js`, { headers: { 'If-None-Match': etag } })).status).toBe(
      304,
    );
  });
});

describe('the desk', () => {
  beforeEach(() => {
    world.view = {
      submission: {
        id: 's1',
        call: 'demo',
        title: '示例',
        revision: 1,
        focus: null,
        done: 0,
        total: 1,
        sections: [],
        documents: [
          { id: 'form', name: '申报书', fileName: '申报书（示例）.docx', kind: 'docx', draft: true },
        ],
      },
    };
    world.preview = '<p>预览</p>';
  });

  test('progress and preview need the token', async () => {
    const session = await enter(world);
    const cookie = { headers: { Cookie: session.cookie } };
    expect((await fetch(`${world.url}/api/desk`, cookie)).status).toBe(401);
    expect((await fetch(`${world.url}/api/preview?submission=s1`, cookie)).status).toBe(401);
    expect(await (await ask(world, session, '/api/desk')).json()).toEqual(world.view);
    expect(await (await ask(world, session, '/api/preview?submission=s1')).text()).toBe('<p>预览</p>');
    expect((await ask(world, session, '/api/preview?submission=s2')).status).toBe(404);
    expect((await ask(world, session, '/api/preview')).status).toBe(404);
  });

  test('a download by link is for the person behind the cookie, under its Chinese name', async () => {
    const session = await enter(world);
    const second = await enter(world, 'second', session.cookie);
    const link = (query: string, cookie?: string) =>
      fetch(`${world.url}/api/download/s1/form${query}`, cookie ? { headers: { Cookie: cookie } } : {});
    expect((await link('')).status).toBe(401);
    const got = await link('', session.cookie);
    expect(got.headers.get('content-disposition')).toBe(
      `attachment; filename="_.docx"; filename*=UTF-8''${encodeURIComponent('申报书（示例）.docx')}`,
    );
    const mine = await got.text();
    const theirs = await (await link('?persona=second', session.cookie)).text();
    expect(mine).toMatch(/^of web:/);
    expect(theirs).toMatch(/^of web:/);
    expect(theirs).not.toBe(mine);
    expect((await ask(world, second, '/api/download/s1/none')).status).toBe(404);
    expect((await link('?persona=reviewer', session.cookie)).status).toBe(400);
  });
});
