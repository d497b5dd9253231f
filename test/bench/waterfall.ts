/**
 * What a turn is measured beside: a plain botbuilder bot as its samples have it. A waterfall asks with a prompt and
 * stores, then begins again; the answers lie in the dialog state, the state in a botbuilder Storage over our store:
 * one read and one commit a turn.
 */
import {
  type Activity,
  ConversationState,
  type Storage,
  type StoreItem,
  type StoreItems,
  TurnContext,
} from 'botbuilder';
import {
  Dialog,
  DialogSet,
  type DialogTurnResult,
  TextPrompt,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import type { Json } from '../../forms/json.ts';
import type { Store } from '../../forms/ports.ts';
import { CollectingAdapter } from '../fakes/channel.ts';

interface Answers {
  /** Answers by number. */
  readonly answers: Readonly<Record<string, string>>;
  readonly next: number;
}

export interface Bare {
  /** One turn. */
  say(text: string): Promise<readonly Partial<Activity>[]>;
}

/** A bare bot for one conversation. `questions` are asked again from the first after the last. */
export function bareWaterfall(store: Store, conversation: string, questions: readonly string[]): Bare {
  const state = new ConversationState(storageOver(store));
  const dialogs = new DialogSet(state.createProperty('dialogs'));
  const ask = async (step: WaterfallStepContext<Answers>): Promise<DialogTurnResult> => {
    const at = (step.options.next ?? 0) % questions.length;
    return step.prompt('text', questions[at] ?? '');
  };
  const keep = async (step: WaterfallStepContext<Answers>): Promise<DialogTurnResult> => {
    const { answers = {}, next = 0 } = step.options;
    const filled: Answers = {
      answers: { ...answers, [next % questions.length]: String(step.result) },
      next: next + 1,
    };
    await step.context.sendActivity(`已记下：${String(step.result)}`);
    return step.replaceDialog('form', filled);
  };
  dialogs.add(new TextPrompt('text'));
  dialogs.add(new WaterfallDialog<Answers>('form', [ask, keep]));
  const adapter = new CollectingAdapter();
  let number = 0;
  return {
    async say(text) {
      number += 1;
      const context = new TurnContext(adapter, messageOf(conversation, `b${number}`, text));
      const dialog = await dialogs.createContext(context);
      const result = await dialog.continueDialog();
      if (result.status === Dialog.EndOfTurn.status || context.responded) await state.saveChanges(context);
      else {
        await dialog.beginDialog('form', {});
        await state.saveChanges(context);
      }
      return adapter.sent.splice(0);
    },
  };
}

function messageOf(conversation: string, id: string, text: string): Partial<Activity> {
  return {
    type: 'message',
    id,
    channelId: 'web',
    from: { id: conversation, name: conversation },
    recipient: { id: 'bot', name: 'bot' },
    conversation: { id: conversation, isGroup: false, conversationType: 'personal', name: '' },
    text,
  };
}

/** botbuilder's Storage on our store: a record per key, its revision as the eTag. */
function storageOver(store: Store): Storage {
  const keyOf = (key: string) => `bare/${key.replace(/[^\w.:@-]/g, '_')}`;
  return {
    async read(keys) {
      const found = await store.read(keys.map(keyOf));
      const items: StoreItems = {};
      for (const key of keys) {
        const stored = found.get(keyOf(key));
        if (stored) items[key] = { ...(stored.value as object), eTag: String(stored.rev) } as StoreItem;
      }
      return items;
    },
    async write(changes) {
      const outcome = await store.commit(
        Object.entries(changes).map(([key, { eTag, ...value }]: [string, StoreItem]) => ({
          key: keyOf(key),
          value: value as Json,
          expect: eTag && eTag !== '*' ? Number(eTag) : 'any',
        })),
      );
      if (!outcome.done) throw new Error(`conflict at ${outcome.conflict}`);
    },
    async delete(keys) {
      await store.commit(keys.map((key) => ({ key: keyOf(key), value: null, expect: 'any' })));
    },
  };
}
