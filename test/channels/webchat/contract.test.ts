import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Activity } from 'botbuilder';
import restify from 'restify';
import { webchatCapabilities } from '../../../adapters/channels/webchat/adapter.ts';
import { attachWebchat } from '../../../adapters/channels/webchat/index.ts';
import type { QuestionData } from '../../../dialogs/engine/situation.ts';
import {
  type ChannelUnderTest,
  channelContract,
  type Heard,
  type Inside,
  type Outcome,
} from '../../contracts/channel.ts';
import type { TestFile } from '../../fixtures/files.ts';

/** A browser's side of Direct Line, by plain requests. */
class Client implements ChannelUnderTest {
  readonly #origin: string;
  readonly #shut: () => Promise<void>;
  #token = '';
  #conversation = '';

  constructor(origin: string, shut: () => Promise<void>) {
    this.#origin = origin;
    this.#shut = shut;
  }

  async enter(): Promise<this> {
    const response = await fetch(`${this.#origin}/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    });
    const { token, conversationId } = (await response.json()) as { token: string; conversationId: string };
    this.#token = token;
    this.#conversation = conversationId;
    return this;
  }

  get base(): string {
    return `${this.#origin}/v3/directline/conversations/${this.#conversation}`;
  }

  async send(url: string, init: RequestInit, headers: Record<string, string> = {}): Promise<Outcome> {
    const { status } = await fetch(url, {
      method: 'POST',
      ...init,
      headers: { Authorization: `Bearer ${this.#token}`, ...headers },
    });
    if (status < 300) return 'done';
    return status >= 500 ? 'failed' : 'refused';
  }

  post(activity: unknown, headers: Record<string, string> = {}): Promise<Outcome> {
    const body = typeof activity === 'string' ? activity : JSON.stringify(activity);
    return this.send(`${this.base}/activities`, { body }, { 'Content-Type': 'application/json', ...headers });
  }

  say(text: string, id: string = randomUUID()): Promise<Outcome> {
    return this.post({ type: 'message', text, channelData: { clientActivityID: id } });
  }

  upload({ name, bytes, mediaType }: TestFile): Promise<Outcome> {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(bytes)], { type: mediaType }), name);
    return this.send(`${this.base}/upload`, { body });
  }

  async heard(): Promise<Heard[]> {
    const headers = { Authorization: `Bearer ${this.#token}` };
    const { activities } = (await (await fetch(`${this.base}/activities`, { headers })).json()) as {
      activities: Activity[];
    };
    const said = activities.filter(({ type, from }) => type === 'message' && from.role === 'bot');
    return Promise.all(
      said.map(async ({ text = '', suggestedActions, channelData, attachments = [] }) => ({
        text,
        buttons: (suggestedActions?.actions ?? []).map(({ title }) => title),
        question: (channelData as { question?: QuestionData } | undefined)?.question,
        files: await Promise.all(
          attachments.map(async ({ name = '', contentUrl = '' }) => ({
            name,
            bytes: new Uint8Array(await (await fetch(contentUrl, { headers })).arrayBuffer()),
          })),
        ),
      })),
    );
  }

  close(): Promise<void> {
    return this.#shut();
  }
}

async function open({ bot, logic, store, files, clock, maxUploadBytes }: Inside): Promise<Client> {
  const server = restify.createServer();
  Object.assign(server.log, { level: 'silent' });
  const web = attachWebchat(server, {
    logic,
    log: bot.conversations('webchat'),
    desk: bot.desk,
    files,
    store,
    clock,
    intake: bot.intake,
    links: bot.links,
    settings: { host: '127.0.0.1', maxUploadBytes, tokenMinutes: 30, uploadHours: 24 },
    report: () => undefined,
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as AddressInfo;
  return new Client(`http://127.0.0.1:${port}`, async () => {
    await web.close();
    await new Promise<void>((done) => {
      server.close(() => done());
      server.server.closeAllConnections();
    });
  }).enter();
}

channelContract<Client>({
  name: 'webchat',
  capabilities: webchatCapabilities,
  open,
  repeat: async (client, text) => {
    const id = randomUUID();
    return [await client.say(text, id), await client.say(text, id)];
  },
  hostile: {
    'no token': (client) => client.post({ type: 'message', text: '你好' }, { Authorization: '' }),
    'a token of nobody': (client) =>
      client.post({ type: 'message', text: '你好' }, { Authorization: `Bearer ${'x'.repeat(43)}` }),
    'from another site': (client) =>
      client.post({ type: 'message', text: '你好' }, { Origin: 'https://evil.example.com' }),
    'not JSON': (client) => client.post('{"type":'),
    'an activity of an unknown type': (client) => client.post({ type: 'invoke', name: 'x' }),
    'a text that is too long': (client) => client.say('长'.repeat(100_001)),
    'a body that is too large': (client) =>
      client.post({ type: 'message', text: '好', value: 'x'.repeat(2 << 20) }),
  },
});
