import { LanguageModelTextPart, type LanguageModelToolResult } from 'vscode';

/** The text of a tool's result. */
export function textOf({ content }: LanguageModelToolResult): string {
  return content.map((part) => (part instanceof LanguageModelTextPart ? part.value : '')).join('');
}
