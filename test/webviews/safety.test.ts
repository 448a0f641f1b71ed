import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/webviews/chat-state.ts';
import { deliverDrawn, forgeOrigin, titles } from './page.mjs';
import { answer, asking, conversation, edits, run, text, tool, user, withModel } from './samples.ts';
import { usePanel } from './use-panel.ts';

const open = usePanel();

/** What has become code in one renderer or another. `usePanel` fails a test in which any of it does anything. */
const corpus = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://evil.example/?leak">',
  '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<!--><img src=x onerror=alert(1)>-->',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<form action="javascript:alert(1)"><button>x</button></form>',
  '<base href="https://evil.example/"><link rel=stylesheet href="/x.css"><meta http-equiv=refresh content="0;url=//evil.example">',
  '<style>@import "https://evil.example/x.css"; body { background: url(https://evil.example/y) }</style>',
  '<div style="background:url(https://evil.example/z)">x</div>',
  '<details open ontoggle=alert(1)>x</details>',
  '[a](javascript:alert(1))',
  '[a](JAVASCRIPT&colon;alert(1))',
  '[a](java\tscript:alert(1))',
  '[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[a](vbscript:x) [b](file:///etc/passwd) [c](command:workbench.action.quit) [d](//evil.example/x.ex)',
  '[a](<https://evil.example/" onmouseover="alert(1)> "title\\" onload=\\"alert(1)")',
  '![a](https://evil.example/leak.png) ![b](data:image/svg+xml,<svg/onload=alert(1)>)',
  '![a][r]\n\n[r]: https://evil.example/leak2.png "x"',
  '<javascript:alert(1)> <https://example.org/"onclick=alert(1)>',
  '[a]\n\n[a]: javascript:alert(1)',
  '```"><img src=x onerror=alert(1)>\n</code></pre><script>alert(1)</script>\n```',
  '`<img src=x onerror=alert(1)>` `lib/a.ex" onclick="alert(1)`',
  '| <img src=x onerror=alert(1)> | b |\n| --- | --- |\n| [x](javascript:alert(1)) | <script>alert(1)</script> |',
  '1e9. <b onclick=alert(1)>x</b>',
  '&lt;img src=x onerror=alert(1)&gt; &#60;script&#62;alert(1)&#60;/script&#62;',
  '\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  '${alert(1)} {{constructor.constructor("alert(1)")()}} __proto__ constructor',
];

/** A hostile string in every place that shows one. */
function everywhere(hostile: string): readonly Part[] {
  return [
    text('p1', hostile),
    { kind: 'thinking', id: 'p2', text: hostile, isDone: false },
    tool('p3', { title: hostile, result: hostile }),
    { ...run, id: 'p4', program: hostile, args: [hostile, hostile], folder: hostile },
    {
      ...edits,
      id: 'p5',
      summary: hostile,
      hunks: [{ id: hostile.slice(0, 400), path: hostile, line: 1, removed: [hostile], added: [hostile] }],
      warnings: [hostile],
      verdict: {
        broken: [{ path: hostile, message: hostile }],
        fixed: [{ rule: hostile, severity: 'error', path: hostile, line: 1, message: hostile }],
        added: [],
        remaining: 0,
        unresolved: [hostile],
        open: [{ resource: hostile, reason: hostile }],
        isAcceptable: false,
      },
    },
    { kind: 'notice', id: 'p6', level: 'error', text: hostile, actions: ['retry'] },
  ];
}

