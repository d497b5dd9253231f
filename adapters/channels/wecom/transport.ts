/**
 * What WeCom's two transports have in common: the application with callbacks (自建应用) and the robot on its long
 * connection (智能机器人). The adapter above them knows neither.
 */
import type { Capabilities, KeptFile } from '../../../forms/ports.ts';

/** Whom to write to: one member, on one application or robot. */
export interface Address {
  /** Id of the conversation: transport, application or robot, and member. */
  readonly conversation: string;
  /** The member's userid, lower case: the platform compares without case and answers in lower case. */
  readonly member: string;
}

/** A button of a card. What it says is shown; `value` comes back on a click. */
export interface Button {
  readonly title: string;
  readonly value: string;
}

/** One thing to send, within what the platform takes. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'card';
      /** Unique per application; tells on a click which card it was. */
      readonly task: string;
      readonly text: string;
      readonly buttons: readonly Button[];
    }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly file: Pick<KeptFile, 'hash' | 'bytes' | 'mediaType'>;
    };

/** What the platform told of something sent. */
export interface Sent {
  /** To take it back by. */
  readonly id?: string;
  /** Of a card, to change it by; it holds once. */
  readonly code?: string;
}

/** Sends parts one at a time, in order, at the platform's pace. */
export interface Transport {
  /** `channelId` of its activities. */
  readonly channel: string;
  readonly capabilities: Capabilities;
  /**
   * Rejects with `AppError` `send.refused` where the platform will never take it (no such member), with `send.rejected`
   * where it does not take this as it is, with another where it may later. Resolves with what the platform told of it.
   */
  send(to: Address, part: Part): Promise<Sent | undefined>;
  /**
   * A card that a later message has replaced: it is greyed out or left, as the platform can. `code` is the newest one
   * that was given to change it by. Never rejects.
   */
  retire(to: Address, task: string, code?: string): Promise<void>;
  /** Takes back what was sent, where the platform can. Rejects as `send` does. */
  recall?(id: string): Promise<void>;
}

/** Something that a member sent, whatever the transport. */
export interface Incoming {
  /** The platform's id, kept as text (64-bit numbers), or the event's own key. */
  readonly id: string;
  readonly from: Address;
  readonly said:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'file'; readonly name: string; readonly file: KeptFile; readonly text?: string }
    /** `code`: to change the card by from now on, where the platform gives one. */
    | { readonly kind: 'click'; readonly value: string; readonly task: string; readonly code?: string }
    /** The member opened the chat, or was given the application. */
    | { readonly kind: 'opened' };
}
