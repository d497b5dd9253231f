/** Uploads in pieces over real HTTP: resumed, refused in time, never half believed. */
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Intake, Place } from '../../../forms/ports.ts';
import { ask, enter, openWorld, type Session, say, type World } from './world.ts';

const MB = 1024 * 1024;
let world: World;
let session: Session;
/** What the bot would say of a file, by the test. */
let intake: Intake;

beforeEach(async () => {
  intake = { admit: async () => ({ ok: true, maxBytes: 5 * MB, place: null }) };
  world = await openWorld({ intake: { admit: (...said) => intake.admit(...said) } });
  session = await enter(world);
});
afterEach(() => world.close());

const TUS = { 'Tus-Resumable': '1.0.0' };

function begin(bytes: number, name = '演示.mp4', who = session): Promise<Response> {
  const metadata = `filename ${Buffer.from(name).toString('base64')},filetype ${Buffer.from('x').toString('base64')}`;
  const headers = { ...TUS, 'Upload-Length': String(bytes), 'Upload-Metadata': metadata };
  return ask(world, who, '/uploads', { method: 'POST', headers });
}

async function begun(bytes: number, name?: string): Promise<string> {
  const response = await begin(bytes, name);
  expect(response.status).toBe(201);
  return response.headers.get('location') as string;
}

function piece(at: string, offset: number, body: Uint8Array<ArrayBuffer>, who = session): Promise<Response> {
  const headers = {
    ...TUS,
    'Content-Type': 'application/offset+octet-stream',
    'Upload-Offset': String(offset),
  };
  return ask(world, who, at, { method: 'PATCH', headers, body });
}

async function offsetOf(at: string, who = session): Promise<number> {
  const response = await ask(world, who, at, { method: 'HEAD', headers: TUS });
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return Number(response.headers.get('upload-offset'));
}

const code = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { error: { code: string } }).error.code,
];

const idOf = (at: string) => at.slice('/uploads/'.length);
const bytesOf = (count: number, seed = 7): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: count }, (_, at) => (at * seed) % 251);

/** Begins to send a piece and stays on the line once some of it has come. */
async function beginPiece(at: string, told: number, sent: Uint8Array): Promise<Socket> {
  const socket = connect(world.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    `PATCH ${at} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${session.token}\r\n` +
      'Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n' +
      `Content-Length: ${told}\r\n\r\n`,
  );
  socket.write(sent);
  await expect.poll(() => world.files.parts.size(idOf(at))).toBeGreaterThan(0);
  return socket;
}

describe('a file in pieces', () => {
  test('arrives as one attachment of a message, for the place it set out for', async () => {
    const place: Place = { submission: 's1', path: 'film' };
    intake = { admit: async () => ({ ok: true, maxBytes: MB, place }) };
    const bytes = bytesOf(300_000);
    const at = await begun(bytes.length);
    expect(at).toMatch(/^\/uploads\/[0-9a-f]{32}$/);
    const first = await piece(at, 0, bytes.slice(0, 100_000));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '100000']);
    expect(first.headers.get('upload-expires')).toBeTruthy();
    expect(await offsetOf(at)).toBe(100_000);
    expect((await piece(at, 100_000, bytes.slice(100_000))).status).toBe(204);
    expect(await offsetOf(at)).toBe(300_000);
    const sent = { type: 'message', text: '', uploads: [idOf(at)], channelData: { clientActivityID: 'u1' } };
    expect((await say(world, session, sent)).status).toBe(200);
    expect(world.turns[0]?.value).toEqual({ place });
    expect(world.turns[0]?.attachments).toMatchObject([{ name: '演示.mp4', content: { bytes: 300_000 } }]);
    // The answer was lost on its way: the same message again is no second one, and no failure.
    expect((await say(world, session, sent)).status).toBe(200);
    expect(world.log.entries.get(session.conversationId)?.length).toBe(2);
  });

  test('goes on after a line that broke in the middle', async () => {
    const bytes = bytesOf(2 * MB);
    const at = await begun(bytes.length);
    (await beginPiece(at, bytes.length, bytes.subarray(0, 700_000))).destroy();
    const offset = await offsetOf(at);
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThanOrEqual(700_000);
    expect((await piece(at, offset, bytes.slice(offset))).status).toBe(204);
    await say(world, session, { type: 'message', text: '', uploads: [idOf(at)] });
    const url = world.turns[0]?.attachments?.[0]?.contentUrl?.slice('file:'.length);
    const file = await ask(
      world,
      session,
      `/v3/directline/conversations/${session.conversationId}/files/${url}`,
    );
    expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect(world.reports).toEqual([]);
  });

  test('is taken over from a line that is dead but not yet known to be', async () => {
    const bytes = bytesOf(MB);
    const at = await begun(bytes.length);
    const socket = await beginPiece(at, bytes.length, bytes.subarray(0, 50_000));
    const closed = new Promise((done) => socket.on('close', done));
    const offset = await offsetOf(at);
    await closed;
    expect((await piece(at, offset, bytes.slice(offset))).status).toBe(204);
    expect(await offsetOf(at)).toBe(bytes.length);
  });

  test('two at once, their pieces mixed, stay two files', async () => {
    const [one, two] = [bytesOf(400_000, 3), bytesOf(500_000, 5)];
    const [first, second] = await Promise.all([begun(one.length, '一.bin'), begun(two.length, '二.bin')]);
    for (let at = 0; at < 500_000; at += 100_000) {
      await Promise.all([
        at < one.length ? piece(first, at, one.slice(at, at + 100_000)) : undefined,
        piece(second, at, two.slice(at, at + 100_000)),
      ]);
    }
    await say(world, session, { type: 'message', text: '', uploads: [idOf(first), idOf(second)] });
    expect(world.turns[0]?.attachments).toMatchObject([
      { name: '一.bin', content: { bytes: 400_000 } },
      { name: '二.bin', content: { bytes: 500_000 } },
    ]);
  });
});

