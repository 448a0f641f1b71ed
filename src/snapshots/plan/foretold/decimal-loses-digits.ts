import type { ColumnOperation } from '../../../ecto/operation.ts';
import { causedBy, type Foretold, type ForetoldInput } from './foretold.ts';

/** Only what differs of precision, scale and size is written, and PostgreSQL takes the rest as not wanted. */
export function foretellDecimalLosesDigits({ changes, migrations }: ForetoldInput): Foretold[] {
  return migrations.flatMap(({ up }) =>
    up.flatMap((operation) =>
      operation.kind !== 'alter-table'
        ? []
        : operation.changes.flatMap((change): Foretold[] => {
            if (change.kind !== 'modify') return [];
            const wanted = changes.find(
              (other) =>
                other.kind === 'alter-attribute' &&
                other.table === operation.table &&
                other.attribute.source === change.column,
            );
            if (wanted?.kind !== 'alter-attribute') return [];
            const { precision, scale, size } = wanted.attribute;
            const what = lossOf(change, { precision, scale, size });
            if (what === undefined) return [];
            return [
              {
                slug: 'decimal-loses-digits',
                severity: 'error',
                table: operation.table,
                ...what,
                ...causedBy(change),
              },
            ];
          }),
    ),
  );
}

type Modified = ColumnOperation & { readonly kind: 'modify' };

interface Limits {
  readonly precision: number | null;
  readonly scale: number | null;
  readonly size: number | null;
}

function lossOf(
  { column, precision, scale, size }: Modified,
  wanted: Limits,
): Pick<Foretold, 'message' | 'instead'> | undefined {
  const instead = `Write all of it into the migration before you run it: \`${printed(wanted)}\`, in \`up\` and in \`down\`.`;
  if (scale !== undefined && precision === undefined)
    return {
      message: `The migration fails: codegen writes the scale of \`${column}\` without its precision, and Ecto raises "missing precision option".`,
      instead,
    };
  if (precision !== undefined && scale === undefined && (wanted.scale ?? 0) > 0)
    return {
      message: `\`${column}\` loses its decimals: codegen writes its new precision without the scale, which makes it \`numeric(${precision},0)\`, and values are rounded for good.`,
      instead,
    };
  if (precision === undefined && wanted.precision !== null)
    return {
      message: `\`${column}\` loses its limits: codegen modifies it without its precision and scale, which makes it \`numeric\` of any size.`,
      instead,
    };
  if (size === undefined && wanted.size !== null)
    return {
      message: `\`${column}\` loses its length of ${wanted.size}: codegen modifies it without \`size\`.`,
      instead,
    };
  return undefined;
}

function printed({ precision, scale, size }: Limits): string {
  const options = Object.entries({ size, precision, scale });
  return options.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`])).join(', ');
}
