import { closest, lastSegment } from '../../base/names.ts';
import { catalogue } from './catalogue.ts';
import { dslEntries, type DslEntry } from './entries.ts';

export interface DslAnswer {
  readonly text: string;
  /** The packages that it speaks of. */
  readonly packages: readonly string[];
  /** Blocks that it is about, outermost first, for whoever looks for further reading. */
  readonly topics: readonly string[];
}

const detailed = 4;
const listed = 25;

/** What a word or a path of the DSL means; undefined when there is none. */
export function lookUpDsl(query: string): DslAnswer | undefined {
  const wanted = dottedPath(query);
  const entries = findEntries(wanted);
  const calls = findCalls(wanted);
  if (entries.length === 0 && calls.length === 0) return undefined;
  const blocks = entries.filter(({ kind }) => kind !== 'option');
  const options = entries.filter(({ kind }) => kind === 'option');
  const left = Math.max(0, blocks.length - detailed) + Math.max(0, options.length - listed);
  return {
    text: [
      ...blocks.slice(0, detailed).map(printBlock),
      ...options.slice(0, listed).map(({ path, text, extension }) => `option ${path} (${extension}): ${text}`),
      ...(left === 0 ? [] : [`${left} more; give more of the path, such as \`${entries.at(-1)?.path ?? wanted}\`.`]),
      ...calls,
    ].join('\n\n'),
    packages: [...new Set(entries.map((entry) => entry.package))],
    topics: [...new Set(entries.slice(0, detailed).flatMap(({ path }) => path.split('.').slice(0, 2)))],
  };
}

/** A path as it is looked up: `postgres > references` and `postgres/references` are `postgres.references`. */
export function dottedPath(query: string): string {
  return query
    .trim()
    .replace(/^:/, '')
    .replace(/\s*(\.|>|\/)\s*/g, '.');
}

/** The name nearest to one that there is not. */
export function nearestDsl(query: string): string | undefined {
  const names = new Set([...dslEntries.map(({ name }) => name), ...allCalls().map(({ name }) => name)]);
  return closest(lastSegment(dottedPath(query)), names);
}

/** By whole path, else by its end; `?` at the end of a name may be left out. */
function findEntries(wanted: string): readonly DslEntry[] {
  const plain = (text: string): string => text.replaceAll('?', '').toLowerCase();
  const path = plain(wanted);
  const exact = dslEntries.filter((entry) => plain(entry.path) === path);
  const ending = dslEntries.filter((entry) => plain(entry.path).endsWith(`.${path}`));
  const ofExtension = dslEntries.filter((entry) => plain(entry.extension) === path && !entry.path.includes('.'));
  return [...ofExtension, ...exact, ...(exact.some(({ kind }) => kind !== 'option') ? [] : ending)];
}

function printBlock({ kind, name, path, extension, args, options, inside }: DslEntry): string {
  const head =
    kind === 'section' ? `${name} do … end` : [name, args.join(', ')].filter((part) => part !== '').join(' ');
  return [
    `${kind} ${path} (${extension}): ${head}`,
    ...(inside.length === 0 ? [] : [`  may hold: ${inside.join(', ')}`]),
    ...options.map((option) => `  ${option}`),
  ].join('\n');
}

interface Call {
  readonly name: string;
  readonly text: string;
}

const groups: Readonly<Record<string, string>> = {
  changes: 'change',
  validations: 'validation',
  preparations: 'preparation',
  calculations: 'calculation',
  policy_checks: 'policy check',
  state_machine_changes: 'change of AshStateMachine',
  expr: 'macro of expressions',
};

function allCalls(): Call[] {
  const builtins = Object.entries(catalogue.builtins).flatMap(([group, signatures]) =>
    signatures.map((text) => ({
      name: text.replace(/\(.*$/s, ''),
      text: `builtin ${groups[group] ?? group}: ${text}`,
    })),
  );
  const functions = catalogue.expressions.functions.map((text) => ({
    name: text.slice(0, text.indexOf(' ')),
    text: `function in expressions: ${text}`,
  }));
  const types = Object.entries(catalogue.types).map(([name, module]) => ({ name, text: `type :${name}: ${module}` }));
  return [...builtins, ...functions, ...types];
}

/** Builtins, functions of expressions and types of that name; a whole group by the name of the group. */
function findCalls(wanted: string): string[] {
  if (wanted === 'types')
    return [
      `types: ${Object.keys(catalogue.types)
        .map((name) => `:${name}`)
        .join(', ')}`,
    ];
  if (wanted === 'expressions') {
    const names = catalogue.expressions.functions.map((text) => text.slice(0, text.indexOf(' ')));
    return [`functions: ${names.join(', ')}`, `operators: ${catalogue.expressions.operators.join(' ')}`];
  }
  const name = wanted.replace(/^builtin[ _.]/, '');
  const group = Object.hasOwn(catalogue.builtins, name) ? catalogue.builtins[name] : undefined;
  if (group !== undefined) return [`builtin ${wanted}:\n${group.map((text) => `  ${text}`).join('\n')}`];
  return allCalls()
    .filter((call) => call.name === wanted)
    .map(({ text }) => text);
}
