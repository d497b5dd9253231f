/**
 * Schemas for ids that name something else in the call. A kind's or rule's schema uses them so that the check of the
 * call finds every such id by itself, says where it stands, and what it may name.
 */
import { z } from 'zod';

/**
 * What an id may name: `value` any question, gate or computed value; `number` one whose plain value is a number;
 * `date`, `file`, `choice`, `list` a question of that sort as far as its kind shows it; `rows` a question with rows;
 * `column` a column of the question named beside it (in the property `of`); `deadline` a deadline of the call.
 */
export type Reference =
  | { readonly to: 'value' | 'number' | 'file' | 'rows' | 'composite' | 'deadline' }
  | { readonly to: 'column'; readonly of: string };

export const references = z.registry<Reference>();

const ID = /^[a-z][a-z0-9_]*$/;
const PATH = /^[a-z][a-z0-9_]*(\/[a-z][a-z0-9_]*)*$/;

function refer(reference: Reference, pattern: RegExp = ID) {
  const schema = z.string().regex(pattern, 'id');
  references.add(schema, reference);
  return schema;
}

/** A question, gate, computed value, or a part of a question (`process/key_problem`). */
export const ValueRef = refer({ to: 'value' }, PATH);
/** A question or computed value that is a number. */
export const NumberRef = refer({ to: 'number' }, PATH);
/** A question that takes files. */
export const FileRef = refer({ to: 'file' });
/** A question with rows. */
export const RowsRef = refer({ to: 'rows' });
/** A deadline of the call. */
export const DeadlineRef = refer({ to: 'deadline' });
/** A column of the question that the property `of` beside it names. */
export const columnRef = (of: string) => refer({ to: 'column', of });
