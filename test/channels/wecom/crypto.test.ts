import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decrypt,
  encrypt,
  isSigned,
  keyOf,
  type Secrets,
  signatureOf,
} from '../../../adapters/channels/wecom/crypto.ts';

/** The published example. https://developer.work.weixin.qq.com/document/path/90968 */
const EXAMPLE = {
  secrets: {
    token: 'QDG6eK',
    key: keyOf('jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'),
    receiver: 'wx5823bf96d3bd56c7',
  },
  timestamp: '1409659589',
  nonce: '263014780',
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  random: Buffer.from('63343162363434393163323436386430', 'hex'),
  message: '1616140317555161061',
};
const { secrets } = EXAMPLE;

test('the published example: signature, message, and the same bytes back', () => {
  const { timestamp, nonce, signature, encrypted } = EXAMPLE;
  expect(signatureOf(secrets.token, timestamp, nonce, encrypted)).toBe(signature);
  expect(isSigned(secrets.token, { signature, timestamp, nonce }, encrypted)).toBe(true);
  expect(decrypt(secrets, encrypted)).toBe(EXAMPLE.message);
  expect(encrypt(secrets, EXAMPLE.message, EXAMPLE.random)).toBe(encrypted);
});

test('a signature that is wrong, shorter, longer or empty is refused', () => {
  const { timestamp, nonce, signature, encrypted } = EXAMPLE;
  const last = signature.endsWith('3') ? '4' : '3';
  for (const wrong of [
    `${signature.slice(0, -1)}${last}`,
    signature.slice(1),
    `${signature}0`,
    '',
    signature.toUpperCase(),
  ])
    expect(isSigned(secrets.token, { signature: wrong, timestamp, nonce }, encrypted)).toBe(false);
  expect(isSigned('other', { signature, timestamp, nonce }, encrypted)).toBe(false);
});

test('any text comes back, whatever pad it needs', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
      (message, receiver) => {
        const own: Secrets = { ...secrets, receiver };
        expect(decrypt(own, encrypt(own, message))).toBe(message.toWellFormed());
      },
    ),
  );
});

/** Encrypts bytes as they are. */
function sealed(plain: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', secrets.key, secrets.key.subarray(0, 16)).setAutoPadding(
    false,
  );
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

function plainOf({
  length,
  message = 'hello',
  receiver = secrets.receiver,
  pad = 0,
}: {
  length?: number;
  message?: string;
  receiver?: string;
  pad?: number;
}): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length ?? message.length);
  const plain = Buffer.concat([Buffer.alloc(16, 1), size, Buffer.from(message), Buffer.from(receiver)]);
  const wanted = pad || 32 - (plain.length % 32);
  return Buffer.concat([plain, Buffer.alloc(wanted, wanted)]);
}

test.each([
  ['another receiver', plainOf({ receiver: 'wx0000000000000000' })],
  ['no receiver', plainOf({ receiver: '' })],
  ['a length past the end', plainOf({ length: 4000 })],
  ['a length of four gigabytes', plainOf({ length: 0xffffffff })],
  ['a length that cuts the message', plainOf({ length: 4 })],
  ['a pad of 33', Buffer.concat([plainOf({}).subarray(0, -1), Buffer.from([33])])],
  ['a pad of 0', Buffer.concat([plainOf({}).subarray(0, -1), Buffer.from([0])])],
  [
    'pad bytes that differ',
    Buffer.concat([plainOf({}).subarray(0, -2), Buffer.from([9]), plainOf({}).subarray(-1)]),
  ],
  ['too few bytes', Buffer.alloc(32, 32)],
])('a plaintext with %s is refused', (_what, plain) => {
  expect(() => decrypt(secrets, sealed(plain))).toThrow(expect.objectContaining({ code: 'wecom.decrypt' }));
});

test('what is not base64, not whole blocks, or was encrypted with another key is refused', () => {
  const other = { ...secrets, key: keyOf('A'.repeat(43)) };
  for (const text of [
    '',
    '***',
    'AAAA',
    EXAMPLE.encrypted.slice(4),
    `${EXAMPLE.encrypted}\n`,
    encrypt(other, 'hello'),
  ])
    expect(() => decrypt(secrets, text)).toThrow(expect.objectContaining({ code: 'wecom.decrypt' }));
});

test.each(['', 'short', `${'A'.repeat(42)}!`, 'A'.repeat(44)])('%j is no EncodingAESKey', (key) => {
  expect(() => keyOf(key)).toThrow(expect.objectContaining({ code: 'wecom.key' }));
});
