/**
 * Reads a call file and says everything that is wrong with it, each with line, path and a sentence that tells what
 * to write instead. Three passes: the YAML and its shape, the `kind` and `rules` entries, what the ids name.
 */
import { LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import { type Call, CallFile } from './call.ts';
import { checkEntries, type Vocabulary } from './check/entries.ts';
import { Findings, type Problem } from './check/problem.ts';
import { checkReferences } from './check/references.ts';
import { explain } from './check/schema.ts';
import type { OfficeForms } from './documents/office-form.ts';
import { kinds } from './kinds/index.ts';
import { rules } from './rules/index.ts';
import { hasText } from './text/index.ts';

export { line, type Problem } from './check/problem.ts';

/** A call that may be used, with warnings, or everything that stands against it. */
export type Checked =
  | { readonly ok: true; readonly call: Call; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Longest call file, in UTF-16 units: ten times the largest we know. */
const LONGEST = 1_000_000;

/**
 * Checks the text of a call file. `file` is the name that problems carry; `forms` are the Word forms beside it, by name.
 * The tables of kinds and rules are the project's own unless others are given.
 */
export function parseCall(
  source: string,
  file: string,
  forms: OfficeForms = {},
  vocabulary: Vocabulary = { kinds, rules },
): Checked {
  const lines = new LineCounter();
  if (source.length > LONGEST) return refuse(new Findings(file, lines), 'too_long');
  const document = parseDocument(source, {
    lineCounter: lines,
    uniqueKeys: true,
    merge: false,
    schema: 'core',
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  const findings = new Findings(file, lines, document);
  for (const error of yamlErrors([...document.errors, ...document.warnings])) {
    const known = hasText(`check.yaml.${error.code}`);
    findings.at(error.pos[0], known ? `yaml.${error.code}` : 'yaml.other', { code: error.code });
  }
  visit(document, {
    Alias: (_, node) => findings.at(node.range?.[0] ?? 0, 'yaml.alias'),
    Node: (_, node) => {
      if (node.anchor) findings.at(node.range?.[0] ?? 0, 'yaml.alias');
    },
  });
  if (findings.problems.length > 0) return { ok: false, problems: findings.problems };
  if (document.contents === null) return refuse(findings, 'no_content');
  return checkData(document.toJS(), findings, forms, vocabulary);
}

/** Findings that stand for themselves; of all others only the first, since one slip brings a row of them. */
const APART: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED']);

function yamlErrors(errors: readonly YAMLError[]): YAMLError[] {
  const slips = errors.filter((error) => !APART.has(error.code));
  const ordered = slips.sort((left, right) => left.pos[0] - right.pos[0]);
  const first = ordered.find((error) => error.code === 'TAB_AS_INDENT') ?? ordered[0];
  return [...errors.filter((error) => APART.has(error.code)), ...(first ? [first] : [])];
}

function checkData(data: unknown, findings: Findings, forms: OfficeForms, vocabulary: Vocabulary): Checked {
  const shape = CallFile.safeParse(data);
  if (!shape.success) explain(shape.error.issues, CallFile, data, [], findings);
  checkEntries(shape.success ? shape.data : data, vocabulary, findings);
  const broken = findings.problems.some((problem) => problem.level === 'error');
  const call: Call | undefined = shape.data && withForms(shape.data, forms);
  if (call && !broken) checkReferences(call, vocabulary, findings);
  const problems = [...findings.problems].sort(
    (left, right) => left.line - right.line || left.column - right.column,
  );
  const errors = problems.filter((problem) => problem.level === 'error');
  // A warning beside errors may only be their echo.
  if (!call || errors.length > 0) return { ok: false, problems: errors };
  return { ok: true, call, warnings: problems };
}

/** The call with the forms that its documents name; a call without any carries none. */
function withForms(call: Call, forms: OfficeForms): Call {
  const named = call.documents.flatMap(({ template }) =>
    template !== undefined && template in forms ? [[template, forms[template] ?? null] as const] : [],
  );
  return named.length > 0 ? { ...call, forms: Object.fromEntries(named) } : call;
}

function refuse(findings: Findings, code: string): Checked {
  findings.at(0, code);
  return { ok: false, problems: findings.problems };
}
