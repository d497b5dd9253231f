import { teamsCapabilities } from '../../../adapters/channels/teams/adapter.ts';
import {
  type ChannelUnderTest,
  channelContract,
  type Heard,
  type Inside,
  type Outcome,
} from '../../contracts/channel.ts';
import { otherChannelKey, strangeKey, token } from '../../fakes/teams/keys.ts';
import { type Office, openOffice } from '../../fakes/teams/office.ts';
import { APP_ID, cardButtons, type Odd, type Person, type Sent, wordsOf } from '../../fakes/teams/person.ts';
import type { TestFile } from '../../fixtures/files.ts';

/** A person's Teams: what they send, what they see. */
class Desk implements ChannelUnderTest {
  readonly person: Person;
  readonly #office: Office;
  readonly #settled: () => Promise<void>;
  readonly #heard: Heard[] = [];
  #seen = 0;

  constructor(office: Office, person: Person, settled: () => Promise<void>) {
    this.#office = office;
    this.person = person;
    this.#settled = settled;
  }

  say(words: string, odd: Odd = {}): Promise<Outcome> {
    return this.#outcome(this.person.say(words, odd));
  }

  /** A good token, shown otherwise than it should be. */
  borrowed(word: string): Promise<Outcome> {
    const claims = { aud: APP_ID, serviceurl: this.#office.service.url };
    return this.say('你好', { header: `${word} ${token(claims)}` });
  }

  async upload(file: TestFile): Promise<Outcome> {
    const outcome = await this.#outcome(this.person.attach([file]));
    // A turn's reply asks something; a refusal names the file and asks nothing.
    const last = this.#heard.at(-1);
    const refused = last?.buttons.length === 0 && last.text.includes(file.name);
    return refused ? 'refused' : outcome;
  }

  async #outcome(sent: Promise<Sent>): Promise<Outcome> {
    const { status } = await sent;
    await this.#listen();
    if (status < 300) return 'done';
    return status === 500 ? 'failed' : 'refused';
  }

  /** What came since the last time belongs together; whatever file is offered is accepted. */
  async #listen(): Promise<void> {
    await this.#settled();
    const news = this.person.seen.slice(this.#seen);
    const files: Heard['files'][number][] = [];
    for (const each of news) {
      const [offer] = each.first.attachments ?? [];
      if (offer?.contentType !== 'application/vnd.microsoft.teams.card.file.consent') continue;
      await this.person.consent(each, 'accept');
      await this.#office.teams.close();
      const bytes = this.#office.service.uploads.get(encodeURIComponent(offer.name ?? ''));
      if (bytes) files.push({ name: offer.name ?? '', bytes });
    }
    this.#seen = this.person.seen.length;
    if (news.length === 0) return;
    this.#heard.push({
      text: news.map(({ first }) => wordsOf(first)).join('\n'),
      buttons: news.flatMap(({ first }) => cardButtons(first).map(({ title }) => title)),
      question: undefined,
      files,
    });
  }

  async heard(): Promise<readonly Heard[]> {
    return this.#heard;
  }

  async close(): Promise<void> {
    await this.#office.close();
  }
}

async function open({ bot, logic, store, files, clock }: Inside): Promise<Desk> {
  const log = bot.conversations('msteams');
  const office = await openOffice({ logic, log, store, files, intake: bot.intake, clock });
  bot.outbox.attach('msteams', office.teams.adapter);
  return new Desk(office, office.person('周言'), () => bot.outbox.settled());
}

const hello = (odd: Odd) => (desk: Desk) => desk.say('你好', odd);
const past = Math.floor(Date.now() / 1000) - 3600;

channelContract<Desk>({
  name: 'msteams',
  capabilities: teamsCapabilities,
  carriesQuestions: false,
  open,
  repeat: async (desk, text) => {
    const again = { activity: { id: '1749999999999' } };
    return [await desk.say(text, again), await desk.say(text, again)];
  },
  hostile: {
    'words without a token': hello({ header: null }),
    'a name and a password': hello({ header: 'Basic dGVhbXM6dGVhbXM=' }),
    'no token but a word': hello({ header: 'Bearer garbage' }),
    'a token under another word': (desk) => desk.borrowed('bearer'),
    'a token twice': (desk) => desk.borrowed('Bearer Bearer'),
    'a token for no service': hello({ claims: { serviceurl: undefined } }),
    'a token that has ended': hello({ claims: { exp: past } }),
    'a token without an end': hello({ claims: { exp: undefined } }),
    'a token that has not begun': hello({ claims: { nbf: past + 7200, exp: past + 9000 } }),
    'a token for another bot': hello({ claims: { aud: '00000000-0000-4000-8000-000000000001' } }),
    'a token of another issuer': hello({ claims: { iss: 'https://api.example.com' } }),
    "a token of the emulator's issuer": hello({
      claims: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0' },
    }),
    'a token for another service': hello({ claims: { serviceurl: 'https://service.example.com/' } }),
    'a key that nobody published': hello({ by: strangeKey }),
    'another key under a published name': hello({ by: strangeKey, kid: otherChannelKey.id }),
    'a key for another channel': hello({ by: otherChannelKey }),
    'a broken signature': hello({ spoil: true }),
    'no signature by algorithm': hello({ alg: 'none' }),
    'a symmetric signature by the public key': hello({ alg: 'HS256' }),
    'somebody of another tenant': hello({
      activity: { conversation: { id: 'a:x', conversationType: 'personal', tenantId: 'other' } },
    }),
    'somebody of no tenant': hello({
      activity: { conversation: { id: 'a:x', conversationType: 'personal' }, channelData: {} },
    }),
    'two tenants at once': hello({ activity: { channelData: { tenant: { id: 'other' } } } }),
    'another channel': hello({ activity: { channelId: 'emulator' } }),
    'no service': hello({ activity: { serviceUrl: undefined } }),
    nobody: hello({ activity: { from: undefined } }),
    'a body that is too large': hello({ body: JSON.stringify({ text: 'x'.repeat(600_000) }) }),
    'no JSON': hello({ body: '你好' }),
    'a list': hello({ body: '[]' }),
    'nothing at all': hello({ body: '{}' }),
  },
});
