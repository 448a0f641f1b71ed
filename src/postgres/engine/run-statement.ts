import { type PGlite, messages, protocol } from '@electric-sql/pglite';
import type { Answer, Row } from '../database.ts';
import type { Statement } from './worker-protocol.ts';

/** An answer beyond this is not kept: strings of that size end the whole process when memory runs out. */
const answerLimitMb = 64;
const answerLimitBytes = answerLimitMb * 1024 * 1024;

/** Thrown when there is no answer that could be trusted; nothing more may be asked. */
export class BrokenEngine extends Error {}

/**
 * Sends one statement as Postgrex does: by the extended protocol, and with all values as text. A text of several
 * commands is therefore refused with 42601, also without parameters.
 */
export async function runStatement(db: PGlite, { sql, parameters }: Statement): Promise<Answer> {
  const begun = performance.now();
  const received = await exchange(db, frames(sql, parameters));
  const ms = performance.now() - begun;
  const error = received.find((message) => message instanceof messages.DatabaseError);
  if (error !== undefined) return { ok: false, error: refusal(error) };
  const tag = received.find((message) => message instanceof messages.CommandCompleteMessage)?.text;
  if (tag === undefined && !received.includes(messages.emptyQuery)) {
    throw new BrokenEngine('PGlite gave no answer');
  }
  const rows = rowsOf(received);
  return { ok: true, rows, count: writtenOrReturned(tag) ?? rows.length, ms };
}

function frames(text: string, values: readonly (string | null)[]): Uint8Array {
  const { serialize } = protocol;
  return Buffer.concat([
    serialize.parse({ text }),
    serialize.bind({ values: [...values] }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
    serialize.sync(),
  ]);
}

type Received = Parameters<Parameters<InstanceType<typeof protocol.Parser>['parse']>[1]>[0];

async function exchange(db: PGlite, request: Uint8Array): Promise<Received[]> {
  const parser = new protocol.Parser();
  const received: Received[] = [];
  let size = 0;
  await db.execProtocolRawStream(request, {
    syncToFs: false,
    onRawData: (bytes) => {
      size += bytes.length;
      if (size > answerLimitBytes) throw new BrokenEngine(`the answer was larger than ${answerLimitMb} MB`);
      // The bytes are the engine's own memory, which it uses again.
      parser.parse(bytes.slice(), (message) => received.push(message));
    },
  });
  return received;
}

function refusal(error: messages.DatabaseError): (Answer & { readonly ok: false })['error'] {
  const { code, message, detail, hint, severity } = error;
  if (severity === 'FATAL' || severity === 'PANIC' || code === undefined) {
    throw new BrokenEngine(`PGlite ended: ${message}`);
  }
  return {
    kind: 'refused',
    sqlstate: code,
    message,
    ...(detail !== undefined && { detail }),
    ...(hint !== undefined && { hint }),
  };
}

function rowsOf(received: readonly Received[]): Row[] {
  const names =
    received.find((message) => message instanceof messages.RowDescriptionMessage)?.fields.map(({ name }) => name) ?? [];
  return received
    .filter((message) => message instanceof messages.DataRowMessage)
    .map(({ fields }) => Object.fromEntries(names.map((name, index) => [name, fields[index] ?? null])));
}

/** The number at the end of a command tag such as `INSERT 0 5`. */
function writtenOrReturned(tag: string | undefined): number | undefined {
  const count = /\d+$/.exec(tag ?? '')?.[0];
  return count === undefined ? undefined : Number(count);
}
