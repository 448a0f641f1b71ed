import type { Resource } from '../ash/model.ts';
import { at, type Location } from '../base/span.ts';
import { foretoldOf, type ProjectForetold } from '../snapshots/plan/foretold/project-foretold.ts';
import { foretellResource } from '../snapshots/plan/foretold/resource-foretold.ts';
import type { Report, RuleContext } from './rule.ts';

/** The messages that every rule about the generator has for what it foretells. */
export const foretoldMessages = {
  foretold: '{what} {instead}',
  asked: 'If you answer yes to “{question}”: {what} {instead}',
} as const;

/** What will go wrong with the next migration on account of a resource, in one of the ways. */
export function* foretoldAt(
  resource: Resource,
  context: RuleContext,
  slug: string,
): Generator<Report<keyof typeof foretoldMessages>> {
  if (context.project.isBroken(resource.path)) return;
  for (const found of foretoldIn(resource.path, context)) {
    if (found.slug !== slug || !isOf(found, resource)) continue;
    yield reportOf(found, found.at ?? at(resource.path, resource.nameSpan));
  }
}

/** What goes wrong with a resource before codegen compares anything. */
export function* raisedAt(
  resource: Resource,
  { project }: RuleContext,
  slug: string,
): Generator<Report<keyof typeof foretoldMessages>> {
  for (const { slug: own, message, instead, at: place } of foretellResource(project, resource)) {
    if (own === slug) yield { message: 'foretold', data: { what: message, instead }, at: place };
  }
}

/**
 * All that will go wrong. The plan is that of ash_postgres 2.12.0, whose generator puts its steps in another order than
 * those before it; what each step is written as has been the same since 2.9.0 (`operation.ex` and `phase.ex` of both).
 */
export function foretoldIn(path: string, context: RuleContext): readonly ProjectForetold[] {
  const isNow = (version: string): boolean => context.isAtLeast(path, 'ash_postgres', version);
  if (!context.isAtLeast(path, 'ash', '3.0.0') || !isNow('2.9.0')) return [];
  const foretold = foretoldOf(context.project, context.snapshots, context.migrations);
  return isNow('2.12.0') ? foretold : foretold.filter(({ slug }) => ofSingleSteps.has(slug));
}

/** What a step brings by itself, in whichever order they come. */
const ofSingleSteps: ReadonlySet<string> = new Set([
  'check-keeps-old-filter',
  'check-with-base-filter',
  'cut-names-collide',
  'decimal-loses-digits',
  'dropped-table',
  'names-collide',
  'reference-of-other-type',
  'removed-column',
  'schema-left-behind',
  'statement-interpolates',
  'type-without-cast',
]);

/** What depends on an answer is a warning at most: nobody is told what the answer will be. */
export function reportOf(found: ProjectForetold, place: Location): Report<keyof typeof foretoldMessages> {
  const { message: what, instead, asked, severity } = found;
  if (asked === undefined) return { message: 'foretold', data: { what, instead }, severity, at: place };
  const lowered = severity === 'error' ? 'warning' : 'info';
  return { message: 'asked', data: { what, instead, question: asked }, severity: lowered, at: place };
}

/** What stands in a fragment or a macro is told at every resource of the table; the engine keeps one of the same. */
function isOf({ at: place, table }: ProjectForetold, { path, span, postgres }: Resource): boolean {
  if (place === undefined) return false;
  if (place.path === path) return place.start >= span.start && place.end <= span.end;
  return postgres?.table === table;
}
