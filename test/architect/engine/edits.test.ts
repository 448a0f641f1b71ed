import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../src/architect/change-set.ts';
import type { TurnEvent } from '../../../src/architect/turn-event.ts';
import { acceptAll, bench, edit, play, resultOf, say, use, userSays, type Bench, type Played } from './fixtures.ts';

const go = [userSays('Go.')];
const old = 'one\ntwo\nthree\nfour\nfive\n';
const proposed = 'ONE\ntwo\nthree\nfour\nFIVE\n';

type Ask = TurnEvent & { readonly kind: 'approve-edits' };

/** Plays a turn in which the user decides, each time with the next of the answers. */
async function decided(on: Bench, ...answers: readonly ((ask: Ask) => Decision)[]): Promise<Played & { asks: Ask[] }> {
  const asks: Ask[] = [];
  const played = await play(on, go, {
    on: (event, approvals) => {
      if (event.kind !== 'approve-edits') return;
      const answer = answers[asks.length];
      asks.push(event);
      if (answer === undefined) throw new Error('asked once too often');
      approvals.decide(event.approval, answer(event));
    },
  });
  return { ...played, asks };
}

const outcomes = ({ events }: Played): readonly string[] =>
  events.flatMap((event) => (event.kind === 'decided' ? [event.outcome] : []));

