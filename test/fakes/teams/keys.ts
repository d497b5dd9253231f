/** A local key set in place of Microsoft's: whoever holds it signs as the channel does. */
import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';

export const ISSUER = 'https://issuer.example.com';

interface Key {
  readonly id: string;
  readonly secret: KeyObject;
  readonly open: KeyObject;
  readonly endorsements: readonly string[];
}

function key(endorsements: readonly string[]): Key {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { id: randomUUID(), secret: privateKey, open: publicKey, endorsements };
}

/** The library keeps keys by the address they came from: one set serves all tests of a process. */
export const channelKey = key(['msteams']);
export const otherChannelKey = key(['webchat']);
/** Published nowhere. */
export const strangeKey = key(['msteams']);

/** The published set. */
export function publishedKeys(): object {
  const keys = [channelKey, otherChannelKey].map(({ id, open, endorsements }) => ({
    ...open.export({ format: 'jwk' }),
    kid: id,
    use: 'sig',
    alg: 'RS256',
    endorsements,
  }));
  return { keys };
}

export interface Forgery {
  readonly by?: Key;
  /** Key id of the header, where it is another than the signing key's. */
  readonly kid?: string;
  readonly alg?: 'RS256' | 'HS256' | 'none';
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Breaks the signature. */
  readonly spoil?: boolean;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as the channel makes it, or as somebody else would like to. */
export function token(claims: Readonly<Record<string, unknown>>, forgery: Forgery = {}): string {
  const { by = channelKey, alg = 'RS256' } = forgery;
  const now = Math.floor(Date.now() / 1000);
  const all = { iss: ISSUER, nbf: now - 60, exp: now + 3600, ...claims, ...forgery.claims };
  const text = `${encode({ typ: 'JWT', alg, kid: forgery.kid ?? by.id })}.${encode(all)}`;
  const signature = signatureOf(text, alg, by);
  if (forgery.spoil) signature[0] = (signature[0] ?? 0) ^ 1;
  return `${text}.${signature.toString('base64url')}`;
}

function signatureOf(text: string, alg: string, by: Key): Buffer {
  if (alg === 'none') return Buffer.alloc(0);
  if (alg === 'RS256') return sign('sha256', Buffer.from(text), by.secret);
  // The public key as the secret of a symmetric signature: works where the reader takes any algorithm.
  return createHmac('sha256', by.open.export({ type: 'spki', format: 'pem' }))
    .update(text)
    .digest();
}
