import { Position, WorkspaceEdit, type TextDocument } from 'vscode';

/** Puts a comment above a line that keeps a rule silent there. */
export function suppressNextLine(document: TextDocument, line: number, rule: string): WorkspaceEdit {
  const { text, firstNonWhitespaceCharacterIndex } = document.lineAt(line);
  const indent = text.slice(0, firstNonWhitespaceCharacterIndex);
  return insertLine(document, line, `${indent}# ash-architect: disable-next-line ${rule}`);
}

/** Puts a comment at the top of a file, below a shebang, that keeps a rule silent in it. */
export function suppressInFile(document: TextDocument, rule: string): WorkspaceEdit {
  const line = document.lineAt(0).text.startsWith('#!') ? 1 : 0;
  return insertLine(document, line, `# ash-architect: disable-file ${rule}`);
}

function insertLine(document: TextDocument, line: number, text: string): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(line, 0), `${text}\n`);
  return edit;
}
