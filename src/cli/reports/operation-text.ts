import type { Colors } from 'picocolors/types';
import { describeOperation, type DescriptionLine } from '../../analysis/describe-operation.ts';

/** An operation for a person at a terminal, indented by two. */
export function operationToText(
  operation: Parameters<typeof describeOperation>[0],
  colors: Colors,
  placeOf = ({ path, line }: NonNullable<DescriptionLine['cause']>): string => `${path}:${line}`,
): string {
  const paint = { does: (text: string) => text, warns: colors.yellow, advises: colors.gray };
  return describeOperation(operation)
    .map(({ kind, text, depth, cause }) => {
      const place = cause === undefined ? '' : colors.gray(`  ${placeOf(cause)}`);
      return `${'  '.repeat(depth + 1)}${paint[kind](text)}${place}\n`;
    })
    .join('');
}
