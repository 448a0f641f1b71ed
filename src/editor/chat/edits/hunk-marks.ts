import {
  OverviewRulerLane,
  Range,
  ThemeColor,
  Uri,
  window,
  type Disposable,
  type ExtensionContext,
  type TextEditor,
  type TextEditorDecorationType,
} from 'vscode';
import type { PlacedHunk } from './review-state.ts';

/** Says beside each change whether it is accepted: by an icon, and where it is refused in words and by its look too. */
export class HunkMarks implements Disposable {
  readonly #accepted: TextEditorDecorationType;
  readonly #refused: TextEditorDecorationType;
  readonly #struck = window.createTextEditorDecorationType({
    isWholeLine: true,
    textDecoration: 'line-through',
    opacity: '0.6',
  });

  constructor({ extensionUri }: ExtensionContext) {
    const icon = (name: string): { gutterIconPath: Uri } => ({
      gutterIconPath: Uri.joinPath(extensionUri, 'media', `${name}.svg`),
    });
    const mark = (state: string, color: string): TextEditorDecorationType =>
      window.createTextEditorDecorationType({
        light: icon(`hunk-${state}-light`),
        dark: icon(`hunk-${state}-dark`),
        gutterIconSize: 'contain',
        overviewRulerLane: OverviewRulerLane.Left,
        overviewRulerColor: new ThemeColor(color),
      });
    this.#accepted = mark('accepted', 'testing.iconPassed');
    this.#refused = mark('refused', 'testing.iconFailed');
  }

  show(editor: TextEditor, hunks: readonly PlacedHunk[]): void {
    const refused = hunks.filter(({ isChosen }) => !isChosen);
    editor.setDecorations(
      this.#accepted,
      hunks.filter(({ isChosen }) => isChosen).map((hunk) => firstLine(editor, hunk)),
    );
    editor.setDecorations(
      this.#refused,
      refused.map((hunk) => ({
        range: firstLine(editor, hunk),
        hoverMessage: 'You refused this change: it will not be made.',
        renderOptions: {
          after: { contentText: '  ✗ refused', color: new ThemeColor('descriptionForeground'), fontStyle: 'italic' },
        },
      })),
    );
    const lines = refused.filter(({ after }) => after.count > 0);
    editor.setDecorations(
      this.#struck,
      lines.map(({ after }) => new Range(after.line - 1, 0, after.line + after.count - 2, 0)),
    );
  }

  dispose(): void {
    for (const type of [this.#accepted, this.#refused, this.#struck]) type.dispose();
  }
}

/** A removal has no line on this side: the mark stands on the one that took its place. */
function firstLine({ document }: TextEditor, { after }: PlacedHunk): Range {
  return document.lineAt(Math.min(after.line, document.lineCount) - 1).range;
}
