/** A reply as the parts that are sent for it, in order: text, then files, then the buttons. */
import type { Activity } from 'botbuilder';
import { text as sentence } from '../../../forms/text/index.ts';
import { fileHash } from '../activity.ts';
import type { LinkTo } from '../download.ts';
import { cleanFileName } from '../filename.ts';
import { splitText } from '../split.ts';
import type { Button, Part } from './transport.ts';

/** What a platform's messages may hold. */
export interface Sizes {
  /** UTF-8 bytes of one text message. */
  readonly textBytes: number;
  /** Bytes of a file. */
  readonly fileBytes: number;
  /** Buttons on a card. */
  readonly buttons: number;
  /** Characters of a button that are shown whole. */
  readonly titleLength: number;
  /** Characters of a card's own text that are shown whole. */
  readonly cardText: number;
}

/**
 * Limits of a text (2048 bytes), a file (20 MB) and a card (6 buttons); how much of a card's text is shown.
 * https://developer.work.weixin.qq.com/document/path/90236
 */
export const SIZES: Sizes = {
  textBytes: 2048,
  fileBytes: 20 * 1024 * 1024,
  buttons: 6,
  titleLength: 10,
  cardText: 112,
};

/** The parts of a message of the bot. `task` names its card. */
export async function partsOf(
  activity: Partial<Activity>,
  { task, sizes, linkTo }: { task: string; sizes: Sizes; linkTo: LinkTo },
): Promise<Part[]> {
  const words = (activity.text ?? '').trim();
  const buttons = (activity.suggestedActions?.actions ?? []).map(
    ({ title, value }): Button => ({ title, value: String(value) }),
  );
  const asCard = fitCard(buttons, sizes);
  const files = await Promise.all(
    (activity.attachments ?? []).map((each) =>
      filePart(each.name, each.contentUrl, each.content, { sizes, linkTo }),
    ),
  );
  const whole = asCard || buttons.length === 0 ? words : `${words}\n\n${numbered(buttons)}`;
  const short = asCard && files.length === 0 && [...words].length <= sizes.cardText;
  const texts = short || whole === '' ? [] : splitText(whole, sizes.textBytes);
  const card: Part[] = asCard
    ? [{ kind: 'card', task, text: short ? words : sentence('wecom.choose'), buttons }]
    : [];
  return [...texts.map((text): Part => ({ kind: 'text', text })), ...files, ...card];
}

/** Whether all buttons can be read on a card, and told apart there. */
function fitCard(buttons: readonly Button[], sizes: Sizes): boolean {
  const titles = new Set(buttons.map(({ title }) => title));
  return (
    buttons.length > 0 &&
    buttons.length <= sizes.buttons &&
    titles.size === buttons.length &&
    buttons.every(
      ({ title, value }) => [...title].length <= sizes.titleLength && Buffer.byteLength(value) <= 1024,
    )
  );
}

function numbered(buttons: readonly Button[]): string {
  return buttons.map(({ title }, at) => sentence('option.numbered', { number: at + 1, title })).join('\n');
}

/** A card or a file that could not be sent, as texts. */
export async function inWords(
  part: Exclude<Part, { kind: 'text' }>,
  sizes: Sizes,
  linkTo: LinkTo,
): Promise<string[]> {
  const words =
    part.kind === 'card'
      ? `${part.text}\n\n${numbered(part.buttons)}`
      : await linkText(part.name, part.file.hash, linkTo);
  return splitText(words, sizes.textBytes);
}

async function linkText(name: string, hash: string, linkTo: LinkTo): Promise<string> {
  const link = await linkTo(name, hash);
  const code = link === undefined ? 'wecom.file_unsent' : 'wecom.file_link';
  return sentence(code, { name, link: link ?? '' });
}

async function filePart(
  given: string | undefined,
  address: string | undefined,
  content: unknown,
  { sizes, linkTo }: { sizes: Sizes; linkTo: LinkTo },
): Promise<Part> {
  const name = cleanFileName(given);
  const hash = fileHash(address) ?? '';
  const { bytes = 0, mediaType = '' } = (content ?? {}) as { bytes?: number; mediaType?: string };
  // The platform takes files of more than five bytes.
  if (bytes > 5 && bytes <= sizes.fileBytes) return { kind: 'file', name, file: { hash, bytes, mediaType } };
  return { kind: 'text', text: await linkText(name, hash, linkTo) };
}
