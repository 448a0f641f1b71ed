import type { Resource } from '../ash/model.ts';
import type { Known, SnapshotMultitenancy } from './snapshot.ts';
import { unknown } from './unknown.ts';

/** Tenants of a resource as snapshots tell them; all is null without a `multitenancy` block. */
export function multitenancyOf({ multitenancy, openBecause }: Resource): Known<SnapshotMultitenancy> {
  if (multitenancy === undefined) {
    return openBecause.length > 0
      ? unknown('whether it has tenants is not known')
      : { strategy: null, attribute: null, global: null };
  }
  const { strategy, attribute, global, declaration } = multitenancy;
  const hasAttribute = declaration.body.some((child) => child.name === 'attribute');
  if (strategy === undefined || global === undefined || (hasAttribute && attribute === undefined)) {
    return unknown('`multitenancy` is computed');
  }
  return { strategy, attribute: attribute ?? null, global };
}

/**
 * Whether each tenant has a table of its own. Without a block in the text there are none: an extension that nobody
 * knows may say otherwise, which `openBecause` of the table tells.
 */
export function hasTenantSchemas({ multitenancy }: Resource): Known<boolean> {
  if (multitenancy === undefined) return false;
  const { strategy, global } = multitenancy;
  if (strategy === undefined || (strategy === 'context' && global === undefined)) {
    return unknown('`multitenancy` is computed');
  }
  return strategy === 'context';
}
