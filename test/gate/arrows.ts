import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Node, parseSync, Visitor } from 'oxc-parser';
import { IMPURE, type PackageRule, ZONES, type Zone } from './rules.ts';

/** One import of a file: `names` are the names taken, or null when the whole module is; types only or not. */
type Import = { specifier: string | null; names: readonly string[] | null; typesOnly: boolean; at: number };

const SOURCES = '{adapters,bot,dialogs,forms}/**/*.{ts,mts,cts,js,mjs,cjs}';

/** Checks every source file under `root`; returns one line for each forbidden import or impure name. */
export function checkTree(root: string): string[] {
  return globSync(SOURCES, { cwd: root })
    .map((file) => file.split(path.sep).join('/'))
    .sort()
    .flatMap((file) => checkFile(file, readFileSync(path.join(root, file), 'utf8')));
}

/** Checks one file, given by its path from the root of the repository (with `/`). */
export function checkFile(file: string, source: string): string[] {
  const zone = ZONES.find((z) => z.files.test(file));
  if (!zone) return [];
  const { program, errors } = parseSync(file, source);
  if (errors[0]) return [`${file}: cannot be parsed: ${errors[0].message}`];
  const found: { at: number; text: string }[] = [];
  for (const item of importsOf(program)) {
    const complaint = judge(file, zone, item);
    if (complaint) found.push({ at: item.at, text: complaint });
  }
  if (zone.pure) found.push(...impuritiesOf(program));
  const lines = found.sort((a, b) => a.at - b.at).map((f) => `${file}:${lineOf(source, f.at)}: ${f.text}`);
  return [...new Set(lines)];
}

function lineOf(source: string, at: number): number {
  return source.slice(0, at).split('\n').length;
}

function judge(file: string, zone: Zone, item: Import): string | undefined {
  const { specifier } = item;
  if (specifier === null) return 'imports a module whose name is computed';
  if (/^(?:[#/\\]|file:|data:|https?:)/.test(specifier))
    return `may not import '${specifier}': use a relative path`;
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return judgePackage(zone, specifier, item);
  const target = path.posix.join(path.posix.dirname(file), specifier.replace(/[?#].*$/, ''));
  const captures = (zone.files.exec(file) ?? []).map(escapeRegExp);
  const fits = zone.mayImport.some((pattern) =>
    new RegExp(pattern.replace(/\$(\d)/g, (_, n) => captures[Number(n)] ?? '')).test(target),
  );
  return fits ? undefined : `may not import ${target}`;
}

function escapeRegExp(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function judgePackage(zone: Zone, specifier: string, item: Import): string | undefined {
  if (zone.packages === 'any') return undefined;
  const rule = zone.packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  if (!rule) return `may not import '${specifier}'`;
  return judgeUse(rule, item);
}

function judgeUse({ name, use }: PackageRule, { names, typesOnly }: Import): string | undefined {
  if (use === 'all') return undefined;
  if (use === 'types') return typesOnly ? undefined : `may import only types from '${name}'`;
  const refused = names === null ? ['*'] : names.filter((n) => !use.includes(n));
  return refused.length > 0
    ? `may import only ${use.join(', ')} from '${name}', not ${refused.join(', ')}`
    : undefined;
}

const text = (node: Node): string | null =>
  node.type === 'Literal' && typeof node.value === 'string'
    ? node.value
    : node.type === 'TemplateLiteral' && node.expressions.length === 0
      ? (node.quasis[0]?.value.cooked ?? null)
      : null;

const nameOf = (node: Node): string => (node.type === 'Identifier' ? node.name : (text(node) ?? '*'));

/** Every way to reach another module: import, export from, import(), require(), import x = require(), type imports. */
function importsOf(program: Parameters<Visitor['visit']>[0]): Import[] {
  const found: Import[] = [];
  const add = (source: Node, at: number, names: readonly string[] | null, typesOnly: boolean) =>
    found.push({ specifier: text(source), names, typesOnly, at });
  new Visitor({
    ImportDeclaration(node) {
      const parts = node.specifiers;
      const named = parts.map((s) => (s.type === 'ImportSpecifier' ? nameOf(s.imported) : null));
      const names = named.length > 0 && named.every((n) => n !== null) ? named : null;
      const types =
        node.importKind === 'type' ||
        (parts.length > 0 && parts.every((s) => s.type === 'ImportSpecifier' && s.importKind === 'type'));
      add(node.source, node.start, names, types);
    },
    ExportNamedDeclaration(node) {
      if (!node.source) return;
      const names = node.specifiers.map((s) => nameOf(s.local));
      add(node.source, node.start, names, node.exportKind === 'type');
    },
    ExportAllDeclaration: (node) => add(node.source, node.start, null, node.exportKind === 'type'),
    ImportExpression: (node) => add(node.source, node.start, null, false),
    TSImportType: (node) => add(node.source, node.start, null, true),
    TSExternalModuleReference: (node) => add(node.expression, node.start, null, false),
    CallExpression(node) {
      const [first] = node.arguments;
      const callee = chainOf(node.callee);
      if (first && (callee === 'require' || callee === 'require.resolve'))
        add(first, node.start, null, false);
    },
  }).visit(program);
  return found;
}

/** `a.b` and `a['b']` as 'a.b', without a leading globalThis; undefined for anything longer or computed. */
function chainOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return undefined;
  const owner = chainOf(node.object);
  const key = node.computed ? text(node.property) : nameOf(node.property);
  if (owner === undefined || key === null) return undefined;
  return owner === 'globalThis' ? key : `${owner}.${key}`;
}

function impuritiesOf(program: Parameters<Visitor['visit']>[0]): { at: number; text: string }[] {
  const found: { at: number; text: string }[] = [];
  const note = (node: Node, name: string | undefined) => {
    const why = name !== undefined && Object.hasOwn(IMPURE, name) ? IMPURE[name] : undefined;
    if (why !== undefined) found.push({ at: node.start, text: `${name} ${why}` });
  };
  const noteClock = (node: Node, spelled: string) =>
    found.push({ at: node.start, text: `${spelled} ${IMPURE['Date.now']}` });
  new Visitor({
    MemberExpression(node) {
      const chain = chainOf(node);
      note(node, chain);
      if (chain?.startsWith('process.')) note(node, 'process');
    },
    CallExpression(node) {
      if (node.callee.type === 'Identifier') note(node, node.callee.name);
      if (chainOf(node.callee) === 'Date') noteClock(node, 'Date()');
    },
    NewExpression(node) {
      if (chainOf(node.callee) === 'Date' && node.arguments.length === 0) noteClock(node, 'new Date()');
    },
    VariableDeclarator(node) {
      // `const { now } = Date` and `const D = Date` would hide the clock behind another name.
      if (node.init && chainOf(node.init) === 'Date') noteClock(node, 'Date under another name');
    },
  }).visit(program);
  return found;
}
