/**
 * A robot in a group (群机器人, 消息推送): notices to a coordinators' group. It hears nothing.
 * https://developer.work.weixin.qq.com/document/path/91770
 */
import { AppError } from '../../../../forms/error.ts';
import { Pace, type Timer } from '../../pace.ts';
import { splitText } from '../../split.ts';
import { GROUP } from '../pace.ts';

export interface GroupRobotDeps {
  /** The webhook's address with its key: whoever knows it can write to the group. */
  readonly url: string;
  readonly timer: Timer;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/** Who is called by name; `@all` calls everybody. */
export interface Mentions {
  readonly members?: readonly string[];
  /** Mobile numbers of members. */
  readonly phones?: readonly string[];
}

const TEXT_BYTES = 2048;
const MARKDOWN_BYTES = 4096;
const LEAST_FILE = 6;
const LARGEST_FILE = 20 * 1024 * 1024;

const TIMEOUT_MS = 20_000;
/** Too often: it was not taken, and may be sent again after the minute. */
const TOO_OFTEN = 45009;
/** Busy: the same may be sent again, at most three times. */
const BUSY = -1;
const WAITS: Readonly<Record<number, number>> = { [TOO_OFTEN]: 60_000, [BUSY]: 2_000 };
const MOST_AGAIN = 3;
/** The key is wrong, or the robot was taken out of the group. */
const GONE = 93000;

interface Answer {
  readonly errcode: number;
  readonly media_id?: unknown;
}

export class GroupRobot {
  readonly #deps: GroupRobotDeps;
  readonly #pace: Pace;

  constructor(deps: GroupRobotDeps) {
    this.#deps = deps;
    this.#pace = new Pace(GROUP, deps.timer, (ms) =>
      deps.report('wecom.paced', { channel: 'wecomgroup', ms }),
    );
  }

  /**
   * Plain words, in as many messages as they need; who is called is called by the first. All methods reject with an
   * `AppError`: `send.refused` (the robot is not there), `send.failed` (it may or may not have arrived).
   */
  async text(words: string, { members = [], phones = [] }: Mentions = {}): Promise<number> {
    const pieces = splitText(words, TEXT_BYTES);
    for (const [at, content] of pieces.entries()) {
      const called = at === 0 ? { mentioned_list: members, mentioned_mobile_list: phones } : {};
      await this.#send({ msgtype: 'text', text: { content, ...called } });
    }
    return pieces.length;
  }

  /** Markdown, in as many messages as it needs; members are called in it as `<@userid>`. */
  async markdown(words: string, { members = [] }: Pick<Mentions, 'members'> = {}): Promise<number> {
    const called = members.map((member) => `<@${member.replace(/^@/, '')}>`).join(' ');
    const pieces = splitText(called === '' ? words : `${called}\n${words}`, MARKDOWN_BYTES);
    for (const content of pieces) await this.#send({ msgtype: 'markdown', markdown: { content } });
    return pieces.length;
  }

  /** A file of 6 bytes to 20 MB; rejects with `file.empty` or `file.too_large` before anything is sent. */
  async file(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (bytes.length < LEAST_FILE) throw new AppError('file.empty', 'a file of five bytes or fewer');
    if (bytes.length > LARGEST_FILE) throw new AppError('file.too_large', 'a file of more than 20 MB');
    const form = new FormData();
    form.append('media', new Blob([bytes]), name);
    const { media_id: id } = await this.#again(this.#uploadUrl(), () => ({ body: form }));
    if (typeof id !== 'string') throw new AppError('send.failed', 'no media id');
    await this.#send({ msgtype: 'file', file: { media_id: id } });
  }

  #uploadUrl(): URL {
    const url = new URL(this.#deps.url);
    url.pathname = url.pathname.replace(/\/send$/, '/upload_media');
    url.searchParams.set('type', 'file');
    return url;
  }

  async #send(message: object): Promise<void> {
    await this.#again(new URL(this.#deps.url), () => ({
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(message),
    }));
  }

  /** Posts; again only where the answer says that it was not taken. */
  async #again(url: URL, init: () => RequestInit): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      await this.#pace.admit('');
      const answer = await this.#post(url, init());
      const wait = WAITS[answer.errcode];
      if (answer.errcode === 0) return answer;
      this.#deps.report('wecom.call_failed', { channel: 'wecomgroup', status: answer.errcode, attempt });
      if (wait === undefined || attempt > MOST_AGAIN) throw refused(answer);
      await this.#deps.timer.wait(wait);
    }
  }

  async #post(url: URL, init: RequestInit): Promise<Answer> {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(url, { method: 'POST', redirect: 'error', signal, ...init });
      const answer = (await response.json()) as Partial<Answer> | null;
      if (typeof answer?.errcode === 'number') return answer as Answer;
    } catch (cause) {
      throw unanswered(cause);
    }
    throw unanswered(undefined);
  }
}

/** The address holds the key: it is named nowhere. */
function unanswered(cause: unknown): AppError {
  return new AppError('send.failed', 'the group robot gave no answer', { cause });
}

function refused({ errcode }: Answer): AppError {
  return new AppError(errcode === GONE ? 'send.refused' : 'send.failed', `the platform answered ${errcode}`);
}
