import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Session, World } from './world.ts';
import { enter, openWorld } from './world.ts';

let world: World;
let session: Session;
beforeEach(async () => {
  world = await openWorld();
  session = await enter(world);
});
afterEach(() => world.close());

const PDF = '%PDF-1.7 a small one';

function post(body: string | FormData, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(
    `${world.url}/v3/directline/conversations/${session.conversationId}/upload?userId=web:forged`,
    {
      method: 'POST',
      headers: { Authorization: `Bearer ${session.token}`, ...headers },
      body,
    },
  );
}

function form(files: Record<string, string>, activity?: unknown): FormData {
  const data = new FormData();
  if (activity !== undefined) {
    data.append(
      'activity',
      new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }),
    );
  }
  for (const [name, content] of Object.entries(files)) data.append('file', new Blob([content]), name);
  return data;
}

const code = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { error: { code: string } }).error.code,
];

/** Multipart by hand, for names that FormData would escape. */
function multipart(...parts: [disposition: string, content: string][]): {
  body: string;
  headers: Record<string, string>;
} {
  const body = parts
    .map(([head, content]) => `--b\r\nContent-Disposition: ${head}\r\n\r\n${content}\r\n`)
    .join('');
  return { body: `${body}--b--\r\n`, headers: { 'Content-Type': 'multipart/form-data; boundary=b' } };
}

test('several files with words arrive as one message; the client’s claims about them do not', async () => {
  const claimed = {
    type: 'message',
    text: '两份材料',
    from: { id: 'x' },
    attachments: [{ contentUrl: 'file:0' }],
  };
  const response = await post(form({ '检测报告.pdf': PDF, '数据.csv': 'a,b' }, claimed));
  expect(response.status).toBe(200);
  const [turn] = world.turns;
  expect(turn?.text).toBe('两份材料');
  expect(turn?.from?.id).toMatch(/^web:[0-9a-f]{32}$/);
  const [first, second] = turn?.attachments ?? [];
  expect(turn?.attachments?.length).toBe(2);
  expect(first).toMatchObject({
    name: '检测报告.pdf',
    contentType: 'application/pdf',
    content: { bytes: PDF.length, mediaType: 'application/pdf', extension: 'pdf' },
  });
  expect(first?.contentUrl).toBe(`file:${first?.content.hash}`);
  expect(second).toMatchObject({ name: '数据.csv', contentType: 'text/plain' });
  expect((await world.kept()).sort()).toEqual([first?.content.hash, second?.content.hash].sort());
});

test('a file alone is a message too, and the activity may come as a plain field', async () => {
  expect((await post(form({ 'a.pdf': PDF }))).status).toBe(200);
  const { body, headers } = multipart(
    ['form-data; name="activity"', '{"type":"message","text":"x","channelData":{"clientActivityID":"c9"}}'],
    ['form-data; name="file"; filename="b.pdf"', PDF],
  );
  expect((await post(body, headers)).status).toBe(200);
  expect(world.turns.map((turn) => turn.text)).toEqual(['', 'x']);
  expect(world.turns[1]?.channelData).toEqual({ clientActivityID: 'c9' });
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['..\\\\..\\\\windows\\\\a.pdf', 'a.pdf'],
  ['<img src=x onerror=alert(1)>.png', 'img src=x onerror=alert(1) .png'],
  ['a\u202egpj.exe', 'a gpj.exe'],
  ['....', '附件'],
  ['con\u0000.pdf', 'con .pdf'],
  ['材料（终稿）.docx', '材料（终稿）.docx'],
  [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(116)}.pdf`],
])('the name %j is kept as %j', async (given, kept) => {
  const { body, headers } = multipart([`form-data; name="file"; filename="${given}"`, PDF]);
  expect((await post(body, headers)).status).toBe(200);
  expect(world.turns[0]?.attachments?.[0]?.name).toBe(kept);
});

test('too large is 413 and leaves nothing, whether the length is told or not', async () => {
  const big = 'x'.repeat((1 << 20) + 1);
  expect(await code(await post(form({ 'a.bin': big })))).toEqual([413, 'file.too_large']);
  expect(await code(await post(form({ 'a.bin': big.repeat(8) })))).toEqual([413, 'file.too_large']);
  const whole = multipart(['form-data; name="file"; filename="a.bin"', big.repeat(5)]);
  const stream = new Blob([whole.body]).stream();
  const untold = await fetch(`${world.url}/v3/directline/conversations/${session.conversationId}/upload`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${session.token}`, ...whole.headers },
    body: stream,
    duplex: 'half',
  } as RequestInit);
  expect(await code(untold)).toEqual([413, 'file.too_large']);
  expect(await world.kept()).toEqual([]);
  expect(world.turns).toEqual([]);
});

