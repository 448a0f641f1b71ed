import { isBuiltinType } from '../../ash/builtin-types.ts';
import { closest } from '../../base/names.ts';
import type { ModelView } from '../context/model-view.ts';
import type { Blueprint } from './blueprint.ts';

export interface TypeProblem {
  readonly message: string;
  /** False where a dependency or the configuration of Ash may define the type. */
  readonly isCertain: boolean;
}

/** What is wrong with a type as it is written in the DSL; undefined when it is known. */
export function typeProblem(type: string, blueprint: Blueprint, model: ModelView): TypeProblem | undefined {
  const written = type.trim();
  const inner = /^\{\s*:array\s*,\s*(.+)\}$/s.exec(written)?.[1];
  if (inner !== undefined) return typeProblem(inner, blueprint, model);
  if (written.startsWith(':')) return builtinProblem(written.slice(1));
  if (!/^[A-Z][\w.]*$/.test(written)) {
    return { message: `\`${written}\` is not a type as the DSL writes it.`, isCertain: true };
  }
  const known = typeModules(blueprint, model);
  if (/^(Ash\.Type|AshPostgres)\./.test(written) || known.includes(written)) return undefined;
  const near = closest(written, known);
  const hint = near === undefined ? 'A new enum belongs into `types`.' : `Did you mean \`${near}\`?`;
  const isOurs = namespaces(blueprint, model).has(firstSegment(written));
  return { message: `\`${written}\` is no type of this project. ${hint}`, isCertain: isOurs };
}

function builtinProblem(name: string): TypeProblem | undefined {
  if (name === 'file') {
    return { message: '`:file` cannot be stored; keep a reference to where the file lies.', isCertain: true };
  }
  if (isBuiltinType(name)) return undefined;
  const message = `\`:${name}\` is no type of Ash itself; look up whether the project registers it (\`custom_types\`).`;
  return { message, isCertain: false };
}

/** Enums and other types, embedded resources, and what the blueprint adds of both. */
function typeModules(blueprint: Blueprint, model: ModelView): string[] {
  return [
    ...model.types.map(({ module }) => module),
    ...model.resources.filter((resource) => resource['embedded?'] === true).map(({ module }) => module),
    ...blueprint.types.map(({ module }) => module),
    ...blueprint.resources.filter(({ table }) => table === undefined).map(({ module }) => module),
  ];
}

function namespaces(blueprint: Blueprint, model: ModelView): ReadonlySet<string> {
  return new Set([...model.resources, ...blueprint.resources].map(({ module }) => firstSegment(module)));
}

function firstSegment(module: string): string {
  return module.split('.')[0] ?? '';
}
