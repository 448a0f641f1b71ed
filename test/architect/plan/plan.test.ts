import { describe, expect, it } from 'vitest';
import {
  newPlan,
  parsePlan,
  planSections,
  printPlan,
  sectionText,
  withSection,
} from '../../../src/architect/plan/plan.ts';
import { createReadPlan, createUpdatePlan } from '../../../src/architect/plan/plan-tools.ts';
import { canEnter } from '../../../src/architect/plan/phases.ts';
import { planOfChat } from '../../helpers/plan-of-chat.ts';
import { call, plainContext } from '../tools/context.ts';

const documents = [
  '',
  'no heading at all',
  newPlan('Orders'),
  '# Mine\r\n\r\n## Analysis\r\n\r\nText\r\n\r\n## My own\r\nkept\r\n## OPEN QUESTIONS ##\r\n- one?',
  '## Analysis\n\n```\n## Migrations\n```\n\n## analysis\nsecond\n',
  '~~~\n## Analysis\n',
  '## Analysis',
];

describe('a plan', () => {
  it.each(documents)('keeps every byte of %j', (text) => {
    expect(printPlan(parsePlan(text))).toBe(text);
  });

  it.each(documents)('changes one section of %j and nothing else', (text) => {
    for (const section of planSections) {
      const changed = withSection(parsePlan(text), section, 'New words.\n\n- point');
      const again = parsePlan(printPlan(changed));
      expect(sectionText(again, section).replaceAll('\r', '')).toBe('New words.\n\n- point');
      for (const other of planSections.filter((name) => name !== section)) {
        expect(sectionText(again, other)).toBe(sectionText(parsePlan(text), other));
      }
    }
  });

  it('does not take headings in code for sections, and the first of two counts', () => {
    const plan = parsePlan(documents[4]!);
    expect(plan.parts.map(({ section }) => section)).toEqual(['analysis', undefined]);
    expect(sectionText(plan, 'migrations')).toBe('');
  });

  it('keeps the line breaks of the document', () => {
    const text = printPlan(withSection(parsePlan(documents[3]!), 'analysis', 'a\nb'));
    expect(text).not.toMatch(/[^\r]\n/);
    expect(text).toContain('## My own\r\nkept\r\n');
  });

  it('has all sections when it is new', () => {
    expect(parsePlan(newPlan('A\nB')).parts.map(({ section }) => section)).toEqual([...planSections]);
  });
});

describe('the tools of the plan', () => {
  const document = (plan: string): { plan: string; setPlan: (text: string) => void } => ({
    plan,
    setPlan(text) {
      this.plan = text;
    },
  });

  it('make a plan, and go on from its version', async () => {
    const chat = document('');
    const update = createUpdatePlan(planOfChat(chat));
    const { text } = await call(update, { section: 'analysis', text: 'Orders have lines.' }, plainContext({}));
    const [, version = ''] = /version ([0-9a-f]{16})/.exec(text) ?? [];
    expect(sectionText(parsePlan(chat.plan), 'analysis')).toBe('Orders have lines.');
    await call(update, { section: 'decisions', text: 'UUIDv7.', version }, plainContext({}));
    expect(sectionText(parsePlan(chat.plan), 'decisions')).toBe('UUIDv7.');
    const shown = await call(createReadPlan(planOfChat(chat)), {}, plainContext({}));
    expect(shown.text).toMatch(/^Version [0-9a-f]{16}\n<data-/);
  });

  it('do not overwrite what the user wrote meanwhile', async () => {
    const chat = document(newPlan('Plan'));
    const update = createUpdatePlan(planOfChat(chat));
    const read = await call(createReadPlan(planOfChat(chat)), {}, plainContext({}));
    const [, version = ''] = /^Version (\w+)/.exec(read.text) ?? [];
    chat.plan = chat.plan.replace('## Analysis\n', '## Analysis\n\nMine.\n');
    const result = await call(update, { section: 'analysis', text: 'Theirs.', version }, plainContext({}));
    expect(result.isError).toBe(true);
    expect(result.text).toContain('Mine.');
    expect(chat.plan).not.toContain('Theirs.');
  });

  it('refuse code that does not end', async () => {
    const chat = document('');
    const result = await call(
      createUpdatePlan(planOfChat(chat)),
      { section: 'analysis', text: '```\nx\n~~~' },
      plainContext({}),
    );
    expect(result).toMatchObject({ isError: true });
    expect(chat.plan).toBe('');
  });

  it('refuse headings that would begin another section, and give up on a document that never holds still', async () => {
    const chat = document('');
    const update = createUpdatePlan(planOfChat(chat));
    expect(await call(update, { section: 'analysis', text: '## Decisions\nx' }, plainContext({}))).toMatchObject({
      isError: true,
    });
    const restless = createUpdatePlan({
      read: () => Promise.resolve(undefined),
      replace: () => Promise.resolve(false),
    });
    expect(await call(restless, { section: 'analysis', text: 'x' }, plainContext({}))).toMatchObject({ isError: true });
    expect((await call(createReadPlan(planOfChat(chat)), {}, plainContext({}))).text).toContain('no plan yet');
  });
});

describe('the phases', () => {
  it('need what the phases before them produce, and can always be left', () => {
    const nothing = { plan: undefined, messages: [] };
    expect(canEnter('free', nothing)).toEqual({ ok: true });
    expect(canEnter('analysis', nothing)).toEqual({ ok: true });
    expect(canEnter('design', nothing)).toMatchObject({ ok: false, missing: [expect.stringContaining('analysis')] });
    expect(canEnter('migrations', nothing)).toMatchObject({ ok: false, missing: { length: 2 } });
    const analysed = printPlan(withSection(parsePlan(newPlan('P')), 'analysis', 'done'));
    expect(canEnter('design', { plan: analysed, messages: [] })).toEqual({ ok: true });
    const designed = printPlan(withSection(parsePlan(analysed), 'blueprint', 'done'));
    expect(canEnter('migrations', { plan: designed, messages: [] })).toEqual({ ok: true });
  });
});
