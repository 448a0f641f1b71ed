import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/base/text-edit.ts';
import { asEditorText, editsBetween } from '../../../src/editor/chat/edits/editor-text.ts';

describe('the text that an editor makes of a file', () => {
  it.each([
    ['a\nb\n', 'a\nb\n'],
    ['a\r\nb\r\n', 'a\r\nb\r\n'],
    ['no line break', 'no line break'],
    ['', ''],
    ['a\r\nb\nc\n', 'a\nb\nc\n'],
    ['a\r\nb\r\nc\n', 'a\r\nb\r\nc\r\n'],
    ['half\r\nand half\n', 'half\nand half\n'],
    ['a\rb\r', 'a\r\nb\r\n'],
  ])('has the line break of most lines: %j', (text, expected) => {
    expect(asEditorText(text)).toBe(expected);
    expect(asEditorText(expected)).toBe(expected);
  });
});

describe('edits between two texts', () => {
  it.each([
    ['a\nb\nc\n', 'a\nB\nc\n', 1],
    ['a\nb\nc\nd\ne\n', 'x\na\nb\nc\ne\n', 2],
    ['', 'new\n', 1],
    ['gone\n', '', 1],
    ['no end', 'no end\n', 1],
    ['same\n', 'same\n', 0],
  ])('are few and lead from the one to the other: %j', (before, after, count) => {
    const edits = editsBetween(before, after);
    expect(edits).toHaveLength(count);
    expect(applyEdits(before, edits)).toBe(after);
  });
});
