import type { Domain, Resource } from '../../ash/model.ts';
import type { Project } from '../../ash/project.ts';
import { applyEdits, type TextEdit } from '../../base/text-edit.ts';
import { placeStatement } from '../../elixir/place-statement.ts';
import type { Declaration } from '../../elixir/declaration.ts';
import { lineLength } from '../../elixir/formatter.ts';
import { Lines } from '../../base/lines.ts';
import type { Expr } from '../../elixir/syntax.ts';
import { findSyntaxProblem } from '../preview-syntax.ts';
import type { FileChange, Workspace } from '../workspace.ts';
import { sectionOrder } from './section-order.ts';

/** Why something cannot be done; undefined when it was done. */
export type Refusal = string | undefined;

/**
 * A structured change while it is made. Each step is put in place at once, so that the next one sees the model with it;
 * the workspace gets its own texts back afterwards.
 */
export class Draft {
  readonly #workspace: Workspace;
  readonly #apply: (changes: readonly FileChange[]) => void;
  readonly #originals = new Map<string, string | undefined>();
  readonly #notes: string[] = [];

  constructor(workspace: Workspace, apply: (changes: readonly FileChange[]) => void) {
    this.#workspace = workspace;
    this.#apply = apply;
  }

  get project(): Project {
    return this.#workspace.project;
  }

  readonly textOf = (path: string): string => this.#workspace.textOf(path);

  has(path: string): boolean {
    return this.#workspace.has(path);
  }

  /** A sentence for the summary. */
  say(sentence: string): void {
    this.#notes.push(sentence);
  }

  get summary(): string {
    return this.#notes.join(' ');
  }

  /** The resource of that name, in a file that can be edited, or why there is none. */
  resource(name: string): Resource | string {
    const named = this.project.resources().filter(({ module }) => module === name);
    const [resource] = named;
    if (resource === undefined) return `There is no resource \`${name}\` in this project.`;
    if (named.length > 1) {
      const paths = named.map(({ path }) => `\`${path}\``).join(', ');
      return `Several files define \`${name}\` (${paths}); edit the one that you mean as text.`;
    }
    return this.#broken(resource.path) ?? resource;
  }

  domain(name: string): Domain | string {
    const domain = this.project.domains().find(({ module }) => module === name);
    if (domain === undefined) return `There is no domain \`${name}\` in this project.`;
    return this.#broken(domain.path) ?? domain;
  }

  #broken(path: string): Refusal {
    const isBroken = this.project.isBroken(path) || this.#workspace.problemOf(path) !== undefined;
    return isBroken ? `\`${path}\` does not parse; repair it first.` : undefined;
  }

  /** Makes an edit of one file; `otherwise` says why there is none. */
  edit(path: string, edit: TextEdit | undefined, otherwise: string): Refusal {
    if (edit === undefined) return otherwise;
    return this.write(path, applyEdits(this.textOf(path), [edit]));
  }

  write(path: string, text: string): Refusal {
    if (!this.#originals.has(path)) this.#originals.set(path, this.has(path) ? this.textOf(path) : undefined);
    this.#apply([{ path, text }]);
    const problem = this.#workspace.problemOf(path) ?? findSyntaxProblem(this.#workspace, path, text);
    return problem === undefined ? undefined : `The edit of \`${path}\` would not parse; make it as text.`;
  }

  /** Adds a statement to a section of a resource or domain, which is made where it is not there yet. */
  place(
    into: Pick<Resource | Domain, 'module' | 'path' | 'span' | 'sections'>,
    section: readonly string[],
    statement: string,
    staysLast?: (declaration: Declaration) => boolean,
  ): Refusal {
    const { module, path, span, sections } = into;
    const place = { text: this.textOf(path), path, module: span, sections, order: sectionOrder };
    const edit = placeStatement(place, section, statement, staysLast);
    return this.edit(path, edit, `\`${module}\` has no place for a \`${section.join('/')}\` that can be edited.`);
  }

  /** How long a line in a section may be, without its indentation. */
  widthIn({ path, span }: Pick<Resource | Domain, 'path' | 'span'>, section: readonly string[]): number {
    const lines = new Lines(this.textOf(path));
    return lineLength - lines.indentOf(lines.lineAt(span.start)).length - 2 * (section.length + 1);
  }

  /** The expression that a piece of code is; undefined when it is none, or more than one. */
  parse(code: string): Expr | undefined {
    const result = this.#workspace.parse('', code);
    if (!result.ok || result.syntax.errors.length > 0 || result.syntax.comments.length > 0) return undefined;
    return result.syntax.body.length === 1 ? result.syntax.body[0] : undefined;
  }

  /** Whether a locked package is at least this version, given as `[major, minor, patch]`. */
  isAshAtLeast(path: string, wanted: readonly number[]): boolean {
    const locked = (this.#workspace.versionsFor(path)['ash'] ?? '99').split(/[.-]/).map(Number);
    for (const [index, part] of wanted.entries()) {
      const own = locked[index] ?? 0;
      if (own !== part) return own > part;
    }
    return true;
  }

  /** What the steps came to. */
  files(): { readonly path: string; readonly before: string | undefined; readonly after: string }[] {
    return [...this.#originals]
      .map(([path, before]) => ({ path, before, after: this.textOf(path) }))
      .filter(({ before, after }) => before !== after);
  }
}
