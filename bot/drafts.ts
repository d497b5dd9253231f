/** A person's drafts outside a turn: what the page, the uploads and the links may read of them. */
import type { Call } from '../forms/call.ts';
import type { Store } from '../forms/ports.ts';
import type { Submission } from '../forms/submission.ts';
import type { Catalog } from './calls.ts';
import { keys } from './keys.ts';
import type { Submissions } from './submissions.ts';
import type { Person } from './unit.ts';

export interface Drafts {
  readonly store: Store;
  readonly submissions: Submissions;
  readonly catalog: Catalog;
}

interface Own {
  readonly call: Call;
  readonly submission: Submission;
}

/** Reads drafts as their owner may, from any account of theirs; nobody else's are ever given. */
export function draftsOf(deps: Drafts): {
  own(person: string, id: string): Promise<Own | undefined>;
  current(person: string): Promise<Own | undefined>;
} {
  const own = async (person: string, id: string): Promise<Own | undefined> => {
    if (!/^[\w-]{1,64}$/.test(id)) return undefined;
    const key = keys.submission(id);
    const head = (await deps.store.read([key])).get(key);
    if (!head) return undefined;
    const { submission } = await deps.submissions.load(id, head);
    const { owner } = submission.head;
    if (owner !== person && owner !== (await recordOf(deps.store, person))?.is) return undefined;
    const { id: name, version } = submission.head.call;
    const call = deps.catalog.get(name, version);
    return call ? { call, submission } : undefined;
  };
  return {
    own,
    async current(person) {
      const account = await recordOf(deps.store, person);
      const record = account?.is === undefined ? account : await recordOf(deps.store, account.is);
      return record?.current ? own(person, record.current) : undefined;
    },
  };
}

async function recordOf(store: Store, person: string): Promise<Person | undefined> {
  const key = keys.person(person);
  return (await store.read([key])).get(key)?.value as unknown as Person | undefined;
}
