/** The conversation on screen: what is in the log, and below it what is still on its way. */

/** @import { Activity, Attachment } from './types.js' */

import { make } from './dom.js';
import { texts } from './texts.js';

const ZONE = 'Asia/Shanghai';
const time = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const day = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
});
const TYPING_MS = 8000;
/** Further up than this, the person is reading; new messages do not pull the page away. */
const NEAR_END = 120;

/** @param {number} bytes */
export function showBytes(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`;
}

/** @param {Attachment} attachment */
function fileChip({ name = texts.filesSaid, contentUrl, content }) {
  const label = [make('span', { class: 'file-name', text: name })];
  if (content?.bytes !== undefined)
    label.push(make('span', { class: 'file-size', text: showBytes(content.bytes) }));
  const url = contentUrl === undefined ? null : URL.parse(contentUrl, location.href);
  // Only our own files are links; whatever else is named here is shown as a name.
  const ours = url?.origin === location.origin && url.pathname.startsWith('/v3/directline/');
  return ours && url
    ? make('a', { class: 'file', href: url.pathname, download: name }, ...label)
    : make('span', { class: 'file' }, ...label);
}

/** A line of a list: `· 第一项`, `1. 第一步`. */
const LISTED = /^(?:·|\d{1,2}\.) /;

/**
 * Words line by line; what does not fit on a line of a list goes on below its words, not below its mark.
 * @param {string} words
 */
function lined(words) {
  const lines = words.split('\n');
  if (!lines.some((line) => LISTED.test(line))) return make('p', {}, ...linked(words));
  const parts = lines.map((line) =>
    make('span', { class: LISTED.test(line) ? 'line listed' : 'line' }, ...linked(line)),
  );
  return make('p', {}, ...parts);
}

/**
 * The bot's words, paragraph by paragraph. Where a question is asked, its paragraph begins with the place in 【】;
 * place, question and what belongs to it are told apart by their looks.
 * @param {string} text
 * @param {Activity['channelData']} channelData
 */
function worded(text, channelData) {
  const paragraphs = text.split(/\n{2,}/).map((words) => {
    const [where = '', ask = '', ...rest] = words.split('\n');
    if (!channelData?.question || !/^【.*】$/.test(where)) return lined(words);
    const parts = [
      make('span', { class: 'where', text: where.slice(1, -1) }),
      make('span', { class: 'ask', text: ask }),
    ];
    if (rest.length) parts.push(make('span', { class: 'rest', text: rest.join('\n') }));
    return make('p', { class: 'question' }, ...parts);
  });
  return make('div', { class: 'text' }, ...paragraphs);
}

/**
 * Words with our own pages for uploading as links; no other address becomes one.
 * @param {string} words
 * @returns {(Node | string)[]}
 */
function linked(words) {
  return words.split(/(https?:\/\/\S+)/).map((part, at) => {
    const url = at % 2 === 1 ? URL.parse(part) : null;
    const ours = url?.origin === location.origin && /^\/u\/[\w-]{43}$/.test(url.pathname);
    return ours ? make('a', { href: url.pathname, target: '_blank', rel: 'noopener', text: part }) : part;
  });
}

export class Transcript {
  #log;
  #atEnd = true;
  /** @type {HTMLElement | undefined} a long message that the person has not scrolled away from */
  #reading;
  /** Where it was put. */
  #placed = 0;
  #lastDay = '';
  /** @type {Map<string, HTMLElement>} */
  #messages = new Map();
  #typing = make('p', { class: 'typing', role: 'status', hidden: '' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typingEnd;
  /** Bubbles of what is on its way come after everything that is stored. */
  pending = make('div', { class: 'pending' });

  /** @param {HTMLElement} log */
  constructor(log) {
    this.#log = log;
    const frame = { width: 0, height: 0 };
    log.addEventListener('scroll', () => {
      // Tall buttons push the end out of sight before the person does: that is no scrolling up.
      if (log.clientWidth !== frame.width || log.clientHeight !== frame.height) return;
      if (this.#reading && Math.abs(log.scrollTop - this.#placed) < 2) return;
      this.#reading = undefined;
      this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    });
    // Buttons come and go below, the window turns, bubbles grow: who was at the end, or began to read, stays there.
    const stay = new ResizeObserver(() => {
      frame.width = log.clientWidth;
      frame.height = log.clientHeight;
      this.look();
    });
    stay.observe(log);
    stay.observe(this.pending);
    // Scrolled by keyboard, too.
    log.tabIndex = 0;
    this.#typing.append(
      make('span', { class: 'visually-hidden', text: texts.typing }),
      ...[0, 1, 2].map(() => make('i')),
    );
    log.append(this.pending, this.#typing);
  }

  get empty() {
    return this.#messages.size === 0;
  }

  /**
   * Adds what was said, or replaces its wording.
   * @param {Activity} activity
   */
  show(activity) {
    if (activity.type === 'typing') {
      this.#showTyping();
      return;
    }
    if (activity.type !== 'message' || (!activity.text && !activity.attachments?.length)) return;
    const mine = activity.from?.role !== 'bot' && activity.from?.id !== 'shenbao';
    if (!mine) this.#hideTyping();
    const bubble = this.#bubble(activity, mine);
    const id = activity.id ?? crypto.randomUUID();
    const old = this.#messages.get(id);
    this.#messages.set(id, bubble);
    if (old) {
      old.replaceWith(bubble);
      if (this.#reading === old) this.#reading = bubble;
      return;
    }
    this.#keepEnd(() => {
      this.#dayLine(activity.timestamp);
      this.pending.before(bubble);
    });
    if (!mine) this.#fromTop(bubble);
  }

  /**
   * @param {Activity} activity
   * @param {boolean} mine
   */
  #bubble({ text, attachments = [], timestamp, channelData }, mine) {
    const bubble = make('article', { class: mine ? 'message mine' : 'message' });
    bubble.append(make('span', { class: 'visually-hidden', text: `${mine ? texts.you : texts.bot}：` }));
    if (text) bubble.append(mine ? make('p', { class: 'text', text }) : worded(text, channelData));
    if (attachments.length) bubble.append(make('div', { class: 'files' }, ...attachments.map(fileChip)));
    if (timestamp)
      bubble.append(make('time', { datetime: timestamp, text: time.format(new Date(timestamp)) }));
    return bubble;
  }

  /** @param {string | undefined} timestamp */
  #dayLine(timestamp) {
    if (!timestamp) return;
    const date = day.format(new Date(timestamp));
    if (date === this.#lastDay) return;
    this.#lastDay = date;
    this.pending.before(make('p', { class: 'day', text: date }));
  }

  #showTyping() {
    this.#keepEnd(() => {
      this.#typing.hidden = false;
    });
    clearTimeout(this.#typingEnd);
    this.#typingEnd = setTimeout(() => this.#hideTyping(), TYPING_MS);
  }

  #hideTyping() {
    this.#typing.hidden = true;
  }

  /**
   * Changes the log and stays at its end if the person is there.
   * @param {() => void} change
   */
  #keepEnd(change) {
    const stays = this.#atEnd;
    change();
    if (stays) this.toEnd();
  }

  /**
   * What is longer than the window is read from its beginning.
   * @param {HTMLElement} bubble
   */
  #fromTop(bubble) {
    if (!this.#atEnd || bubble.offsetHeight < this.#log.clientHeight) return;
    this.#atEnd = false;
    this.#reading = bubble;
    this.look();
  }

  /** The conversation has come into view again, or its frame has changed. */
  look() {
    if (this.#atEnd) this.toEnd();
    if (!this.#reading) return;
    const top = this.#reading.getBoundingClientRect().top - this.#log.getBoundingClientRect().top;
    this.#log.scrollTop += top - 8;
    this.#placed = this.#log.scrollTop;
  }

  toEnd() {
    this.#atEnd = true;
    this.#reading = undefined;
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}
