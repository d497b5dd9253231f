/**
 * Signature and encryption of WeCom's callbacks.
 * https://developer.work.weixin.qq.com/document/path/90968
 *
 * Plaintext: 16 random bytes, the message's length as uint32 big-endian, the message, the receiver's id; padded by
 * PKCS#7 to 32 bytes; AES-256-CBC whose IV is the key's first half.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../../forms/error.ts';

const BLOCK = 32;
const NONCE = 16;
const HEAD = NONCE + 4;

/** What both sides share: `receiver` is the CorpID for an enterprise app, empty for an in-house robot. */
export interface Secrets {
  readonly token: string;
  /** 32 bytes. */
  readonly key: Buffer;
  readonly receiver: string;
}

/** The key of an EncodingAESKey (43 characters). Throws `wecom.key`. */
export function keyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (!/^[A-Za-z0-9+/]{43}$/.test(encodingAesKey) || key.length !== 32)
    throw new AppError('wecom.key', 'EncodingAESKey has 43 letters and digits');
  return key;
}

/** Lower-case hex SHA-1 of the four strings, sorted and joined. */
export function signatureOf(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
}

/** Whether a signature is right, in time that does not tell how far it is. */
export function isSigned(
  token: string,
  signed: { readonly signature: string; readonly timestamp: string; readonly nonce: string },
  encrypted: string,
): boolean {
  const expected = Buffer.from(signatureOf(token, signed.timestamp, signed.nonce, encrypted));
  const given = Buffer.from(signed.signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The message within. Throws `wecom.decrypt` for anything that is not exactly as the platform writes it. */
export function decrypt({ key, receiver }: Secrets, encrypted: string): string {
  const plain = unpad(decipher(key, encrypted));
  const length = plain.length < HEAD ? -1 : plain.readUInt32BE(NONCE);
  if (length < 0 || HEAD + length > plain.length) throw refused('length');
  const end = HEAD + length;
  if (!plain.subarray(end).equals(Buffer.from(receiver))) throw refused('receiver');
  const message = plain.subarray(HEAD, end);
  const text = message.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(message)) throw refused('encoding');
  return text;
}

function decipher(key: Buffer, encrypted: string): Buffer {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypted)) throw refused('base64');
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % 16 !== 0) throw refused('blocks');
  // The pad is up to 32 bytes, twice what Node's own unpadding takes.
  const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

function unpad(padded: Buffer): Buffer {
  const pad = padded.at(-1) ?? 0;
  if (padded.length % BLOCK !== 0 || pad < 1 || pad > BLOCK || pad > padded.length) throw refused('padding');
  if (!padded.subarray(-pad).every((byte) => byte === pad)) throw refused('padding');
  return padded.subarray(0, padded.length - pad);
}

function refused(what: string): AppError {
  return new AppError('wecom.decrypt', `a message that does not decrypt: ${what}`);
}

/** Encrypts a message; `nonce` (16 bytes) is random unless given. */
export function encrypt(
  { key, receiver }: Secrets,
  message: string,
  nonce: Buffer = randomBytes(NONCE),
): string {
  const text = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([nonce, length, text, Buffer.from(receiver)]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64');
}
