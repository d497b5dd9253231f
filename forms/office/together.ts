/** What only several rows of a list together show: the same person twice, two people of one name, two deadlines. */
import { type Issue, must, should } from '../issue.ts';
import { showDay } from '../kinds/calendar.ts';
import { columnTitle, type Finding, type ListedLine, numbers, ofSheet } from './finding.ts';
import { CONTACTS, contactKey, nameKey, personKey, type RosterLine, sharesContact } from './roster.ts';

interface Judged {
  readonly lines: readonly ListedLine[];
  readonly findings: readonly Finding[];
}

/** A unit's deadline, written in one of its rows or in all, holds for all; two of them contradict one another. */
export function unitDeadlines(lines: readonly ListedLine[]): Judged {
  const dues = new Map<string, { due: string; row: number }>();
  const findings: Finding[] = [];
  for (const { row, line } of lines) {
    if (line.due === '') continue;
    const key = nameKey(line.unit);
    const known = dues.get(key);
    if (!known) dues.set(key, { due: line.due, row });
    else if (known.due !== line.due)
      findings.push({
        row,
        column: 'due',
        issue: must('roster.due_twice', { row: known.row, day: showDay(known.due) }),
      });
  }
  const filled = lines.map(({ row, line }) => {
    const due = dues.get(nameKey(line.unit))?.due ?? '';
    return due === line.due ? { row, line } : { row, line: { ...line, due } };
  });
  return { lines: filled, findings };
}

/** Doubles, namesakes and contacts that several people share. Rows that say the same are one line. */
export function judgeTogether(lines: readonly ListedLine[]): Judged {
  const byPerson = new Map<string, ListedLine[]>();
  const findings: Finding[] = [];
  const doubles: number[] = [];
  const namesakes: number[] = [];
  const kept: ListedLine[] = [];
  for (const each of lines) {
    const key = personKey(each.line);
    const before = byPerson.get(key) ?? [];
    if (before.some(({ line }) => same(line, each.line))) {
      doubles.push(each.row);
      continue;
    }
    const clash = before.find(({ line }) => !areTwo(line, each.line));
    if (clash)
      findings.push({ row: each.row, column: null, issue: must('roster.clash', { row: clash.row }) });
    else if (before.length > 0) namesakes.push(each.row);
    byPerson.set(key, [...before, each]);
    kept.push(each);
  }
  const notes: Issue[] = [];
  if (doubles.length > 0) notes.push(should('roster.same_row', { rows: numbers(doubles) }));
  if (namesakes.length > 0) notes.push(should('roster.namesakes', { rows: numbers(namesakes) }));
  notes.push(...sharedContacts(kept), ...withoutContact(kept));
  return { lines: kept, findings: [...findings, ...notes.map(ofSheet)] };
}

function same(a: RosterLine, b: RosterLine): boolean {
  return CONTACTS.every((each) => contactKey(a[each]) === contactKey(b[each]));
}

/** Two people of one name in one unit: each can be told by a contact, and they share none. */
function areTwo(a: RosterLine, b: RosterLine): boolean {
  const has = (line: RosterLine): boolean => CONTACTS.some((each) => line[each] !== '');
  return has(a) && has(b) && !sharesContact(a, b);
}

/** A phone in several rows says nothing of who comes with it. */
function sharedContacts(lines: readonly ListedLine[]): Issue[] {
  return CONTACTS.flatMap((column) => {
    const rows = new Map<string, number[]>();
    for (const { row, line } of lines) {
      const key = contactKey(line[column]);
      if (key !== '') rows.set(key, [...(rows.get(key) ?? []), row]);
    }
    return [...rows.values()]
      .filter((own) => own.length > 1)
      .slice(0, 5)
      .map((own) => should('roster.shared_contact', { rows: numbers(own), column: columnTitle(column) }));
  });
}

function withoutContact(lines: readonly ListedLine[]): Issue[] {
  const count = lines.filter(({ line }) => CONTACTS.every((each) => line[each] === '')).length;
  return count === 0 ? [] : [should('roster.no_contact', { count })];
}