describe('refused', () => {
  test('a piece at a wrong offset, before and behind, and one after the end', async () => {
    const at = await begun(1000);
    expect(await code(await piece(at, 10, bytesOf(10)))).toEqual([409, 'wrong_offset']);
    expect((await piece(at, 0, bytesOf(500))).status).toBe(204);
    expect(await code(await piece(at, 0, bytesOf(500)))).toEqual([409, 'wrong_offset']);
    expect(await code(await piece(at, 500, bytesOf(501)))).toEqual([413, 'file.too_large']);
    const offset = await offsetOf(at);
    if (offset < 1000) expect((await piece(at, offset, bytesOf(1000 - offset))).status).toBe(204);
    expect(await code(await piece(at, 1000, bytesOf(1)))).toEqual([409, 'wrong_offset']);
  });

  test('a file that may not come, with the bot’s own sentence and without a byte', async () => {
    intake = { admit: async () => ({ ok: false, code: 'file.quota', say: '放不下了。' }) };
    const response = await begin(5 * MB);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 'file.quota', say: '放不下了。' } });
    expect(await world.kept()).toEqual([]);
  });

  test('what the bot is asked: the clean name, the size, and what is on its way besides', async () => {
    const asked: unknown[] = [];
    intake = {
      admit: async (person, file, place) => {
        asked.push([person.startsWith('web:'), file, place]);
        return { ok: true, maxBytes: MB, place: null };
      },
    };
    await begun(600_000, '../../机器\u202e.mp4');
    await begun(7, 'b.txt');
    expect(asked).toEqual([
      [true, { name: '机器 .mp4', bytes: 600_000, pending: 0 }, undefined],
      [true, { name: 'b.txt', bytes: 7, pending: 600_000 }, undefined],
    ]);
  });

  test('another person, an unknown id, a wrong protocol', async () => {
    const at = await begun(100);
    const other = await enter(world);
    expect((await ask(world, other, at, { method: 'HEAD', headers: TUS })).status).toBe(404);
    expect(await code(await piece(at, 0, bytesOf(100), other))).toEqual([404, 'unknown_upload']);
    expect((await ask(world, other, at, { method: 'DELETE', headers: TUS })).status).toBe(404);
    const stolen = { type: 'message', text: '', uploads: [idOf(at)] };
    expect(await code(await say(world, other, stolen))).toEqual([404, 'unknown_upload']);
    expect(await code(await say(world, session, stolen))).toEqual([409, 'unfinished']);
    const unknown = `/uploads/${'0'.repeat(32)}`;
    expect((await ask(world, session, unknown, { method: 'HEAD', headers: TUS })).status).toBe(404);
    expect((await ask(world, session, at, { method: 'HEAD' })).status).toBe(412);
    expect(await code(await ask(world, session, '/uploads', { method: 'POST', headers: TUS }))).toEqual([
      400,
      'bad_upload',
    ]);
    expect(await code(await begin(0))).toEqual([400, 'file.empty']);
    expect((await fetch(`${world.url}${at}`, { method: 'HEAD', headers: TUS })).status).toBe(401);
    expect(world.turns).toEqual([]);
  });
});

test('ended by its sender, or not come back to in time, nothing is left of it', async () => {
  const at = await begun(1000);
  await piece(at, 0, bytesOf(10));
  expect((await ask(world, session, at, { method: 'DELETE', headers: TUS })).status).toBe(204);
  expect((await ask(world, session, at, { method: 'HEAD', headers: TUS })).status).toBe(404);
  expect(await world.kept()).toEqual([]);
  const late = await begun(1000);
  await piece(late, 0, bytesOf(10));
  // The disk's clock is the real one.
  world.advance(Date.now() - world.clock.now().getTime() + 25 * 3_600_000);
  await world.webchat.sweep();
  expect(await world.kept()).toEqual([]);
  session = await enter(world);
  expect((await ask(world, session, late, { method: 'HEAD', headers: TUS })).status).toBe(404);
});

test('what is erased while it comes leaves neither its name nor its bytes', async () => {
  const bytes = bytesOf(200_000);
  const at = await begun(300_000);
  const socket = await beginPiece(at, bytes.length, bytes.subarray(0, 100_000));
  const [record] = await world.store.list('upload/');
  await world.store.commit([{ key: record?.key ?? '', value: null, expect: 'any' }]);
  const answered = new Promise<string>((tell) => socket.once('data', (data) => tell(String(data))));
  socket.write(bytes.subarray(100_000));
  expect(await answered).toContain('404');
  socket.destroy();
  expect(await world.store.list('upload/')).toEqual([]);
  expect(await world.kept()).toEqual([]);
});
