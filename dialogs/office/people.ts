/** Words about who one is and what one may do: linking accounts, codes, invitations, grants. */
import { callsFor, type Grant, mayAnywhere, type Role } from '../../forms/office/roles.ts';
import { text } from '../../forms/text/index.ts';
import { squeeze } from '../engine/understand/words.ts';
import { after, callNamed, type Reading, wordList } from './reading.ts';

export type PeopleAct =
  /** Shows a code by which another account of the same person is linked. */
  | { readonly kind: 'link' }
  /** Uses a code, whatever it is for. */
  | { readonly kind: 'use'; readonly code: string }
  | { readonly kind: 'me' }
  | { readonly kind: 'grants' }
  | { readonly kind: 'withdraw'; readonly number: number }
  | {
      readonly kind: 'invite';
      readonly role: Role;
      /** Call id; null for all calls. */
      readonly call: string | null;
      readonly unit?: string;
      readonly field?: string;
    }
  /** An invitation that does not say enough. */
  | { readonly kind: 'invite_how' };

/** Letters and digits that nobody mistakes for one another, twice four of them. */
const CODE = /^([A-HJ-NP-Z2-9]{4})[-－—\s]?([A-HJ-NP-Z2-9]{4})$/;

/** A code as it is kept, from how somebody typed it; undefined where it is none. */
export function codeIn(words: string): string | undefined {
  const [, head, tail] = CODE.exec(words.normalize('NFKC').trim().toUpperCase()) ?? [];
  return head && tail ? `${head}${tail}` : undefined;
}

export function readPeople(reading: Reading): PeopleAct | undefined {
  const { words, grants } = reading;
  const rest = after(words, wordList('office.people.code_words'));
  // Where a question is open, letters and digits alone may be its answer: a model, the number of a contract.
  const asked = reading.current !== null || Object.keys(reading.holds).length > 0;
  const code = codeIn(rest ?? (asked ? '' : words));
  if (code !== undefined) return { kind: 'use', code };
  // A code that was not copied whole is a wrong one.
  if (rest !== undefined && /^[\da-z][\da-z\s-]{2,15}$/i.test(rest)) return { kind: 'use', code: '' };
  const bare = squeeze(words);
  if (wordList('office.people.link_words').includes(bare)) return { kind: 'link' };
  if (wordList('office.people.me_words').includes(bare)) return { kind: 'me' };
  if (grants.length === 0) return undefined;
  if (mayAnywhere(grants, 'grants')) {
    if (wordList('office.people.grants_words').includes(bare)) return { kind: 'grants' };
    const number = /^第?\s*(\d{1,4})\s*[项个条号]?$/.exec(
      after(words, wordList('office.people.withdraw_words')) ?? '',
    )?.[1];
    if (number) return { kind: 'withdraw', number: Number(number) };
  }
  const invited = after(words, wordList('office.people.invite_words'));
  return invited === undefined ? undefined : inviteIn(reading, invited);
}

/** 邀请评审 国际合作指南建议 单位=济南示例大学 领域=新材料 */
function inviteIn(reading: Reading, words: string): PeopleAct {
  const role = (['administrator', 'coordinator', 'reviewer'] as const).find((each) =>
    wordList(`office.people.role_words.${each}`).some((word) => words.startsWith(word)),
  );
  if (!role) return { kind: 'invite_how' };
  const word = wordList(`office.people.role_words.${role}`).find((each) => words.startsWith(each)) ?? '';
  const named = words.slice(word.length).trim();
  const unit = limitIn(named, 'unit');
  const field = limitIn(named, 'field');
  const about = named.replace(/(?:单位|领域)\s*[=＝：:]\s*\S+/g, '').trim();
  const limits = { ...(unit ? { unit } : {}), ...(field ? { field } : {}) };
  if (role === 'administrator') return { kind: 'invite', role, call: null };
  if (wordList('office.people.all_calls_words').includes(squeeze(about)))
    return { kind: 'invite', role, call: null, ...limits };
  const call = about === '' ? soleCall(reading) : callNamed(reading, about)?.id;
  return call === undefined ? { kind: 'invite_how' } : { kind: 'invite', role, call, ...limits };
}

function limitIn(words: string, limit: 'unit' | 'field'): string | undefined {
  const names = limit === 'unit' ? '单位' : '领域';
  return new RegExp(`${names}\\s*[=＝：:]\\s*(\\S+)`).exec(words)?.[1];
}

/** The one call that there is for this person. */
function soleCall({ grants, calls }: Reading): string | undefined {
  const ids = callsFor(
    grants,
    'standing',
    calls.map(({ id }) => id),
  );
  return ids.length === 1 ? ids[0] : undefined;
}

/** A grant in words: 评审（国际合作指南建议；单位：…）. `nameOf` gives a call's short name. */
export function grantText(
  grant: Pick<Grant, 'role' | 'calls' | 'units' | 'fields'>,
  nameOf: (call: string) => string,
): string {
  const limits = [
    grant.calls ? grant.calls.map(nameOf).join('、') : text('office.people.all_calls'),
    ...(grant.units ? [text('office.people.units', { names: grant.units.join('、') })] : []),
    ...(grant.fields ? [text('office.people.fields', { names: grant.fields.join('、') })] : []),
  ];
  return text('office.people.grant', { role: text(`office.role.${grant.role}`), limits: limits.join('；') });
}
