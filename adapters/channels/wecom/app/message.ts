/**
 * The fields of a message or event that matter here, as text.
 * https://developer.work.weixin.qq.com/document/path/90239 and https://developer.work.weixin.qq.com/document/path/90240
 */
import { createHash } from 'node:crypto';
import { allOf, type Element, textOf } from './xml.ts';

type Xml = { readonly [name: string]: Element | readonly Element[] };

export interface Fields {
  /** MsgId, or what tells an event apart: who, when, what. 32 hex characters or digits. */
  readonly id: string;
  readonly agent: string;
  /** Lower case; `sys` for the platform itself. */
  readonly member: string;
  /** `text`, `image` …, `event`. */
  readonly type: string;
  readonly event: string;
  readonly content: string;
  readonly mediaId: string;
  readonly format: string;
  /** Of a file, should the platform ever hand one on: its documentation knows none. */
  readonly fileName: string;
  readonly eventKey: string;
  readonly task: string;
  readonly responseCode: string;
  /** Options chosen on a card. */
  readonly chosen: readonly string[];
}

/** Reads the decrypted message. Numbers of 64 bits stay text. */
export function fieldsOf(xml: Xml): Fields {
  const field = (name: string): string => textOf(xml[name]);
  const [event, eventKey, task] = [field('Event'), field('EventKey'), field('TaskId')];
  const own = [field('FromUserName'), field('CreateTime'), event, eventKey, task].join('|');
  const hash = createHash('sha256').update(own).digest('hex').slice(0, 32);
  const items = allOf(xml.SelectedItems as Element | undefined, 'SelectedItem');
  return {
    id: /^\d{1,20}$/.test(field('MsgId')) ? field('MsgId') : hash,
    agent: field('AgentID'),
    member: field('FromUserName').toLowerCase(),
    type: field('MsgType'),
    event,
    content: contentOf(field),
    mediaId: field('MediaId'),
    format: field('Format'),
    fileName: field('FileName'),
    eventKey,
    task,
    responseCode: field('ResponseCode'),
    chosen: items.flatMap((item) => {
      const [ids] = allOf(item, 'OptionIds');
      return ids === undefined ? [] : allOf(ids, 'OptionId').map(textOf);
    }),
  };
}

/** What a message says in words: a place and a link are words too. */
function contentOf(field: (name: string) => string): string {
  switch (field('MsgType')) {
    case 'text':
      return field('Content');
    case 'location':
      return [field('Label'), `${field('Location_X')},${field('Location_Y')}`].filter(Boolean).join(' ');
    case 'link':
      return [field('Title'), field('Description'), field('Url')].filter(Boolean).join('\n');
    default:
      return '';
  }
}
