/** Evaluates the closed arithmetic of `computed.ts` with decimal numbers; undefined where an operand is missing. */
import { Big } from 'big.js';
import type { Call } from './call.ts';
import type { Formula } from './computed.ts';
import type { Book, RowsValue } from './kinds/kind.ts';

/** The value of a formula as a number, or undefined where it cannot be computed (missing operand, division by 0). */
export function compute(call: Call, book: Book, formula: Formula): number | undefined {
  return evaluate(call, book, formula)?.toNumber();
}

function rowsAt(book: Book, id: string): readonly string[] {
  const value = book.get(id)?.value as RowsValue | undefined;
  return value?.rows ?? [];
}

function evaluate(call: Call, book: Book, formula: Formula): Big | undefined {
  if (typeof formula === 'number') return Big(formula);
  if (typeof formula === 'string') {
    const value = book.plain(formula);
    return typeof value === 'number' ? Big(value) : undefined;
  }
  if ('count' in formula) return Big(rowsAt(book, formula.count).length);
  if ('total' in formula) {
    const cells = rowsAt(book, formula.total).map((row) =>
      book.plain(formula.column, `${formula.total}/${row}`),
    );
    return addUp(cells.map((cell) => (typeof cell === 'number' ? Big(cell) : undefined)));
  }
  if ('sum' in formula) return addUp(formula.sum.map((each) => evaluate(call, book, each)));
  const operands =
    'product' in formula ? formula.product : 'subtract' in formula ? formula.subtract : formula.divide;
  const values = operands.map((each) => evaluate(call, book, each));
  if (values.some((value) => value === undefined)) return undefined;
  const [first = Big(0), ...rest] = values as Big[];
  if ('product' in formula) return rest.reduce((product, value) => product.times(value), first);
  if ('subtract' in formula) return rest.reduce((left, value) => left.minus(value), first);
  return rest.some((value) => value.eq(0)) ? undefined : rest.reduce((left, value) => left.div(value), first);
}

/** Sum of what is there; undefined where nothing is. */
function addUp(values: readonly (Big | undefined)[]): Big | undefined {
  const given = values.filter((value) => value !== undefined);
  return given.length === 0 ? undefined : given.reduce((sum, value) => sum.plus(value), Big(0));
}
