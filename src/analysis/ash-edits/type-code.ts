import type { Project } from '../../ash/project.ts';
import { readType } from '../../ash/read/type.ts';
import type { TypeRef } from '../../ash/type-ref.ts';
import { plainName, printAtom, printKey, printString } from '../../elixir/print.ts';
import { asModule } from '../../elixir/literal.ts';
import type { Expr } from '../../elixir/syntax.ts';
import type { Draft } from './draft.ts';

export type TypeCode =
  | { readonly ok: true; readonly code: string; readonly type: TypeRef }
  | { readonly ok: false; readonly reason: string };

/** A type as somebody writes it, if it is one that Ash or the project has. */
export function readTypeCode(written: string, path: string, draft: Draft): TypeCode {
  const code = written.trim();
  const expr = draft.parse(code);
  const type = expr === undefined ? undefined : readType(expr, draft.project.rootOf(path).settings);
  const printed = expr === undefined ? undefined : printLiteral(expr, code);
  if (type === undefined || printed === undefined || type.kind === 'unknown') {
    return {
      ok: false,
      reason: `\`${code}\` is no type: write it as in Elixir, such as \`:string\` or \`{:array, :uuid}\`.`,
    };
  }
  const unknown = findUnknown(type, path, draft.project);
  if (unknown !== undefined) return { ok: false, reason: `There is no type \`${unknown}\`.` };
  return { ok: true, code: printed, type };
}

/** Modules of other packages are not in the workspace, and may be types. */
function findUnknown(type: TypeRef, path: string, project: Project): string | undefined {
  if (type.kind === 'array') return findUnknown(type.of, path, project);
  if (type.kind !== 'module') return undefined;
  if (type.name.startsWith(':')) return type.name;
  const [first] = type.name.split('.');
  const isOurs = project.sources().some(({ name }) => name.split('.')[0] === first);
  return isOurs && project.find(type.name, path) === undefined ? type.name : undefined;
}

/**
 * A literal as the formatter writes it. `code` is what it was parsed from. Undefined for anything that is computed,
 * except functions that are captured by their name.
 */
export function printLiteral(expr: Expr, code: string): string | undefined {
  const all = (items: readonly Expr[]): string[] | undefined => {
    const printed = items.map((item) => printLiteral(item, code));
    return printed.every((item) => item !== undefined) ? printed : undefined;
  };
  switch (expr.kind) {
    case 'atom':
      return printAtom(expr.name);
    case 'string':
      return expr.value === undefined || expr.charlist ? undefined : printString(expr.value);
    case 'number':
      return printNumber(code.slice(expr.start, expr.end));
    case 'alias':
      return asModule(expr);
    case 'sigil': {
      const written = code.slice(expr.start, expr.end);
      return written.includes('\n') ? undefined : written;
    }
    case 'list': {
      const items = all(expr.items);
      return items === undefined ? undefined : `[${items.join(', ')}]`;
    }
    case 'tuple': {
      const items = all(expr.items);
      return items === undefined ? undefined : `{${items.join(', ')}}`;
    }
    case 'map': {
      const items = expr.struct === undefined ? all(expr.items) : undefined;
      return items === undefined ? undefined : `%{${items.join(', ')}}`;
    }
    case 'pair': {
      const value = printLiteral(expr.value, code);
      const isArrow = code.slice(expr.key.end, expr.value.start).includes('=>');
      const key = expr.key.kind === 'atom' && !isArrow ? printKey(expr.key.name) : printLiteral(expr.key, code);
      if (value === undefined || key === undefined) return undefined;
      return isArrow ? `${key} => ${value}` : `${key} ${value}`;
    }
    case 'unary': {
      if (expr.operator === '-' && expr.operand.kind === 'number') {
        return `-${printNumber(code.slice(expr.operand.start, expr.operand.end))}`;
      }
      const written = code.slice(expr.start, expr.end);
      return /^&[A-Z][\w.]*\.[a-z_]\w*[?!]?\/\d+$/.test(written) ? written : undefined;
    }
    default:
      return undefined;
  }
}

/** The formatter parts numbers of six digits and more. */
function printNumber(digits: string): string {
  return /^\d{6,}$/.test(digits) ? digits.replaceAll(/\B(?=(\d{3})+$)/g, '_') : digits;
}

/** The keywords of `max_length: 10` or `[max_length: 10]`, in brackets; undefined when they are no literal ones. */
export function readConstraints(written: string, draft: Draft): string | undefined {
  const code = written.trim().startsWith('[') ? written.trim() : `[${written.trim()}]`;
  const expr = draft.parse(code);
  const isKeywords = expr?.kind === 'list' && expr.items.length > 0 && expr.items.every(({ kind }) => kind === 'pair');
  return isKeywords ? printLiteral(expr, code) : undefined;
}

/** A default as code; undefined when it is neither a literal nor a captured function. */
export function readDefault(written: string, draft: Draft): string | undefined {
  const code = written.trim();
  const expr = draft.parse(code);
  return expr === undefined ? undefined : printLiteral(expr, code);
}

/** Whether a string can be an atom that needs no quotes. */
export function isPlainAtom(value: string): boolean {
  return plainName.test(value);
}