describe('edits', () => {
  it('are applied as a whole when the user accepts', async () => {
    const on = await bench();
    on.fake.script(edit('lib/a.ex', proposed), say('Done.'));
    const played = await decided(on, () => acceptAll);
    expect(on.files.texts.get('lib/a.ex')).toBe(proposed);
    expect(on.files.labels).toEqual(['Edit files']);
    expect(outcomes(played)).toEqual(['applied']);
    expect(played.asks[0]?.hunks).toHaveLength(2);
    expect(resultOf(played)).toContain('The user accepted all of it.');
    expect(played.applied).toEqual([[{ path: 'lib/a.ex', before: old, after: proposed }]]);
  });

  it('are kept as saving left them, and the model hears of it', async () => {
    const on = await bench();
    on.fake.script(edit('lib/a.ex', proposed), say('Done.'));
    const saved = { path: 'lib/a.ex', before: old, after: `${proposed}formatted\n` };
    on.files.apply = () => Promise.resolve({ ok: true, differing: [saved] });
    const played = await decided(on, () => acceptAll);
    expect(played.applied).toEqual([[saved]]);
    expect(resultOf(played)).toContain('Changed further when they were saved, as by a formatter: lib/a.ex.');
  });

  it('are applied in part, and the model hears which and why', async () => {
    const on = await bench();
    on.fake.script(edit('lib/a.ex', proposed), say('Done.'));
    const played = await decided(on, ({ hunks }) => ({
      kind: 'accept',
      hunks: [hunks[1]!.id],
      edited: [],
      reason: 'The first line is fine',
    }));
    expect(on.files.texts.get('lib/a.ex')).toBe('one\ntwo\nthree\nfour\nFIVE\n');
    expect(outcomes(played)).toEqual(['partly']);
    expect(played.kinds).toContain('verified');
    const [applied, refused] = resultOf(played).split('Refused by the user, with the reason: The first line is fine.');
    expect(applied).toContain('  - five\n  + FIVE');
    expect(refused).toContain('  - one\n  + ONE');
  });

  it('are applied as the user rewrote them, and the model hears how', async () => {
    const on = await bench();
    on.fake.script(edit('lib/a.ex', proposed), say('Done.'));
    const mine = proposed.replace('FIVE', 'Five');
    const played = await decided(on, () => ({
      kind: 'accept',
      hunks: 'all',
      edited: [{ path: 'lib/a.ex', before: old, after: mine }],
    }));
    expect(on.files.texts.get('lib/a.ex')).toBe(mine);
    expect(resultOf(played)).toContain('Rewritten by the user');
    expect(resultOf(played)).toContain('  - FIVE\n  + Five');
  });

  it('ask again when what was chosen does not pass by itself', async () => {
    const on = await bench();
    on.fake.script(edit('lib/a.ex', proposed), say('Done.'));
    const edited = [{ path: 'lib/a.ex', before: old, after: 'BROKEN\n' }];
    const played = await decided(
      on,
      () => ({ kind: 'accept', hunks: 'all', edited }),
      ({ verdict, warnings }) => {
        expect(verdict.isAcceptable).toBe(false);
        expect(warnings).toHaveLength(1);
        expect(on.files.texts.get('lib/a.ex')).toBe(old);
        return acceptAll;
      },
    );
    expect(on.files.texts.get('lib/a.ex')).toBe('BROKEN\n');
    expect(outcomes(played)).toEqual(['partly']);
  });

  it('are refused with words', async () => {
    const on = await bench();
    on.fake.script(edit('lib/a.ex', proposed), say('Done.'));
    const played = await decided(on, () => ({ kind: 'refuse', reason: 'Use an identity.' }));
    expect(on.files.texts.get('lib/a.ex')).toBe(old);
    expect(outcomes(played)).toEqual(['refused']);
    expect(resultOf(played)).toBe('The user refused these edits: Use an identity.\nNothing was changed.');
  });

  it('of which no part was chosen are refused', async () => {
    const on = await bench();
    on.fake.script(edit('lib/a.ex', proposed), say('Done.'));
    const played = await decided(on, () => ({ kind: 'accept', hunks: [], edited: [] }));
    expect(outcomes(played)).toEqual(['refused']);
    expect(on.files.labels).toEqual([]);
  });

  it.each([
    ['another file', { hunks: 'all', edited: [{ path: 'mix.exs', before: undefined, after: 'evil' }] }],
    ['another text before', { hunks: 'all', edited: [{ path: 'lib/a.ex', before: 'x', after: 'evil' }] }],
    ['a hunk that there is not', { hunks: ['lib/b.ex:1'], edited: [] }],
  ] as const)('are not applied by a decision about %s', async (_, decision) => {
    const on = await bench();
    on.fake.script(edit('lib/a.ex', proposed), say('Done.'));
    const played = await decided(on, () => ({ kind: 'accept', ...decision }));
    expect(outcomes(played)).toEqual(['refused']);
    expect([...on.files.texts.values()].join('')).not.toContain('evil');
    expect(resultOf(played)).toContain('nothing was written');
  });

  it('are not applied over what was typed meanwhile', async () => {
    const on = await bench();
    on.fake.script(
      use('edit', {
        files: [
          { path: 'lib/a.ex', text: proposed },
          { path: 'lib/b.ex', text: 'new\n' },
        ],
      }),
      say('Done.'),
    );
    const played = await decided(on, () => {
      on.files.texts.set('lib/b.ex', 'typed\n');
      return acceptAll;
    });
    expect(on.files.texts.get('lib/a.ex')).toBe(old);
    expect(on.files.texts.get('lib/b.ex')).toBe('typed\n');
    expect(outcomes(played)).toEqual(['stale']);
    expect(resultOf(played)).toContain('Changed meanwhile: lib/b.ex.');
    expect(played.applied).toEqual([]);
  });

  it('that do not pass go back twice before the user is asked', async () => {
    const on = await bench();
    const broken = edit('lib/a.ex', 'BROKEN\n');
    on.fake.script(broken, broken, broken, broken, say('Done.'));
    const refuse = (): Decision => ({ kind: 'refuse', reason: '' });
    const played = await decided(on, refuse);
    expect(played.asks).toHaveLength(1);
    expect(played.asks[0]?.verdict.isAcceptable).toBe(false);
    expect(resultOf(played, 0)).toContain('Not shown to the user');
    expect(resultOf(played, 0)).toContain('Does not parse: lib/a.ex.');
    expect(resultOf(played, 1)).toContain('Not shown to the user');
    expect(resultOf(played, 2)).toContain('The user refused');
    expect(resultOf(played, 3)).toContain('answered 3 times');
  });

  it('that change nothing are not shown', async () => {
    const on = await bench();
    on.fake.script(edit('lib/a.ex', old), say('Done.'));
    expect(resultOf(await decided(on))).toContain('This changes nothing');
  });

  it('make a file that is not there', async () => {
    const on = await bench();
    on.fake.script(edit('lib/new.ex', 'new\n'), say('Done.'));
    await decided(on, () => acceptAll);
    expect(on.files.texts.get('lib/new.ex')).toBe('new\n');
  });

  it('carry the warnings of whoever knows the paths', async () => {
    const on = await bench();
    on.fake.script(edit('lib/a.ex', proposed), say('Done.'));
    const warnings: (readonly string[])[] = [];
    await play(on, go, {
      changes: { warningsFor: ({ files }) => files.map(({ path }) => `${path} is precious.`) },
      on: (event, approvals) => {
        if (event.kind !== 'approve-edits') return;
        warnings.push(event.warnings);
        approvals.decide(event.approval, acceptAll);
      },
    });
    expect(warnings).toEqual([['lib/a.ex is precious.']]);
  });
});
