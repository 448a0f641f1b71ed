import type { Project } from '../../../ash/project.ts';
import { foretellCheckKeepsOldFilter } from './check-keeps-old-filter.ts';
import { foretellCheckWithBaseFilter } from './check-with-base-filter.ts';
import { foretellDecimalLosesDigits } from './decimal-loses-digits.ts';
import { foretellDeferrableInCreate } from './deferrable-in-create.ts';
import { foretellDroppedTable } from './dropped-table.ts';
import type { Foreteller, Foretold, ForetoldInput } from './foretold.ts';
import { foretellIdentityInUse } from './identity-in-use.ts';
import { foretellIndexBackBeforeColumn } from './index-back-before-column.ts';
import { foretellIndexMadeBeforeDrop } from './index-made-before-drop.ts';
import { foretellNamesCollide } from './names-collide.ts';
import { foretellPrimaryKeyBeforeColumn } from './primary-key-before-column.ts';
import { foretellReferenceOfOtherType } from './reference-of-other-type.ts';
import { foretellRemovedColumn } from './removed-column.ts';
import { foretellRenameInAlter } from './rename-in-alter.ts';
import { foretellRenameLosesSnapshot } from './rename-loses-snapshot.ts';
import { foretellRenameOfReferencedTable } from './rename-of-referenced-table.ts';
import { foretellSchemaLeftBehind } from './schema-left-behind.ts';
import { foretellSequenceDroppedInUse } from './sequence-dropped-in-use.ts';
import { foretellStatementInUse } from './statement-in-use.ts';
import { foretellStatementInterpolates } from './statement-interpolates.ts';
import { foretellTypeWithoutCast } from './type-without-cast.ts';
import { foretellUnlimitedDecimals } from './unlimited-decimals.ts';

const foretellers: readonly Foreteller[] = [
  foretellRenameInAlter,
  foretellIndexMadeBeforeDrop,
  foretellPrimaryKeyBeforeColumn,
  foretellRenameOfReferencedTable,
  foretellRenameLosesSnapshot,
  foretellDecimalLosesDigits,
  foretellSequenceDroppedInUse,
  foretellStatementInUse,
  foretellStatementInterpolates,
  foretellTypeWithoutCast,
  foretellIdentityInUse,
  foretellNamesCollide,
  foretellReferenceOfOtherType,
  foretellIndexBackBeforeColumn,
  foretellDeferrableInCreate,
  foretellDroppedTable,
  foretellCheckWithBaseFilter,
  foretellRemovedColumn,
  foretellSchemaLeftBehind,
  foretellCheckKeepsOldFilter,
];

/** Every way in which what codegen is about to write goes wrong; some of them only the resources tell. */
export function foretell(parts: readonly ForetoldInput[], project?: Project): Foretold[] {
  return [
    ...parts.flatMap((part) => foretellers.flatMap((foreteller) => foreteller(part))),
    ...(project === undefined ? [] : foretellUnlimitedDecimals(project, parts)),
  ];
}