describe('hostile text', () => {
  it('does nothing wherever it stands', async () => {
    const panel = await open();
    for (const hostile of corpus) {
      const mention = { kind: 'file', id: hostile, label: hostile } as const;
      await panel.snapshot({
        ...withModel,
        session: { id: 's', name: hostile },
        sessions: [{ id: 's', name: hostile, when: hostile }],
        provider: { kind: 'vscode', model: hostile, models: [{ id: hostile, name: hostile }] },
        queue: [{ id: 'q', text: hostile }],
        isWorking: true,
        messages: [user('m1', hostile, { mentions: [mention] }), answer('m2', everywhere(hostile), false)],
      });
      await panel.page.locator('.session-opener').click();
      await panel.page.locator('.session-opener').click();
      await panel.deliver({ v: 1, kind: 'compose', text: hostile, mentions: [mention] });
    }
    // It is shown, so it was not dropped.
    await panel.snapshot({ ...conversation, messages: [answer('m1', [text('p1', corpus[1]!)])] });
    expect(await panel.page.locator('.markdown').textContent()).toBe(corpus[1]);
    expect((await panel.sent()).map(({ kind }) => kind)).toEqual([]);
  });

  it('does nothing while it streams in, cut anywhere', async () => {
    const panel = await open({ ...withModel, isWorking: true, messages: [answer('m1', [text('p1', '')], false)] });
    const whole = corpus.join('\n\n');
    const pieces = whole.match(/[^]{1,7}/g) ?? [];
    const updates = pieces.map((piece) => panel.numbered([{ kind: 'text', message: 'm1', part: 'p1', text: piece }]));
    await panel.page.evaluate(deliverDrawn, updates);
    expect(await panel.page.locator('.markdown').textContent()).toContain('onerror=alert(1)');
  });

  it('cannot hide what is decided on', async () => {
    const bidi = 'user\u202E # \u2066admin\u2069\u200B';
    const panel = await open({
      ...asking,
      messages: [
        answer(
          'm1',
          [
            { ...run, args: ['test', bidi] },
            { ...edits, hunks: [{ id: 'h1', path: `lib/${bidi}.ex`, line: 1, removed: [], added: [bidi] }] },
          ],
          false,
        ),
      ],
    });
    for (const selector of ['.argv', '.hunk-place', '.hunk-lines']) {
      expect(await panel.page.locator(selector).textContent()).toContain('userU+202E # U+2066adminU+2069U+200B');
    }
  });

  it('cannot carry along what no font draws', async () => {
    const tags = String.fromCodePoint(0xe0072, 0xe006d);
    const added = [`a${tags}b`, 'c\u3164d\ufe01\ufe02e\u{e0101}', '⚠\ufe0f stays'];
    const hunks = [{ id: 'h1', path: 'lib/a.ex', line: 1, removed: [], added }];
    const panel = await open({ ...asking, messages: [answer('m1', [{ ...edits, hunks }], false)] });
    expect(await panel.page.locator('.line-text').allTextContents()).toEqual([
      'aU+E0072U+E006Db',
      'cU+3164dU+FE01U+FE02eU+E0101',
      '⚠\ufe0f stays',
    ]);
  });
});

describe('links', () => {
  it('are handed to the host, and show where they lead', async () => {
    const markdown =
      '[docs](https://hexdocs.pm/ash) [file](lib/a.ex#L7) `lib/b.ex:3` https://ash-hq.org [none](javascript:alert(1)) `Ash.Query`';
    const panel = await open({ ...conversation, messages: [answer('m1', [text('p1', markdown)])] });
    const links = panel.page.getByRole('link');
    expect(await links.evaluateAll(titles)).toEqual([
      'https://hexdocs.pm/ash',
      'lib/a.ex:7',
      'lib/b.ex:3',
      'https://ash-hq.org',
    ]);
    for (const link of await links.all()) await link.click();
    await links.first().press('Enter');
    expect(await panel.sent()).toEqual([
      { v: 1, kind: 'openLink', url: 'https://hexdocs.pm/ash' },
      { v: 1, kind: 'openFile', path: 'lib/a.ex', line: 7 },
      { v: 1, kind: 'openFile', path: 'lib/b.ex', line: 3 },
      { v: 1, kind: 'openLink', url: 'https://ash-hq.org' },
      { v: 1, kind: 'openLink', url: 'https://hexdocs.pm/ash' },
    ]);
    expect(panel.page.url()).toBe('http://panel.test/');
  });
});

describe('messages that no host of this version sends', () => {
  it('are dropped without an answer', async () => {
    const panel = await open(conversation);
    const before = await panel.page.locator('main').innerHTML();
    const state = { ...conversation, session: { id: 'x', name: 'forged' } };
    await panel.deliver(
      ...[
        null,
        7,
        'snapshot',
        [],
        {},
        { kind: 'snapshot', seq: 99, state },
        { v: 2, kind: 'snapshot', seq: 99, state },
      ],
      ...[
        { v: 1, kind: 'run', code: 'alert(1)' },
        { v: 1, kind: 'snapshot', seq: 99, state: { ...state, messages: [{}] } },
      ],
      { v: 1, kind: 'update', seq: panel.seq + 1, deltas: [{ kind: 'eval', text: 'alert(1)' }] },
      JSON.parse('{"v":1,"kind":"snapshot","seq":99,"__proto__":{"state":{}}}'),
    );
    await panel.page.evaluate(forgeOrigin, { v: 1, kind: 'snapshot', seq: 99, state });
    expect(await panel.page.locator('main').innerHTML()).toBe(before);
    expect(await panel.sent()).toEqual([]);
  });
});
