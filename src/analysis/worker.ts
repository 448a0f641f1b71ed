import { parentPort, workerData } from 'node:worker_threads';
import { rules } from '../checklist/rules.generated.ts';
import { ElixirParser } from '../elixir/parser.ts';
import { readGrammar } from './grammar.ts';
import { AnalysisService } from './service.ts';
import { Workspace } from './workspace.ts';
import type { Answers, Message, Sent, WorkerData } from './worker-protocol.ts';

/** The entry of the worker thread: one parser, a workspace for each project, requests answered in their order. */

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread only');
const { grammar } = workerData as WorkerData;

const say = (message: Message): void => port.postMessage(message);

const parser = ElixirParser.create(readGrammar(grammar));
const services = new Map<string, AnalysisService>();
const queue: Sent[] = [];
let isBusy = false;
/** The request that is being answered. */
let current = -1;

port.on('message', (sent: Sent) => {
  queue.push(sent);
  if (!isBusy) void work();
});

async function work(): Promise<void> {
  isBusy = true;
  for (let sent = queue.shift(); sent !== undefined; sent = queue.shift()) {
    const { id } = sent;
    current = id;
    try {
      say({ kind: 'answer', id, value: await answer(sent) });
    } catch (error) {
      say({ kind: 'failure', id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  isBusy = false;
}

async function answer({ id, project, request }: Sent): Promise<Answers[keyof Answers]> {
  if (request.kind === 'close') {
    services.delete(project);
    return undefined;
  }
  const service = await serviceOf(project);
  switch (request.kind) {
    case 'apply':
      await service.apply(request.changes);
      return undefined;
    case 'check':
      return service.check(request.request);
    case 'update':
      return service.update(request.request, (update) => say({ kind: 'first', id, update }));
    case 'fixAll':
      return service.fixAll(request.request);
    case 'preview':
      return service.preview(request.request);
    case 'editAsh':
      return service.editAsh(request.edit);
    case 'configure':
      return service.configure(request.text, request.settings);
    case 'readBaseline':
      return service.readBaseline(request.path, request.text);
    case 'model':
      return service.model(request.wrappers);
    case 'plan':
      return service.plan(request.request);
    case 'readMigration':
      return service.readMigration(request.request);
    case 'migrationRuns':
      return service.migrationRuns(request.request);
    case 'recordedSchema':
      return service.recordedSchema(request.request);
    case 'indexDemand':
      return service.indexDemand(request.request);
    case 'queryToSql':
      return service.queryToSql(request.request);
  }
}

async function serviceOf(project: string): Promise<AnalysisService> {
  const known = services.get(project);
  if (known !== undefined) return known;
  const ready = await parser;
  const workspace = new Workspace((path, text) => {
    say({ kind: 'reading', project, path, request: current });
    const result = ready.parse(text);
    // The parser's memory is damaged: this thread ends, and the client starts another one without the file.
    if (!result.ok && result.unusable) process.exit(1);
    return result;
  });
  const service = new AnalysisService(workspace, rules, () => isStillWanted(project));
  services.set(project, service);
  return service;
}

/** Lets messages come in; an update is not wanted any more when the project changes or asks for another one. */
async function isStillWanted(project: string): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  return !queue.some(
    (sent) => sent.project === project && (sent.request.kind === 'apply' || sent.request.kind === 'update'),
  );
}
