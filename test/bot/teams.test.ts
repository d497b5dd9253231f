/** The program itself with Teams switched on, or refusing to start with it: a process of its own, asked over HTTP. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MESSAGES_PATH } from '../../adapters/channels/teams/index.ts';
import { testFolder } from '../adapters/store/folder.ts';
import { ISSUER, strangeKey } from '../fakes/teams/keys.ts';
import { APP_ID, cardButtons, Person, TENANT, wordsOf } from '../fakes/teams/person.ts';
import { Service } from '../fakes/teams/service.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const FOUR = {
  MICROSOFT_APP_ID: APP_ID,
  MICROSOFT_APP_PASSWORD: 'secret-of-the-tests',
  MICROSOFT_APP_TYPE: 'SingleTenant',
  MICROSOFT_APP_TENANT_ID: TENANT,
};

type Program = ChildProcessByStdio<null, Readable, Readable>;

function start(settings: Readonly<Record<string, string>>): Program {
  const program = spawn(process.execPath, ['--import', './bot/compiled.ts', 'bot/main.ts'], {
    cwd: ROOT,
    env: { PORT: '0', DATA_DIR: testFolder(), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void program.kill('SIGKILL'));
  return program;
}

/** The program once it listens: its address, and what it has written to standard error. */
async function started(settings: Readonly<Record<string, string>>) {
  const program = start(settings);
  const errors: string[] = [];
  program.stderr.on('data', (piece) => errors.push(String(piece)));
  for await (const said of createInterface(program.stdout)) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (address) return { program, url: `${address}${MESSAGES_PATH}`, errors };
  }
  throw new Error(`it never listened: ${errors.join('')}`);
}

async function openService(): Promise<Service> {
  const service = new Service();
  await service.listen();
  onTestFinished(() => service.close());
  return service;
}

const seen = (person: Person, count: number) =>
  expect.poll(() => person.seen.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);

describe('without authentication, by the development setting and on this machine alone', () => {
  test('a developer is interviewed, and cards work', async () => {
    const service = await openService();
    service.open = true;
    const { program, url, errors } = await started({ TEAMS_ANONYMOUS: 'yes' });
    const person = new Person('周言', url, service);
    expect((await person.say('你好', { header: null })).status).toBe(200);
    await seen(person, 1);
    const [first] = person.seen;
    const [button] = cardButtons(first?.first ?? {});
    const pressed = { type: 'message', value: button?.data, replyToId: first?.id };
    expect((await person.send(pressed, { header: null })).status).toBe(200);
    await seen(person, 2);
    expect(wordsOf(person.seen[1]?.first ?? {})).toContain('开始填报');
    program.kill('SIGTERM');
    expect(await once(program, 'exit')).toEqual([0, null]);
    expect(errors.join('')).not.toMatch(/周言|你好|failed/);
  });

  test('nobody else is let in: not by another name, not from a page, not for a service elsewhere', async () => {
    const service = await openService();
    service.open = true;
    const { url } = await started({ TEAMS_ANONYMOUS: 'yes' });
    const person = new Person('周言', url, service);
    const elsewhere = { serviceUrl: 'https://service.example.com/' };
    expect((await person.say('你好', { header: null, activity: elsewhere })).status).toBe(403);
    const json = { 'Content-Type': 'application/json' };
    expect(await post(url, { ...json, Host: 'rebound.example.com' })).toBe(403);
    expect(await post(url, { 'Content-Type': 'text/plain' })).toBe(415);
    expect(await post(url, json)).toBe(400);
    expect(person.seen).toEqual([]);
  });
});

test('with its settings it lets in nobody without a signature, and no other tenant', async () => {
  const service = await openService();
  const { url, errors, program } = await started({
    ...FOUR,
    TEAMS_METADATA_URL: `${service.url}metadata`,
    TEAMS_TOKEN_ISSUER: ISSUER,
  });
  const person = new Person('周言', url, service);
  expect((await person.say('你好', { header: null })).status).toBe(401);
  expect((await person.say('你好', { by: strangeKey })).status).toBe(401);
  expect((await person.say('你好', { spoil: true })).status).toBe(401);
  const tenant = { id: '00000000-0000-4000-8000-0000000000ff' };
  expect((await person.say('你好', { activity: { channelData: { tenant } } })).status).toBe(403);
  // Whoever is signed is let in; being installed is the one thing that needs no answer.
  expect((await person.send({ type: 'installationUpdate', action: 'remove' })).status).toBe(200);
  program.kill('SIGTERM');
  expect(await once(program, 'exit')).toEqual([0, null]);
  expect(errors.join('')).not.toMatch(/eyJ|secret-of-the-tests|你好/);
});

test('in production without Teams nothing listens for it', async () => {
  const { url } = await started({ NODE_ENV: 'production' });
  expect(await post(url, { 'Content-Type': 'application/json' })).toBe(404);
});

/** What else is refused is held to account beside the settings. */
describe('it does not start', () => {
  test.each([
    ['anonymous in production', { NODE_ENV: 'production', TEAMS_ANONYMOUS: 'yes' }, /正式运行/],
    ['anonymous where others reach it', { HOST: '0.0.0.0', TEAMS_ANONYMOUS: 'yes' }, /HOST/],
    ['with half a registration', { MICROSOFT_APP_ID: APP_ID }, /还不完整/],
    [
      'in production without the secret',
      { ...FOUR, NODE_ENV: 'production', MICROSOFT_APP_PASSWORD: '' },
      /缺 MICROSOFT_APP_PASSWORD/,
    ],
  ])('%s', async (_, settings, sentence) => {
    const program = start(settings);
    const [[code], said, complained] = await Promise.all([
      once(program, 'exit'),
      text(program.stdout),
      text(program.stderr),
    ]);
    expect({ code, said }).toEqual({ code: 1, said: '' });
    expect(complained).toMatch(sentence);
    expect(complained).not.toContain(FOUR.MICROSOFT_APP_PASSWORD);
  });
});

/** A request with any Host header, which fetch does not allow; gives the status. */
function post(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end('{}');
  });
}
