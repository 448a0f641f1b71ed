import { lastSegment } from '../base/names.ts';

/**
 * Whether a source file can matter to the model, decided on the text: a parse costs some thirty times as much.
 * Code that only calls Ash does not; files that define macros do, since they may be a base of resources.
 */
export function mattersByItself(text: string): boolean {
  return /\buse[ \t(]+(Ash|Spark\b)|\bdefmacro\b/.test(text);
}

/** Whether the macros of a file may make something of Ash: by its name, or through a module of `leading`. */
export function leadsToAsh(text: string, leading: ReadonlySet<string>): boolean {
  return /\bAsh[A-Z.]|\bSpark\./.test(text) || usesOneOf(text, leading);
}

/** Whether the file uses or imports one of the modules that define macros. */
export function usesOneOf(text: string, macroModules: ReadonlySet<string>): boolean {
  if (macroModules.size === 0) return false;
  for (const [, name] of text.matchAll(/^[ \t]*(?:use|import)[ \t(]+([A-Z_][\w.]*)/gm)) {
    if (name !== undefined && macroModules.has(lastSegment(name))) return true;
  }
  return false;
}
