/**
 * The XML of callbacks, read strictly: no document type, no entities but the five of XML, no number guessed from text,
 * nothing unclosed, nothing deep or large.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AppError } from '../../../../forms/error.ts';

/** Largest document, in characters: what is encrypted in one is shorter than what is around it. */
const LARGEST = 1024 * 1024;
const DEEPEST = 6;

/** An element: its text, or its children by name; the same name several times is a list. */
export type Element = string | { readonly [name: string]: Element | readonly Element[] };

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  isArray: (name) => name === 'SelectedItem' || name === 'OptionId',
});

/** The children of the root `<xml>`. Throws `wecom.xml`. */
export function readXml(source: string): { readonly [name: string]: Element | readonly Element[] } {
  if (source.length > LARGEST) throw refused('too large');
  if (/<!(?!\[CDATA\[)/.test(source) || /<\?(?!xml\s)/.test(source)) throw refused('declarations');
  if (XMLValidator.validate(source) !== true) throw refused('not well formed');
  const { xml, ...others } = parsed(source);
  if (typeof xml !== 'object' || xml === null || Array.isArray(xml) || Object.keys(others).length > 0)
    throw refused('no root');
  if (depthOf(xml) > DEEPEST) throw refused('too deep');
  return xml as { readonly [name: string]: Element };
}

/** The parser has limits of its own, on depth and on names. */
function parsed(source: string): { readonly [name: string]: unknown } {
  try {
    return parser.parse(source) as { readonly [name: string]: unknown };
  } catch (cause) {
    throw refused('beyond the parser', cause);
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function refused(what: string, cause?: unknown): AppError {
  return new AppError('wecom.xml', `XML that is refused: ${what}`, { cause });
}

/** The text of a child, '' where there is none. Texts come as CDATA: what looks like an entity was typed so. */
export function textOf(element: Element | readonly Element[] | undefined): string {
  return typeof element === 'string' ? element : '';
}

/** Children of a name, however many there are. */
export function allOf(element: Element | readonly Element[] | undefined, name: string): readonly Element[] {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) return [];
  const found = (element as { readonly [name: string]: Element | readonly Element[] })[name];
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found as Element];
}
