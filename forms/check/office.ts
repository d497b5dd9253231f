/** Checks the offices' own Word forms of a call: marks that name nothing, and needed questions without a mark. */
import type { Call } from '../call.ts';
import { formMark, type OfficeForm } from '../documents/office-form.ts';
import { builtIns, filters } from '../documents/template.ts';
import { hasRows, leafOf, type Named, type Names } from './names.ts';
import { nearest } from './nearest.ts';
import type { Place, Report } from './problem.ts';

/** What the documents of a call show: top-level ids of its blocks and tables, and what the forms' marks name. */
interface Marked {
  readonly whole: ReadonlySet<string>;
  readonly forms: Set<Named>;
  /** Gains what is reported here, so that it is not reported again as used by nothing. */
  readonly shown: Set<string>;
}

/** Reports what is wrong with the forms; adds the top-level questions that they show to `shown`. */
export function checkOfficeForms(call: Call, names: Names, report: Report, shown: Set<string>): void {
  const marked: Marked = { whole: new Set(shown), forms: new Set(), shown };
  const used: string[] = [];
  for (const [index, document] of call.documents.entries()) {
    const place = ['documents', index];
    const { template, blocks } = document;
    if ((template === undefined) === (blocks.length === 0))
      report.error(place, 'office_or_blocks', { id: document.id });
    if (template === undefined) continue;
    const form = call.forms?.[template];
    if (!form) {
      const code = form === null ? 'office_unreadable' : 'office_unknown';
      report.error([...place, 'template'], code, { file: template });
      continue;
    }
    used.push(template);
    checkForm(template, form, [...place, 'template'], names, report, marked.forms);
  }
  for (const named of marked.forms) shown.add(topOf(named).id);
  if (used.length > 0) missing(call, used.join('、'), names, report, marked);
}

function checkForm(
  file: string,
  form: OfficeForm,
  place: Place,
  names: Names,
  report: Report,
  found: Set<Named>,
): void {
  for (const around of form.stray)
    report.error(place, 'office_braces', { file, around: around.slice(0, 40) });
  const seen = new Set<string>();
  for (const { inside, row } of form.marks) {
    if (seen.has(inside)) continue;
    seen.add(inside);
    const { id, filter, rows } = formMark(inside);
    if (filter !== undefined && !(filters as readonly string[]).includes(filter)) {
      const known = filters.join('、');
      report.error(place, 'office_filter', {
        file,
        mark: inside,
        filter,
        known,
        meant: nearest(filter, filters) ?? '',
      });
    }
    const group = rows === undefined ? undefined : names.find(rows);
    if (rows !== undefined && (!group || !row || !hasRows(group))) {
      report.error(place, 'office_rows', { file, mark: inside, rows });
      continue;
    }
    if ((builtIns as readonly string[]).includes(id)) continue;
    const named = group
      ? group.children.get(id.split('/')[0] ?? '') && names.find(id, group)
      : names.find(id);
    if (named) found.add(named);
    else report.error(place, 'office_mark', { file, mark: inside, meant: meantBy(id, names, group) });
  }
}

function meantBy(id: string, names: Names, group: Named | undefined): string {
  const found = nearest(id, [...(group?.children ?? names.top).keys()]);
  if (!found) return '';
  return group ? `${group.id}.${found}` : found;
}

function topOf(named: Named): Named {
  let top = named;
  while (top.parent) top = top.parent;
  return top.derivedOf ?? top;
}

/** The mark that prints a question: `tech_name`, `principle/problem`, `cases.title`. */
function markOf(named: Named): string {
  const { id, parent } = named;
  return parent ? `${markOf(parent)}${hasRows(parent) ? '.' : '/'}${id}` : id;
}

/** Needed questions, parts and columns that no form has a mark for and no other document shows. */
function missing(
  call: Call,
  file: string,
  names: Names,
  report: Report,
  { whole, forms, shown }: Marked,
): void {
  const later = new Set(
    call.sections.filter((section) => section.later).flatMap((section) => section.questions),
  );
  const say = (named: Named): void => {
    const { id, question, place } = named;
    if (!question?.required || leafOf(named)?.takesFiles || whole.has(topOf(named).id)) return;
    if (forms.has(named)) return;
    const children = [...named.children.values()].filter((child) => child.question);
    const some = children.some(
      (child) => forms.has(child) || [...child.children.values()].some((each) => forms.has(each)),
    );
    if (some) for (const child of children) say(child);
    else
      report.warning([...place, 'id'], 'office_missing', {
        file,
        id,
        label: question.label,
        mark: markOf(named),
      });
    shown.add(topOf(named).id);
  };
  for (const named of names.top.values()) {
    if (named.place[0] === 'gates' || (named.question && later.has(named.question))) continue;
    say(named);
  }
}
