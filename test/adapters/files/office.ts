/** Looks inside office files: their parts, parsed strictly, as a tree. */
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

/** The parts of an office file by path. */
export function partsOf(bytes: Uint8Array): Map<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([path, data]) => [path, strFromU8(data)]));
}

/** The tree of an XML part; throws where it is not well-formed. */
export function treeOf(xml: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open: Node[] = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const node: Node = {
      name: tag.name,
      attributes: tag.attributes as Record<string, string>,
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const node = open.at(-1);
    if (node) node.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  return root;
}

/** All nodes of that name, in document order. */
export function all(node: Node, name: string): Node[] {
  return [...(node.name === name ? [node] : []), ...node.children.flatMap((child) => all(child, name))];
}

/** First node of that name, or an error that names it. */
export function first(node: Node, name: string): Node {
  const [found] = all(node, name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

/** Text of a Word paragraph or larger: tabs and breaks as characters, a line end after every paragraph. */
export function wordText(node: Node): string {
  if (node.name === 'w:t') return node.text;
  if (node.name === 'w:tab' && !('w:pos' in node.attributes)) return '\t';
  if (node.name === 'w:br' || node.name === 'w:cr') return '\n';
  const inside = node.children.map(wordText).join('');
  return node.name === 'w:p' ? `${inside}\n` : inside;
}

/** How many switches of that name are on: `<w:keepNext/>`, not `<w:keepNext w:val="off"/>`. */
export function on(node: Node, name: string): number {
  return all(node, name).filter((each) => !['false', 'off', '0'].includes(each.attributes['w:val'] ?? ''))
    .length;
}
