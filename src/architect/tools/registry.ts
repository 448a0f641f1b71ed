import type { Tool } from '../tool.ts';
import { ashEdit } from './ash-edit.ts';
import { check } from './check.ts';
import { drift } from './drift.ts';
import { dsl } from './dsl.ts';
import { edit } from './edit.ts';
import { explain } from './explain.ts';
import { explainRule } from './explain-rule.ts';
import { getResource } from './get-resource.ts';
import { glob } from './glob.ts';
import { grep } from './grep.ts';
import { listResources } from './list-resources.ts';
import { plan } from './plan.ts';
import { proveIndexes } from './prove-indexes.ts';
import { prove } from './prove.ts';
import { readMigration } from './read-migration.ts';
import { read } from './read.ts';
import { run } from './run.ts';
import { write } from './write.ts';

/** The tools of this room; those for skills and whatever else comes are added to the list by whoever puts it together. */
export const coreTools: readonly Tool[] = [
  ...[listResources, getResource, check, drift, plan, readMigration, explainRule, dsl],
  ...[prove, proveIndexes, explain],
  ...[read, grep, glob],
  ...[ashEdit, edit, write, run],
];