test('what is not an upload is refused with one clear code', async () => {
  expect(await code(await post('{}', { 'Content-Type': 'application/json' }))).toEqual([
    415,
    'not_multipart',
  ]);
  expect(await code(await post('x', { 'Content-Type': 'multipart/form-data; boundary=' }))).toEqual([
    400,
    'bad_multipart',
  ]);
  expect(await code(await post('x', { 'Content-Type': 'multipart/form-data' }))).toEqual([
    415,
    'not_multipart',
  ]);
  expect(await code(await post('x', { 'Content-Type': 'multipart/form-data; boundary=b' }))).toEqual([
    400,
    'bad_multipart',
  ]);
  const cut = multipart(['form-data; name="file"; filename="a.pdf"', PDF]);
  expect(await code(await post(cut.body.slice(0, -20), cut.headers))).toEqual([400, 'bad_multipart']);
  expect(await code(await post(form({}, { type: 'message', text: 'x' })))).toEqual([400, 'no_file']);
  expect(await code(await post(form({ 'a.pdf': '' })))).toEqual([400, 'file.empty']);
  expect(await code(await post(form({ 'a.pdf': PDF }, [])))).toEqual([400, 'bad_activity']);
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`${n}.txt`, `${n}`]));
  expect(await code(await post(form(many)))).toEqual([413, 'too_many_files']);
  expect(world.turns).toEqual([]);
});

test('an upload broken off in the middle runs no turn and leaves no file', async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('upload_'));
  await new Promise<void>((done) => {
    const socket = connect(world.port, '127.0.0.1', () => {
      socket.write(
        `POST /v3/directline/conversations/${session.conversationId}/upload HTTP/1.1\r\nHost: 127.0.0.1\r\n` +
          `Authorization: Bearer ${session.token}\r\nContent-Type: multipart/form-data; boundary=b\r\n` +
          'Content-Length: 90000\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-',
        () => socket.destroy(),
      );
    });
    socket.on('close', () => done());
  });
  // The server still answers, and what was broken off is gone.
  expect((await post(form({ 'b.pdf': PDF }))).status).toBe(200);
  expect(world.turns.length).toBe(1);
  await expect.poll(async () => (await world.kept()).length).toBe(1);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('upload_'))).toEqual(before);
});

test('a kept file is for its conversation only, and always an attachment', async () => {
  await post(form({ '页面.html': '<script>alert(1)</script>' }));
  const read = await fetch(`${world.url}/v3/directline/conversations/${session.conversationId}/activities`, {
    headers: { Authorization: `Bearer ${session.token}` },
  });
  const { activities } = (await read.json()) as { activities: { attachments?: { contentUrl: string }[] }[] };
  const url = activities[0]?.attachments?.[0]?.contentUrl ?? '';
  expect(url.startsWith(`${world.url}/v3/directline/conversations/${session.conversationId}/files/`)).toBe(
    true,
  );
  const mine = await fetch(url, { headers: { Cookie: session.cookie } });
  expect(await mine.text()).toBe('<script>alert(1)</script>');
  expect(mine.headers.get('content-disposition')).toContain('attachment; ');
  expect((await fetch(url, { headers: { Authorization: `Bearer ${session.token}` } })).status).toBe(200);
  const other = await enter(world);
  expect((await fetch(url)).status).toBe(404);
  expect((await fetch(url, { headers: { Cookie: other.cookie } })).status).toBe(404);
  expect((await fetch(url, { headers: { Authorization: `Bearer ${other.token}` } })).status).toBe(403);
  const unknown = url.replace(/[0-9a-f]{64}$/, '0'.repeat(64));
  expect((await fetch(unknown, { headers: { Cookie: session.cookie } })).status).toBe(404);
});
