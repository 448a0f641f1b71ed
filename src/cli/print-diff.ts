import { createTwoFilesPatch } from 'diff';

export interface FixedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export function printDiff(changes: readonly FixedFile[]): string {
  return changes
    .map(({ path, before, after }) => createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after))
    .join('');
}
