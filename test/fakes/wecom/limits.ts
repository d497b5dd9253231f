/** What the documentation lets a message hold; each breach in words. https://developer.work.weixin.qq.com/document/path/90236 */

type Loose = Readonly<Record<string, unknown>>;

const bytes = (value: unknown): number => Buffer.byteLength(String(value ?? ''), 'utf8');

export function checkMessage(message: Loose): string[] {
  const found: string[] = [];
  const type = String(message.msgtype);
  const content = message[type] as Loose | undefined;
  if (content === undefined) return [`a message of type ${type} without ${type}`];
  if (String(message.touser ?? '').split('|').length > 1000) found.push('more than 1,000 members at once');
  if (typeof message.agentid !== 'number') found.push('agentid is no number');
  const text = bytes(content.content);
  if (type === 'text' && (text === 0 || text > 2048)) found.push(`a text of ${text} bytes`);
  if (type === 'markdown' && (text === 0 || text > 4096)) found.push(`markdown of ${text} bytes`);
  if (type === 'template_card') found.push(...checkCard(content));
  if (type === 'file' && !content.media_id) found.push('a file without media id');
  return found;
}

function checkCard(card: Loose): string[] {
  const found: string[] = [];
  const buttons = (card.button_list ?? []) as readonly { text?: string; key?: string }[];
  const title = (card.main_title as { title?: string } | undefined)?.title;
  if (card.card_type !== 'button_interaction') found.push(`a card of type ${String(card.card_type)}`);
  if (buttons.length < 1 || buttons.length > 6) found.push(`${buttons.length} buttons`);
  if (!title && !card.sub_title_text) found.push('a card without words');
  if (!/^[0-9A-Za-z_\-@]{1,128}$/.test(String(card.task_id ?? ''))) found.push('a task id of another form');
  const keys = buttons.map(({ key }) => key ?? '');
  if (new Set(keys).size !== keys.length) found.push('two buttons with one key');
  if (keys.some((key) => key === '' || bytes(key) > 1024))
    found.push('a button key that is empty or too long');
  if (buttons.some(({ text }) => !text)) found.push('a button without words');
  return found;
}
