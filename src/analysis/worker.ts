import { parentPort, workerData } from 'node:worker_threads';
import { rules } from '../checklist/rules.generated.ts';
import { ElixirParser } from '../elixir/parser.ts';
import { AnalysisService } from './service.ts';
import { Workspace } from './workspace.ts';
import type { Answer, Message, Request, WorkerData } from './worker-protocol.ts';

/** The entry of the worker thread: one parser, one workspace, requests answered in their order. */

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread only');
const { grammar } = workerData as WorkerData;

const say = (message: Message): void => port.postMessage(message);

const service = ElixirParser.create(grammar).then((parser) => {
  const workspace = new Workspace((path, text) => {
    say({ kind: 'reading', path });
    const result = parser.parse(text);
    // The parser's memory is damaged: this thread ends, and the client starts another one without the file.
    if (!result.ok && result.unusable) process.exit(1);
    return result;
  });
  return new AnalysisService(workspace, rules);
});

let queue: Promise<void> = Promise.resolve();

port.on('message', ({ id, request }: { id: number; request: Request }) => {
  queue = queue.then(async () => {
    const answer = await answerTo(request);
    say({ kind: 'answer', id, answer });
  });
});

async function answerTo(request: Request): Promise<Answer> {
  try {
    const analysis = await service;
    switch (request.kind) {
      case 'apply':
        await analysis.apply(request.changes);
        return { kind: 'applied' };
      case 'check':
        return { kind: 'checked', report: await analysis.check(request.request) };
      case 'model':
        return { kind: 'modelled', model: await analysis.model(request.wrappers) };
    }
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
