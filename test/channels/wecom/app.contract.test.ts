import { appCapabilities } from '../../../adapters/channels/wecom/app/transport.ts';
import {
  type ChannelUnderTest,
  channelContract,
  type Heard,
  type Inside,
  type Outcome,
} from '../../contracts/channel.ts';
import { type Application, openApplication, settle } from '../../fakes/wecom/application.ts';
import type { Delivery, Forgery } from '../../fakes/wecom/callbacks.ts';
import { virtualTime } from '../../fakes/wecom/clock.ts';
import type { Member } from '../../fakes/wecom/member.ts';
import type { TestFile } from '../../fixtures/files.ts';

/** A member's phone: what they send, and what they see. */
class Phone implements ChannelUnderTest {
  readonly application: Application;
  readonly member: Member;
  readonly #settle: () => Promise<void>;
  readonly #heard: Heard[] = [];
  #seen = 0;

  constructor(application: Application, member: Member, quiet: () => Promise<void>) {
    this.application = application;
    this.member = member;
    this.#settle = quiet;
  }

  say(words: string, id?: bigint): Promise<Outcome> {
    return this.outcome(this.member.text(words, id));
  }

  async upload({ name, bytes }: TestFile): Promise<Outcome> {
    const outcome = await this.outcome(this.member.image(name, bytes));
    const refused = this.#heard.at(-1)?.text.includes('太大');
    return refused ? 'refused' : outcome;
  }

  /** What the platform is told by a request as it stands. */
  async post(document: string, forgery: Forgery): Promise<Outcome> {
    return outcomeOf((await this.application.callbacks.post(document, forgery)).status);
  }

  async outcome({ first }: Delivery): Promise<Outcome> {
    const outcome = outcomeOf(await first);
    await this.#listen();
    return outcome;
  }

  /** What came since the last time belongs together: text, files, then the buttons. */
  async #listen(): Promise<void> {
    await this.#settle();
    const news = this.member.seen.slice(this.#seen);
    this.#seen += news.length;
    if (news.length === 0) return;
    this.#heard.push({
      text: news.map(({ text }) => text).join('\n'),
      buttons: news.flatMap(({ buttons }) => buttons.map(({ title }) => title)),
      question: undefined,
      files: news.flatMap(({ file }) => (file ? [file] : [])),
    });
  }

  async heard(): Promise<readonly Heard[]> {
    return this.#heard;
  }

  async close(): Promise<void> {
    await this.application.close();
  }
}

function outcomeOf(status: number | undefined): Outcome {
  if (status === 200) return 'done';
  return status === undefined || status >= 500 ? 'failed' : 'refused';
}

async function open({ bot, logic, store, files }: Inside): Promise<Phone> {
  const time = virtualTime();
  const application = await openApplication({ logic, store, files, intake: bot.intake, time });
  bot.outbox.attach('wecom', application.app.adapter);
  return new Phone(application, application.member('ZhouYan'), () => settle([application], bot.outbox, time));
}

const hello = (phone: Phone): string => phone.member.document('text', { Content: '你好' });
const wrapped = (inner: string) => (sealed: string) =>
  `<xml><ToUserName><![CDATA[${inner}]]></ToUserName><AgentID>1000002</AgentID><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`;

channelContract<Phone>({
  name: 'wecom',
  capabilities: appCapabilities,
  carriesQuestions: false,
  open,
  repeat: async (phone, text) => [
    await phone.say(text, 7_500_000_000_000_000_001n),
    await phone.say(text, 7_500_000_000_000_000_001n),
  ],
  hostile: {
    'words that nobody signed': (phone) => phone.post(hello(phone), { signature: '' }),
    'a signature by another token': (phone) => phone.post(hello(phone), { secrets: { token: 'another' } }),
    'a signature of another length': (phone) => phone.post(hello(phone), { signature: 'a'.repeat(39) }),
    'a message encrypted by another key': (phone) =>
      phone.post(hello(phone), { secrets: { key: Buffer.alloc(32, 7) } }),
    'a message to another corporation': (phone) =>
      phone.post(hello(phone), { secrets: { receiver: 'ww0000000000000000' } }),
    'an envelope to another corporation': (phone) =>
      phone.post(hello(phone), { wrap: wrapped('ww0000000000000000') }),
    'plain words instead of encrypted ones': (phone) => phone.post(hello(phone), { seal: (_, text) => text }),
    'a message of yesterday': (phone) => phone.post(hello(phone), { timestamp: '1748826000' }),
    'a message to another application': (phone) => phone.post(hello(phone).replace('1000002', '1000003'), {}),
    'a body that is too large': (phone) =>
      phone.post(hello(phone), { wrap: () => `<xml>${'x'.repeat(1_100_000)}</xml>` }),
    'a document type': (phone) =>
      phone.post(hello(phone), {
        wrap: (sealed) => `<!DOCTYPE xml [<!ENTITY a "${sealed}">]><xml><Encrypt>&a;</Encrypt></xml>`,
      }),
    'an inner document with entities that grow': (phone) =>
      phone.post('<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xml><Content>&b;</Content></xml>', {}),
    'an unclosed document': (phone) => phone.post('<xml><Content><![CDATA[你好]]>', {}),
    'no document at all': (phone) => phone.post('你好', {}),
  },
});
