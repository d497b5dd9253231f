/** What waits for itself: conditions and formulas that read each other in a circle. */
import type { Call } from '../call.ts';
import type { Formula } from '../computed.ts';
import { reads } from '../condition.ts';
import type { Named, Names } from './names.ts';
import type { Place, Report } from './problem.ts';

/** Reports `show_if` and formulas that wait for themselves. */
export function checkCycles(call: Call, names: Names, report: Report): void {
  const graph = new Map<string, string[]>();
  const places = new Map<string, Place>();
  const keyOf = (named: Named): string => (named.parent ? `${keyOf(named.parent)}/${named.id}` : named.id);
  const targets = (ids: string[], scope?: Named): string[] =>
    ids.flatMap((id) => names.find(id, scope) ?? []).map(keyOf);
  for (const named of names.all()) {
    const { question, computed } = named;
    const section = call.sections[named.place[0] === 'sections' ? Number(named.place[1]) : -1];
    const conditions = [question?.show_if, named.parent ? undefined : section?.show_if].filter(
      (each) => each !== undefined,
    );
    const edges = targets(conditions.flatMap(reads), named.parent);
    if (computed) edges.push(...targets(operandsOf(computed.formula)));
    if (named.parent) edges.push(keyOf(named.parent));
    graph.set(keyOf(named), edges);
    places.set(keyOf(named), [...named.place, computed ? 'formula' : question?.show_if ? 'show_if' : 'id']);
  }
  const cycle = findCycle(graph);
  if (cycle)
    report.error(places.get(cycle[0] ?? '') ?? [], 'cycle', { way: [...cycle, cycle[0]].join(' → ') });
}

function operandsOf(formula: Formula): string[] {
  if (typeof formula === 'number') return [];
  if (typeof formula === 'string') return [formula];
  if ('total' in formula) return [formula.total];
  if ('count' in formula) return [formula.count];
  return Object.values(formula).flatMap((operands: Formula[]) => operands.flatMap(operandsOf));
}

/** The first cycle in a graph of names, as the names on it in order, or undefined. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (node: string): string[] | undefined => {
    if (done.has(node)) return undefined;
    const seen = way.indexOf(node);
    if (seen >= 0) return way.slice(seen);
    way.push(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    way.pop();
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node);
    if (cycle) return cycle;
  }
  return undefined;
}
