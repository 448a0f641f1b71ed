import { describeOperation } from '../../analysis/describe-operation.ts';

/** Operations line by line, each with the line that causes it; remarks are marked. */
export function printOperations(operations: readonly Parameters<typeof describeOperation>[0][]): string {
  if (operations.length === 0) return '(nothing)';
  const signs = { does: '', warns: '! ', advises: '> ' };
  return operations
    .flatMap(describeOperation)
    .map(({ kind, text, depth, cause }) => {
      const place = cause === undefined ? '' : ` (${cause.path}:${cause.line})`;
      return `${'  '.repeat(depth)}${depth === 0 ? '- ' : '  '}${signs[kind]}${text}${place}`;
    })
    .join('\n');
}
