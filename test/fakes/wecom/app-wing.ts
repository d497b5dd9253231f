/** The application as a wing of the driver: each room is an application of its own, all of one corporation. */

import type { Address } from '../../../adapters/channels/wecom/transport.ts';
import type { Bot } from '../../../bot/app.ts';
import type { Intake } from '../../../forms/ports.ts';
import type { Chat, Inside, OpenWing, Wing } from '../driver.ts';
import { type Application, openApplication, settle } from './application.ts';
import type { Delivery } from './callbacks.ts';
import { virtualTime } from './clock.ts';
import type { Platform } from './platform.ts';

const CHANNEL = 'wecom';

/** Any file may come: what becomes of it is the dialog's affair. */
const everything: Intake = { admit: async () => ({ ok: true, maxBytes: 1 << 30, place: null }) };

/** `platforms` are those opened so far, by room: they outlive the bot. */
export function appWing(platforms: Map<string, Platform>): OpenWing {
  const time = virtualTime();
  return async ({ bot, store, files }: Inside): Promise<Wing> => {
    const open = new Map<string, Promise<Application>>();
    const apps = new Map<number, Application>();
    const applicationOf = (room: string): Promise<Application> => {
      const known = open.get(room);
      if (known) return known;
      const agentId = 1_000_002 + [...platforms.keys(), room].indexOf(room);
      const platform = platforms.get(room);
      const opening = openApplication({
        logic: bot.logic,
        store,
        files,
        intake: everything,
        time,
        agentId,
        ...(platform ? { platform } : {}),
      }).then((application) => {
        platforms.set(room, application.platform);
        apps.set(agentId, application);
        return application;
      });
      open.set(room, opening);
      return opening;
    };
    const appAt = (conversation: string): Application => {
      const app = apps.get(Number(conversation.split(':')[2]));
      if (!app) throw new Error(`nobody speaks in ${conversation}`);
      return app;
    };
    bot.outbox.attach(CHANNEL, {
      continueConversation: (reference, logic) =>
        appAt(reference.conversation?.id ?? '').app.adapter.continueConversation(reference, logic),
    });
    const settled = (): Promise<void> => settleAll([...apps.values()], bot);
    const settleAll = async (all: readonly Application[], { outbox }: Bot): Promise<void> => {
      for (const application of all) await application.app.close();
      await settle(all, outbox, time);
    };
    return {
      channel: CHANNEL,
      async chat(member, room) {
        // People take their time; a minute has thirty messages at most.
        await time.advance(1500);
        return chatOf(await applicationOf(room), member);
      },
      adapterOf: ({ conversation }: Address) => appAt(conversation).app.adapter,
      settled,
      async close() {
        await settled();
        for (const application of apps.values()) await application.close({ keep: true });
      },
    };
  };
}

function chatOf(application: Application, id: string): Chat {
  const member = application.member(id);
  const { corpId, agentId } = application.callbacks.settings;
  const lower = id.toLowerCase();
  const taken = async ({ first }: Delivery): Promise<void> => {
    const status = await first;
    if (status !== 200) throw new Error(`the application answered ${status}`);
  };
  return {
    from: { member: lower, conversation: `app:${corpId}:${agentId}:${lower}` },
    text: (words) => taken(member.text(words)),
    click: (value) => taken(member.click(value)),
    file(name, bytes) {
      if (/\.(png|jpg)$/.test(name)) return taken(member.image(name, bytes));
      return taken(name.endsWith('.mp4') ? member.video(name, bytes) : member.file(name, bytes));
    },
    open: () => taken(member.event('enter_agent', { EventKey: '' })),
    seen: () => member.seen,
  };
}
