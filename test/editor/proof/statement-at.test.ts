import { describe, expect, it } from 'vitest';
import { statementAt } from '../../../src/editor/proof/statement-at.ts';

/** The statement at the mark `‸`. */
function at(marked: string, isSql: boolean): string | undefined {
  const offset = marked.indexOf('‸');
  return statementAt(marked.slice(0, offset) + marked.slice(offset + 1), offset, isSql);
}

describe('the statement at the cursor', () => {
  it('is the one between semicolons and empty lines', () => {
    expect(at('SELECT 1;\nSELECT ‸2\nFROM a;\nSELECT 3;\n', true)).toBe('SELECT 2\nFROM a;');
    expect(at('SELECT 1\n\n-- of today\nwith a as (select 1)\nselect * from a‸', true)).toBe(
      '-- of today\nwith a as (select 1)\nselect * from a',
    );
    expect(at("SELECT ';' ‸FROM a", true)).toBe("SELECT ';' FROM a");
    expect(at('(SELECT 1) UNION (SELECT 2);\r\n‸', true)).toBe('(SELECT 1) UNION (SELECT 2);');
  });

  it('is nothing where something else stands', () => {
    expect(at('CREATE TABLE ‸a ();', true)).toBe(undefined);
    expect(at('‸', true)).toBe(undefined);
  });

  it('is found between the quotes of a heredoc alone', () => {
    const code = (inside: string): string => `def up do\n  execute("""\n  ${inside}\n  """)\nend\n`;
    expect(at(code('SELECT id\n  FROM ‸tags'), false)).toBe('SELECT id\n  FROM tags');
    expect(at(code('A text with ‸words'), false)).toBe(undefined);
    expect(at(`${code('SELECT 1')}‸${code('SELECT 2')}`, false)).toBe(undefined);
    expect(at(`${code('SELECT 1')}${code('SELECT ‸2')}`, false)).toBe('SELECT 2');
    expect(at('query = from ‸t in "tags"', false)).toBe(undefined);
  });
});
