/** Conformance with the client that people really use: Microsoft's DirectLineJS, unchanged, over loopback. */
import { createRequire } from 'node:module';
import { DirectLine } from 'botframework-directlinejs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Session, World } from './world.ts';
import { enter, openWorld } from './world.ts';

interface Said {
  readonly id: string;
  readonly type: string;
  readonly text?: string;
  readonly from: { id: string };
  readonly channelData?: { clientActivityID?: string };
  readonly attachments?: { name: string; contentUrl: string }[];
}

interface AjaxAsk {
  readonly method: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly responseType?: string;
}

// DirectLineJS patches the operators of its own rxjs; its Observable must come from there.
const require = createRequire(createRequire(import.meta.url).resolve('botframework-directlinejs'));
const observable = 'rxjs/Observable';
const { Observable } = require(observable) as {
  Observable: { fromPromise?: unknown; create(run: (to: Observer) => void): unknown };
};
interface Observer {
  next(value: unknown): void;
  error(reason: unknown): void;
  complete(): void;
}

/** The browser's XMLHttpRequest, which Node has not, by fetch. */
function ajax({ method, url, headers, body, responseType }: AjaxAsk): unknown {
  const run = async () => {
    const form = body instanceof FormData;
    const json = body === undefined || form ? (body as FormData | undefined) : JSON.stringify(body);
    const response = await fetch(url, {
      method,
      headers: headers ?? {},
      ...(json === undefined ? {} : { body: json }),
    });
    if (!response.ok) throw Object.assign(new Error(String(response.status)), { status: response.status });
    const content = responseType === 'arraybuffer' ? await response.arrayBuffer() : await response.json();
    return { status: response.status, response: content };
  };
  return Observable.create((to) => {
    run().then(
      (value) => {
        to.next(value);
        to.complete();
      },
      (reason: unknown) => to.error(reason),
    );
  });
}

let world: World;
let session: Session;
let client: DirectLine | undefined;
let sockets: WebSocket[];
const seen: Said[] = [];

function start(more: object = {}): DirectLine {
  const Watched = class extends WebSocket {
    constructor(url: string) {
      super(url);
      sockets.push(this);
    }
  };
  const options = {
    domain: `${world.url}/v3/directline`,
    token: session.token,
    webSocket: true,
    ajax,
    WebSocket: Watched,
    // The shortest of its reconnecting delays: three seconds.
    random: () => 0,
    ...more,
  };
  const made = new DirectLine(options as unknown as ConstructorParameters<typeof DirectLine>[0]);
  made.activity$.subscribe(
    (activity) => seen.push(activity as unknown as Said),
    // Ending a client errors its stream, by its design.
    (reason: Error) => expect(reason.message).toBe('conversation ended'),
  );
  return made;
}

function post(on: DirectLine, activity: object): Promise<string> {
  return new Promise((resolve, reject) => {
    on.postActivity({ from: { id: 'claimed' }, ...activity } as Parameters<
      DirectLine['postActivity']
    >[0]).subscribe(resolve, reject);
  });
}

/** Waits for what the client sees, not for a time. */
async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 15_000, interval: 20 }).toBe(true);
}

// DirectLineJS looks for a global WebSocket before it takes the one it is given.
beforeEach(async () => {
  world = await openWorld();
  session = await enter(world);
  sockets = [];
  seen.length = 0;
});
afterEach(async () => {
  client?.end();
  await world.close();
});

const words = (): (string | undefined)[] => seen.map(({ text }) => text);

test('starts, posts, receives over the WebSocket, and gets its own words echoed with their id', async () => {
  client = start();
  await until(() => sockets[0]?.readyState === WebSocket.OPEN);
  const id = await post(client, {
    type: 'message',
    text: '你好',
    channelData: { clientActivityID: 'mine-1' },
  });
  await until(() => seen.length === 2);
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(words()).toEqual(['你好', '收到：你好']);
  expect(seen[0]?.channelData?.clientActivityID).toBe('mine-1');
  expect(seen[0]?.from.id).toMatch(/^web:/);
  expect(seen[1]?.from.id).toBe('shenbao');
  expect((client as unknown as { conversationId: string }).conversationId).toBe(session.conversationId);
});

