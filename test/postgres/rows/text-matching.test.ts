import { describe, expect, it } from 'vitest';
import { checkConstants } from '../../../src/postgres/rows/check-constants.ts';
import { createRandom } from '../../../src/postgres/rows/random.ts';
import { textLike, textMatching } from '../../../src/postgres/rows/text-matching.ts';

describe('a text for a pattern', () => {
  it.each([
    '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    '^[A-Z]{2}\\d{3,5}$',
    '^(foo|ba[rz]|\\w+)@[^@\\s]+\\.[a-z]{2,}$',
    '^#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})$',
    '^\\+?[1-9]\\d{1,14}$',
    '^[[:alpha:]_][[:alnum:]_]*$',
    '^https?://.+$',
    '^[-a-z]+[.]x?$',
    '^[^/]{3}$',
  ])('%s', (pattern) => {
    const meant = new RegExp(pattern.replaceAll('[:alpha:]', 'a-zA-Z').replaceAll('[:alnum:]', 'a-zA-Z0-9'));
    const made = Array.from({ length: 50 }, (_, index) => textMatching(pattern, createRandom('seed', index)));
    expect(made.filter((text) => text === undefined || !meant.test(text))).toEqual([]);
    expect(new Set(made).size).toBeGreaterThan(1);
  });

  it.each(['^(?=x)a$', '(a', 'a)', '*a', '^(a)\\1$'])('is not made where it is not understood: %s', (pattern) => {
    expect(textMatching(pattern, createRandom('seed'))).toBeUndefined();
  });

  it('is made for LIKE', () => {
    expect(textLike('http_://%\\%')).toBe('httpx://any%');
  });
});

describe('the values that a check names', () => {
  it('are its texts, the elements of its lists, and numbers with their neighbours', () => {
    const sql = `((state)::text = ANY ('{draft,"in review"}'::text[])) AND (n >= '-5'::integer) AND (name <> 'O''Neill'::text) AND (x1 < 20)`;
    const { texts, numbers } = checkConstants(sql, createRandom('seed'));
    expect(texts).toEqual(expect.arrayContaining(['draft', 'in review', "O'Neill"]));
    expect(numbers).toEqual(['-6', '-5', '-4', '19', '20', '21']);
  });
});
