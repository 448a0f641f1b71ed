import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import {
  CancellationTokenSource,
  ChatRequestTurn,
  ChatResponseMarkdownPart,
  ChatResponseTurn,
  Location,
  Range,
  Uri,
  type ChatPromptReference,
} from 'vscode';
import { fileAt } from '../problems.ts';
import { until } from '../until.ts';
import { languageModel } from './api.ts';
import { ask } from './ask.ts';
import { lastText, scripted } from './test-model.ts';

const path = 'lib/helpdesk/support/webhook_endpoint.ex';

// Only VS Code makes these; their constructors are hidden from types, and there all the same.
const Request = ChatRequestTurn as unknown as new (prompt: string, command?: string) => ChatRequestTurn;
const Response = ChatResponseTurn as unknown as new (
  response: readonly ChatResponseMarkdownPart[],
  result: object,
) => ChatResponseTurn;

const reference = (value: unknown): ChatPromptReference => ({ id: 'test', value });

describe('@ash', () => {
  it('reviews without a model, with links to the places', async () => {
    const model = await scripted();
    const answer = await ask({ command: 'review', prompt: path });
    assert.match(answer.said, /security\/sensitive-not-marked` «lib\/helpdesk\/support\/webhook_endpoint\.ex:40»/);
    assert(answer.places.includes('webhook_endpoint.ex:40'), answer.places.join(' '));
    assert.deepEqual(model.requests, []);
    const followUps = (await languageModel()).load().followUps(answer.result);
    assert.deepEqual(
      followUps.map(({ command }) => command),
      ['fix'],
    );
  });

  it('reviews what is attached', async () => {
    const answer = await ask({ command: 'review', prompt: '', references: [reference(fileAt(path))] });
    assert.match(answer.said, /Review of «lib\/helpdesk\/support\/webhook_endpoint\.ex»/);
  });

  it('hands fixes over to the panel', async () => {
    const answer = await ask({ command: 'fix', prompt: 'safe' });
    assert.match(answer.said, /Fix \d+ findings? in/);
    assert.deepEqual(
      answer.buttons.map(({ command, arguments: given }) => [command, given]),
      [['ashArchitect.chat.ask', [{ text: '/fix safe', mentions: [] }]]],
    );
  });

  it("answers with the chat's model, from the tools", async () => {
    const model = await scripted(
      [{ text: 'I look.' }, { call: { id: 'c1', name: 'get_resource', input: { resource: 'WebhookEndpoint' } } }],
      [{ text: 'The secret is not marked: ' }, { text: 'lib/helpdesk/support/webhook_' }, { text: 'endpoint.ex:40.' }],
    );
    const answer = await ask({ prompt: 'Is it safe?', model: 'two', references: [reference(fileAt(path))] });
    assert.equal(answer.result.errorDetails, undefined);
    assert.match(answer.said, /The secret is not marked: «lib\/helpdesk\/support\/webhook_endpoint\.ex:40»\./);
    assert.deepEqual(answer.progress, ['Look at WebhookEndpoint']);
    const [first, second] = model.requests;
    assert(first && second);
    assert.equal(first.model, 'two');
    assert(!first.tools.some((name) => ['edit', 'ash_edit', 'write', 'run'].includes(name)), first.tools.join(' '));
    assert.match(lastText(first), /<data-\S+ from="file lib\/helpdesk\/support\/webhook_endpoint\.ex">/);
    assert.match(lastText(second), /sensitive-not-marked/);
  });

  it('tells the model what is attached, what was said, and which tool is wanted', async () => {
    const model = await scripted([{ text: 'Yes.' }]);
    const history = [
      new Request('all', 'review'),
      new Response([new ChatResponseMarkdownPart('Two findings.')], { metadata: { isLocal: true } }),
      new Request('Why?'),
      new Response([new ChatResponseMarkdownPart('Because.')], {}),
    ];
    await ask({
      prompt: 'And these lines?',
      history,
      references: [
        reference(new Location(fileAt(path), new Range(38, 0, 40, 5))),
        reference('words from elsewhere'),
        reference(Uri.file('/somewhere/else.ex')),
      ],
      toolReferences: [{ name: 'ash_architect_check' }],
    });
    const [sent] = model.requests;
    assert(sent);
    const texts = sent.messages.map(({ parts }) => parts.map((part) => ('text' in part ? part.text : '')).join('\n'));
    assert.match(texts[1] ?? '', /^\/review all\n<data-[\s\S]*Two findings\./);
    assert.deepEqual(texts.slice(3, 5), ['Why?', 'Because.']);
    assert.match(lastText(sent), /webhook_endpoint\.ex:39-41">\n39: /);
    assert.match(lastText(sent), /words from elsewhere/);
    assert.match(lastText(sent), /else\.ex, which is not in this project/);
    assert.match(lastText(sent), /wants the tool check/);
  });

  it('offers the panel when the model wants to edit', async () => {
    await scripted(
      [{ call: { id: 'c1', name: 'open_architect', input: { task: 'Mark the secret as sensitive.' } } }],
      [{ text: 'The button opens it.' }],
    );
    const { buttons } = await ask({ prompt: 'Fix it.' });
    assert.deepEqual(buttons[0]?.arguments, [{ text: 'Mark the secret as sensitive.', mentions: [] }]);
  });

  it('stops when it is told to, and says what fails', async () => {
    const stopper = new CancellationTokenSource();
    const model = await scripted([{ text: 'I' }, { wait: true }]);
    const asked = ask({ prompt: 'Why?', token: stopper.token });
    await until('the request', () => model.requests.length > 0);
    stopper.cancel();
    assert.equal((await asked).result.errorDetails, undefined);
    await scripted([{ error: { name: 'ChatQuotaExceeded', message: 'Used up.' } }]);
    assert.match((await ask({ prompt: 'Why?' })).result.errorDetails?.message ?? '', /quota/);
  });
});