test('a cut socket comes back and brings what was missed, nothing twice', { timeout: 20_000 }, async () => {
  client = start();
  await post(client, { type: 'message', text: '一' });
  await until(() => seen.length === 2);
  sockets[0]?.terminate();
  // Said while nobody listened.
  world.log.append(session.conversationId, {
    type: 'message',
    text: '提醒',
    from: { id: 'shenbao', name: '' },
  });
  await until(() => seen.length === 3);
  expect(sockets.length).toBe(2);
  await post(client, { type: 'message', text: '二' });
  await until(() => seen.length === 5);
  expect(words()).toEqual(['一', '收到：一', '提醒', '二', '收到：二']);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
});

test('a client that starts later gets the whole conversation', async () => {
  client = start();
  await post(client, { type: 'message', text: '早' });
  await until(() => seen.length === 2);
  client.end();
  seen.length = 0;
  client = start();
  await until(() => seen.length === 2);
  expect(words()).toEqual(['早', '收到：早']);
});

test('uploads files', async () => {
  client = start();
  await until(() => sockets[0]?.readyState === WebSocket.OPEN);
  const contentUrl = `data:application/pdf;base64,${Buffer.from('%PDF-1.7 x').toString('base64')}`;
  await post(client, {
    type: 'message',
    text: '附上报告',
    attachments: [
      { contentType: 'application/pdf', contentUrl, name: '报告.pdf' },
      { contentType: 'application/pdf', contentUrl, name: '报告.pdf' },
    ],
  });
  await until(() => seen.length === 2);
  expect(words()).toEqual(['附上报告', '收到：附上报告']);
  expect(seen[0]?.attachments?.map(({ name }) => name)).toEqual(['报告.pdf', '报告 (1).pdf']);
  const file = await fetch(seen[0]?.attachments?.[0]?.contentUrl ?? '', {
    headers: { Authorization: `Bearer ${session.token}` },
  });
  expect(await file.text()).toBe('%PDF-1.7 x');
});

test('refreshes its token', async () => {
  client = start();
  await post(client, { type: 'message', text: '一' });
  world.advance(29 * 60_000);
  const refresh = (
    client as unknown as { refreshToken(): { subscribe(to: (token: string) => void): void } }
  ).refreshToken();
  const token = await new Promise<string>((resolve) => refresh.subscribe(resolve));
  expect(token).not.toBe(session.token);
  (client as unknown as { token: string }).token = token;
  world.advance(10 * 60_000);
  await post(client, { type: 'message', text: '二' });
  await until(() => seen.length === 4);
  expect(words()).toEqual(['一', '收到：一', '二', '收到：二']);
});

test('reconnects to a known conversation from a watermark', async () => {
  client = start();
  await post(client, { type: 'message', text: '一' });
  await until(() => seen.length === 2);
  client.end();
  seen.length = 0;
  client = start({ conversationId: session.conversationId, watermark: '1' });
  await until(() => seen.length === 1);
  expect(words()).toEqual(['收到：一']);
});

test('typing is shown to who listens and not kept; a proactive message arrives and is kept', async () => {
  client = start();
  await until(() => sockets[0]?.readyState === WebSocket.OPEN);
  world.answer = () => [{ type: 'typing' }, { type: 'message', text: '好的' }];
  await post(client, { type: 'message', text: '一' });
  await until(() => seen.length === 3);
  expect(seen.map(({ type }) => type).sort()).toEqual(['message', 'message', 'typing']);
  const [first] = world.turns;
  await world.webchat.adapter.continueConversation(
    {
      conversation: first!.conversation!,
      user: first!.from!,
      bot: first!.recipient!,
      serviceUrl: first!.serviceUrl!,
    },
    async (context) => {
      const reply = { type: 'message', text: '还有三天截止', from: { id: 'shenbao', name: '' } };
      await context.sendActivity({ ...reply, id: world.log.append(context.activity.conversation.id, reply) });
    },
  );
  await until(() => seen.length === 4);
  expect(words().at(-1)).toBe('还有三天截止');
  expect((await world.log.after(session.conversationId, 0)).length).toBe(3);
});
