/** Teams as a wing of the driver: each room is a personal chat of its own. */
import type { Intake } from '../../../forms/ports.ts';
import type { Chat, Inside, OpenWing, Seen, Wing } from '../driver.ts';
import { type Office, openOffice } from './office.ts';
import { cardButtons, type Person, type Sent, TENANT, wordsOf } from './person.ts';
import type { Service, Shown } from './service.ts';

const CHANNEL = 'msteams';

/** Any file may come: what becomes of it is the dialog's affair. */
const everything: Intake = { admit: async () => ({ ok: true, maxBytes: 1 << 30, place: null }) };

/** `service` outlives the bot. */
export function teamsWing(service: Service): OpenWing {
  return async ({ bot, store, files }: Inside): Promise<Wing> => {
    // What an earlier process sent is over: no start is as quick as the one here.
    await service.timer.wait(3_600_000);
    const office = await openOffice({
      logic: bot.logic,
      log: bot.conversations(CHANNEL),
      store,
      files,
      intake: everything,
      clock: { now: () => new Date() },
      service,
    });
    const { adapter } = office.teams;
    bot.outbox.attach(CHANNEL, adapter);
    const settled = (): Promise<void> => bot.outbox.settled();
    return {
      channel: CHANNEL,
      chat: async (member, room) => chatOf(office, office.person(member, room)),
      adapterOf: () => adapter,
      settled,
      async close() {
        await settled();
        await office.close({ keep: true });
      },
    };
  };
}

function chatOf(office: Office, person: Person): Chat {
  const taken = async (sent: Promise<Sent>): Promise<void> => {
    const { status } = await sent;
    if (status !== 200) throw new Error(`the bot answered ${status}`);
  };
  return {
    from: { member: person.name, conversation: person.conversation },
    reference: {
      user: { id: `teams:${person.objectId}`, name: person.name },
      bot: { id: '28:bot', name: '申报助手' },
      channelId: CHANNEL,
      serviceUrl: office.service.url,
      conversation: {
        id: person.conversation,
        isGroup: false,
        conversationType: 'personal',
        name: '',
        tenantId: TENANT,
      },
    },
    text: (words) => taken(person.say(words)),
    click(value) {
      const card = person.seen.findLast(({ now }) => cardButtons(now).length > 0);
      const button = cardButtons(card?.first ?? {}).find(({ data }) => data.value === value);
      return taken(person.press(button?.title ?? '', card));
    },
    file: (name, bytes) => taken(person.attach([{ name, bytes }])),
    open: () => taken(person.install()),
    seen: () => person.seen.map(seenOf),
  };
}

/** A message does not change what it first said: each is looked at once. */
const looked = new WeakMap<Shown, Seen>();

function seenOf(shown: Shown): Seen {
  const known = looked.get(shown);
  if (known) return known;
  const { first } = shown;
  const [attachment] = first.attachments ?? [];
  const offered = attachment?.contentType.endsWith('file.consent');
  const seen: Seen = {
    text: wordsOf(first),
    buttons: cardButtons(first).map(({ title, data: { value } }) => ({ title, value })),
    file: offered ? { name: attachment?.name ?? '', bytes: Buffer.alloc(0) } : undefined,
  };
  looked.set(shown, seen);
  return seen;
}
