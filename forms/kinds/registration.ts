/** Numbers of software copyrights and of research programmes. None has a check digit. */
import type { NumberRead } from './patent.ts';

const REGISTRATION = /^((?:19|20)\d{2})SR(\d{6,7})$/;
const CERTIFICATE = /^软著登字第(\d{5,9})号?$/;

/** Reads the registration number `2019SR0322683` or the certificate number `软著登字第3743440号`. */
export function readSoftware(text: string, year: number): NumberRead {
  const registration = REGISTRATION.exec(text);
  if (registration) return Number(registration[1]) <= year ? { number: text } : { code: 'software_year' };
  const certificate = CERTIFICATE.exec(text);
  if (certificate) return { number: `软著登字第${certificate[1]}号` };
  return /^\d{4}SR|^软著登字/.test(text) ? { code: 'software_format' } : undefined;
}

/** Programme numbers of a known form: 国家重点研发计划 (2022YFE0101700), 国家自然科学基金 (8 or 11 digits, U first). */
export function knownProgramme(number: string): boolean {
  return /^20\d{2}YF[A-F]\d{7}$/.test(number) || /^(?:\d{8}|\d{11}|U\d{7})$/.test(number);
}

/** Something with the look of a programme number: letters and digits, at least six characters, three digits. */
const PROGRAMME = /^(?=(?:.*\d){3})[A-Z0-9][A-Z0-9\-()/.]{5,29}$/;

export function readProgramme(text: string): NumberRead {
  return PROGRAMME.test(text) ? { number: text } : undefined;
}
