import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { Evidence } from '../base/evidence.ts';
import { evidenceListSchema, evidenceReportSchema } from '../checklist/evidence-schema.ts';
import { UsageError } from './errors.ts';

/** Reads what was run on PostgreSQL from reports of `prove` and `explain`; of the same thing, what is read last counts. */
export async function loadEvidence(paths: readonly string[]): Promise<readonly Evidence[]> {
  const lists = await Promise.all(paths.map(readEvidence));
  return lists.flat();
}

async function readEvidence(path: string): Promise<readonly Evidence[]> {
  const content = parse(path, await read(path));
  if (Array.isArray(content)) return checked(path, evidenceListSchema.safeParse(content));
  if (typeof content !== 'object' || content === null || !('evidence' in content)) {
    throw new UsageError(
      `\`${path}\` holds no evidence. Give a report of \`ash-architect prove --format json\` or \`ash-architect explain --format json\`.`,
    );
  }
  return checked(path, evidenceReportSchema.safeParse(content)).evidence;
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new UsageError(
        `There is no evidence \`${path}\`. \`ash-architect prove --format json\` and \`ash-architect explain --format json\` print some.`,
      );
    }
    throw new UsageError(`\`${path}\` cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`\`${path}\` is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function checked<Output>(path: string, result: z.ZodSafeParseResult<Output>): Output {
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')})`;
  throw new UsageError(`\`${path}\` is no evidence that can be used: ${issue?.message ?? 'it is broken'}${place}.`);
}
