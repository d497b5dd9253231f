/**
 * `npm run -s call:schema`: prints the JSON Schema of a call file, made from the zod schemas, for editors that
 * complete and check YAML. The entries of all kinds and rules are merged in.
 */
import { z } from 'zod';
import { CallFile } from '../../forms/call.ts';
import { kinds } from '../../forms/kinds/index.ts';
import { rules } from '../../forms/rules/index.ts';

type Schema = Record<string, unknown>;

const options = { io: 'input', unrepresentable: 'any', reused: 'inline' } as const;

/** A schema with its own definitions moved to names that cannot meet those of others. */
function part(schema: z.ZodType, name: string, definitions: Record<string, unknown>): Schema {
  const { $defs, $schema: _, ...own } = z.toJSONSchema(schema, options) as Schema & { $defs?: Schema };
  const renamed = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll('"#/$defs/', `"#/$defs/${name}.`)
        .replaceAll('"$ref":"#"', `"$ref":"#/$defs/${name}"`),
    );
  for (const [key, value] of Object.entries($defs ?? {})) definitions[`${name}.${key}`] = renamed(value);
  return renamed(own) as Schema;
}

/** A bare name, or one of the forms. */
function oneOf(names: readonly string[], forms: readonly string[]): Schema {
  return { anyOf: [{ enum: names }, { oneOf: forms.map((name) => ({ $ref: `#/$defs/${name}` })) }] };
}

/** Puts the merged entries wherever a schema speaks of `kind:` or `rules:`. */
function merge(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(merge);
  if (typeof value !== 'object' || value === null) return value;
  const node = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, merge(inner)]));
  const properties = node.properties as Schema | undefined;
  if (node.type === 'object' && properties) {
    if ('kind' in properties && 'ask' in properties) properties.kind = { $ref: '#/$defs/kind' };
    if ('rules' in properties) properties.rules = { type: 'array', items: { $ref: '#/$defs/rule' } };
  }
  return node;
}

function schemaOfCalls(): Schema {
  const definitions: Record<string, unknown> = {};
  const call = part(CallFile, 'call', definitions);
  for (const kind of kinds)
    definitions[`kind.${kind.type}`] = part(kind.config, `kind.${kind.type}`, definitions);
  for (const rule of rules)
    definitions[`rule.${rule.name}`] = part(rule.params, `rule.${rule.name}`, definitions);
  definitions.kind = oneOf(
    kinds.map((kind) => kind.type),
    kinds.map((kind) => `kind.${kind.type}`),
  );
  definitions.rule = oneOf(
    rules.map((rule) => rule.name),
    rules.map((rule) => `rule.${rule.name}`),
  );
  const merged = merge({ ...call, $defs: definitions }) as Schema;
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...merged };
}

console.log(JSON.stringify(schemaOfCalls(), null, 2));
