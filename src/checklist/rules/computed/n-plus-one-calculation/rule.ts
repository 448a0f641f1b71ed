import { at, type Span } from '../../../../base/span.ts';
import { calculationsOf, callsPerRecord, type PerRecord } from '../../../../ash/per-record.ts';
import { queryCallee } from '../../../../ash/queries.ts';
import { asAtom, asAtoms, asBoolean, isKeywordList, valueOf } from '../../../../elixir/literal.ts';
import type { Call } from '../../../../elixir/syntax.ts';
import type { Related } from '../../../finding.ts';
import { defineRule } from '../../../rule.ts';

/** Ash hands a calculation all records of the page at once, so that it can ask for all of them at once. */
export default defineRule({
  subject: 'module',
  tier: 1,
  severity: 'warning',
  summary: 'A calculation that queries inside its loop over the records runs one query for each of them.',
  messages: {
    query:
      '`{call}` runs again for each record, so that the number of queries grows with the page. Let the calculation `load` what it needs, or ask once for all records before the loop.',
    inner:
      '`{call}` runs inside an inner loop, and that loop again for each record. Let the calculation `load` what it needs down to there, or ask once for all before the loops.',
    loaded: '`{call}` runs again for each record, although {loader} already loads it: delete this call.',
  },
  *check(meaning, { project }) {
    for (const calculation of calculationsOf(meaning)) {
      const { path, isInline, load } = calculation;
      for (const perRecord of callsPerRecord(calculation.body, meaning)) {
        const call = queryCallee(perRecord.found, project, path);
        if (call === undefined) continue;
        yield {
          message: isLoaded(perRecord, load) ? 'loaded' : perRecord.inner === undefined ? 'query' : 'inner',
          data: { call, loader: isInline ? 'the `load` of the calculation' : '`load/3`' },
          at: at(path, calleeSpan(perRecord.found.call)),
          related: relatedLoops(perRecord, path),
        };
      }
    }
  },
});

function relatedLoops({ loop, inner }: PerRecord, path: string): Related[] {
  const outer = { at: at(path, calleeSpan(loop.call)), message: 'This is the loop over the records.' };
  if (inner === undefined) return [outer];
  return [outer, { at: at(path, calleeSpan(inner.call)), message: 'This is the inner loop.' }];
}

/**
 * Whether the call loads into the record nothing but what the calculation has loaded already. Ash reads that without
 * policies, so a call that asks for them (`actor:`) may see less. Of nested loads only the named fields are selected,
 * so they are no proof.
 */
function isLoaded({ found, isRecord }: PerRecord, load: readonly string[]): boolean {
  const { name, args } = found.call;
  const [, wanted, options] = args;
  if (!isRecord || !/^load!?$/.test(name) || args.length > 3) return false;
  if (options !== undefined && !isKeywordList(options)) return false;
  if (valueOf(options, 'actor') !== undefined || valueOf(options, 'scope') !== undefined) return false;
  if (asBoolean(valueOf(options, 'authorize?')) === true) return false;
  const names = asAtom(wanted) === undefined && wanted?.kind !== 'list' ? undefined : asAtoms(wanted);
  return names !== undefined && names.length > 0 && names.every((field) => load.includes(field));
}

/** `Ash.load!` of `Ash.load!(record, …)`. */
function calleeSpan({ receiver, nameSpan }: Call): Span {
  return { start: receiver?.start ?? nameSpan.start, end: nameSpan.end };
}
