/** Uploads at the real server in a process of its own: killed in the middle, begun twice at once, over the limits. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Host } from '../browser/host.ts';
import { mp4 } from '../fixtures/files/films.ts';
import { Sender } from '../fixtures/sender.ts';

const MB = 1024 * 1024;
const CALLS = path.join(import.meta.dirname, '../fixtures/calls');
const TIMEOUT = 60_000;

async function stand(): Promise<{ host: Host; sender: Sender }> {
  const host = await Host.open({ CALLS_DIR: CALLS });
  onTestFinished(() => host.close());
  const sender = await Sender.enter(host.url);
  await sender.say('填报：视频');
  await sender.say('余热回收');
  return { host, sender };
}

/** Sends the rest of a film in pieces. */
async function finish(sender: Sender, id: string, film: Buffer, size = 2 * MB): Promise<void> {
  for (let at = await sender.offset(id); at < film.length; )
    at = await sender.piece(id, at, new Uint8Array(film.subarray(at, at + size)));
}

test(
  'the server is killed while a piece comes: what had come stays, and the whole is whole',
  async () => {
    const { host, sender } = await stand();
    const film = mp4({ seconds: 90, bytes: 12 * MB });
    const id = await sender.begin('成果.mp4', film.length);
    let at = await sender.piece(id, 0, new Uint8Array(film.subarray(0, 3 * MB)));
    expect(at).toBe(3 * MB);
    // A piece whose second half never comes, so that the kill falls into its middle.
    const half = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(film.subarray(at, at + MB))),
    });
    const headers = {
      'Tus-Resumable': '1.0.0',
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(at),
    };
    const options = { method: 'PATCH', headers, body: half, duplex: 'half' } as RequestInit;
    const cut = sender.ask(`/uploads/${id}`, options).catch(() => 'broken');
    const parts = path.join(host.data, 'files', 'parts');
    await expect.poll(() => readdirSync(parts).length).toBe(1);
    await host.kill();
    expect(await cut).toBe('broken');
    await host.start();
    at = await sender.offset(id);
    expect(at).toBeGreaterThanOrEqual(3 * MB);
    expect(at).toBeLessThanOrEqual(4 * MB);
    await finish(sender, id, film);
    await sender.say('', [id]);
    const heard = await sender.heard();
    const hash = createHash('sha256').update(film).digest('hex');
    expect(heard.at(-2)?.attachments).toMatchObject([{ name: '成果.mp4', content: { hash, seconds: 90 } }]);
    expect(heard.at(-1)?.text).toContain('收到《成果.mp4》');
    expect(readdirSync(parts)).toEqual([]);
  },
  TIMEOUT,
);

test(
  'two films at once are two files; a third that has no room is refused before a byte comes',
  async () => {
    const { sender } = await stand();
    const films = [mp4({ seconds: 20, bytes: 5 * MB }), mp4({ seconds: 30, bytes: 5 * MB })];
    const ids = await Promise.all(films.map((film, at) => sender.begin(`${at + 1}.mp4`, film.length)));
    await expect(sender.begin('3.mp4', 595 * MB)).rejects.toThrow('file.too_large');
    await expect(sender.begin('3.mp4', 500 * MB)).resolves.toBeTruthy();
    await expect(sender.begin('4.mp4', 100 * MB)).rejects.toThrow(
      '“4.mp4”放不下了：这份材料的文件合起来最多 600 MB，还能放 89 MB。',
    );
    await Promise.all(films.map((film, at) => finish(sender, ids[at] as string, film, 700_000)));
    await sender.say('', ids);
    const attachments = (await sender.heard()).at(-2)?.attachments ?? [];
    expect(attachments.map(({ content }) => (content as { hash: string }).hash)).toEqual(
      films.map((film) => createHash('sha256').update(film).digest('hex')),
    );
  },
  TIMEOUT,
);

test(
  'a link takes one batch for its question, and is nothing to guess, to borrow or to use twice',
  async () => {
    const { host, sender } = await stand();
    await sender.say('上传链接');
    const link = /http:\S+\/u\/[\w-]{43}/.exec((await sender.heard()).at(-1)?.text ?? '')?.[0] ?? '';
    const at = new URL(link).pathname;
    const page = await fetch(link);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    const holder = Sender.byLink(link);
    expect(await (await holder.ask(`${at}/link`)).json()).toMatchObject({ state: 'open', label: '成果视频' });

    const guess = `${link.slice(0, -4)}AAAA`;
    expect((await fetch(`${guess}/link`)).status).toBe(404);
    await expect(Sender.byLink(guess).begin('a.mp4', 9)).rejects.toThrow('404');
    await expect(Sender.byLink(`${link}x`).begin('a.mp4', 9)).rejects.toThrow('404');
    // What the question does not take is refused by name; what is said is the bot's.
    await expect(holder.begin('说明.pdf', 9)).rejects.toThrow('“说明.pdf”的格式这里用不了');

    const film = mp4({ seconds: 40, bytes: MB });
    const id = await holder.begin('成果.mp4', film.length);
    await finish(holder, id, film, 300_000);
    // The person's own session is another sender: what came by the link goes with the link.
    await expect(sender.offset(id)).rejects.toThrow('404');
    await expect(sender.say('', [id])).rejects.toThrow('404');
    const done = () =>
      holder.ask(`${at}/done`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ uploads: [id] }),
      });
    expect((await done()).status).toBe(200);
    const heard = await sender.heard();
    expect(heard.at(-2)?.attachments).toMatchObject([{ name: '成果.mp4', content: { seconds: 40 } }]);
    expect(heard.at(-1)?.text).toContain('收到《成果.mp4》');
    // Its answer was lost: the same batch again is the same, and said once.
    expect((await done()).status).toBe(200);
    expect(await sender.heard()).toHaveLength(heard.length);
    expect((await holder.ask(`${at}/link`)).status).toBe(410);
    await expect(holder.begin('b.mp4', 9)).rejects.toThrow('410');
    expect((await fetch(link)).status).toBe(200);
    for (const secret of ['成果', '说明', at.slice(3)]) expect(host.logged).not.toContain(secret);
  },
  TIMEOUT,
);
