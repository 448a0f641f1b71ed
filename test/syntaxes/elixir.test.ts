import { describe, expect, it } from 'vitest';
import { scopesAt, tokenize } from './tokenize.ts';

/** Each text has the scope where it is marked. */
function shows(cases: readonly (readonly [marked: string, scope: string])[]): void {
  it.each(cases)('%s is %s', async (marked, scope) => {
    expect(await scopesAt(marked)).toContain(`${scope}.elixir`);
  });
}

/** Nothing of a string, a comment or an atom is left at the mark. */
function isCode(cases: readonly string[]): void {
  it.each(cases)('%s is code', async (marked) => {
    const scopes = await scopesAt(marked);
    expect(scopes.filter((scope) => /^(?:string|comment|constant\.language\.symbol|meta)/.test(scope))).toEqual([]);
  });
}

describe('atoms', () => {
  shows([
    ['«:ok»', 'constant.language.symbol'],
    ['«:end»', 'constant.language.symbol'],
    ['«:valid?»', 'constant.language.symbol'],
    ['«:node@host»', 'constant.language.symbol'],
    ['«:Foo»', 'constant.language.symbol'],
    ['«:é»', 'constant.language.symbol'],
    ['[«:+», :-]', 'constant.language.symbol'],
    ['«:<<>>»', 'constant.language.symbol'],
    ['«:%{}»', 'constant.language.symbol'],
    ['«:..//»', 'constant.language.symbol'],
    ['«:|||»', 'constant.language.symbol'],
    ['f(«:<», 1)', 'constant.language.symbol'],
    ['«:"a b"»', 'constant.language.symbol.double-quoted'],
    [':"a «#{»b}"', 'punctuation.section.embedded.begin'],
    ["«:'a b'»", 'constant.language.symbol.single-quoted'],
    ['«:ets».new(:a)', 'constant.language.symbol'],
    [':ets.«new»(:a)', 'entity.name.function.call.dot'],
    ['x«::»integer', 'keyword.operator.type'],
  ]);
  isCode([':end «x»', ':"a" «x»', '<<x::«size»(8)>>', '{:ok, «x»}']);
});

describe('keys', () => {
  shows([
    ['[«end:» 1]', 'constant.language.symbol.key'],
    ['if x, «do:» y, else: z', 'constant.language.symbol.key'],
    ['%{«primary?:» true}', 'constant.language.symbol.key'],
    ['[«Foo:» 1]', 'constant.language.symbol.key'],
    ['[«+:» 2]', 'constant.language.symbol.key'],
    ['[«<>:» 2, {}: 1]', 'constant.language.symbol.key'],
    ['f(a, «when:»)', 'constant.language.symbol.key'],
    ['f(\n  «nil:»\n)', 'constant.language.symbol.key'],
    ['%{«"a b":» 1}', 'constant.language.symbol.double-quoted'],
    ['%{"a\\"«b":» 1}', 'constant.language.symbol.double-quoted'],
    ["['a b«':» 1]", 'constant.language.symbol.single-quoted'],
    ['%{"a" => «"b"»}', 'string.quoted.double'],
    ['x = «"a"» <> "b"', 'string.quoted.double'],
  ]);
  isCode(['[a: «b»]', '%{"a b": «c»}', 'a :: «b»']);
});

describe('strings', () => {
  shows([
    ['x = «"text"»', 'string.quoted.double'],
    ['"a«\\""»', 'string.quoted.double'],
    ['"«\\n»"', 'constant.character.escape'],
    ['"«\\u{1F600}»"', 'constant.character.escape'],
    ['"«\\#»{x}"', 'constant.character.escape'],
    ['"\\#{«x»}"', 'string.quoted.double'],
    ['"#{«x»}"', 'variable.other.readwrite'],
    ['"a#{"b#{«:c»}"}d"', 'constant.language.symbol'],
    ['"#{%{a: {1, 2}}}«d»"', 'string.quoted.double'],
    ['"#{"}"}«d»"', 'string.quoted.double'],
    ['"#{f(%{a: {1}}, «b»)}"', 'variable.other.readwrite'],
    ['"#{%{a: 1}}#{«b»}"', 'variable.other.readwrite'],
    ['"#{?}}«d»"', 'string.quoted.double'],
    ['"a\n«b»"', 'string.quoted.double'],
    ["«'text'»", 'string.quoted.single'],
    ['"""\n«text "quoted"»\n"""', 'string.quoted.double.heredoc'],
    ["'''\n«it's»\n'''", 'string.quoted.single.heredoc'],
    ['"""\na #{«b»}\n"""', 'variable.other.readwrite'],
    ['"""\na #{f("""\n  b\n  """)} «c»\n"""', 'string.quoted.double.heredoc'],
    ['"""\na «""" b»\n"""', 'string.quoted.double.heredoc'],
  ]);
  isCode([
    '"a" «x»',
    '"\\\\" «x»',
    '"a#{b}" «x»',
    '"a#{"b"}" «x»',
    '"a#{f(%{}, "b")}" «x»',
    '"""\na\n""" «x»',
    '  """\n  a\n  """, «x»',
    "'a' «x»",
    // Elixir wants a line to end after the opening quotes; these are three strings.
    '"""a""" «x»',
  ]);
});

describe('characters', () => {
  shows([
    ['«?a»', 'constant.numeric.character'],
    ['«?"»', 'constant.numeric.character'],
    ['«?#»', 'constant.numeric.character'],
    ['«?\\n»', 'constant.numeric.character'],
    ['?«\\\\» x', 'constant.character.escape'],
    ['[«?,», ?}]', 'constant.numeric.character'],
  ]);
  isCode(['?" «x»', "?' «x»", '?# «x»', '?\\" «x»', 'valid?(«x»)', 'x? «y»', '?: «y»']);
});

describe('sigils', () => {
  const delimiters = ['//', '||', '""', "''", '()', '[]', '{}', '<>'].map(([open, close]) => ({
    open: open ?? '',
    close: close ?? '',
  }));
  it.each(delimiters)('interpolate in lower case: $open $close', async ({ open, close }) => {
    expect(await scopesAt(`~s${open}a #{«b»} c${close} x`)).toContain('variable.other.readwrite.elixir');
    expect(await scopesAt(`~s${open}a\\${close} «b»${close} x`)).toContain('string.quoted.other.sigil.elixir');
    expect(await scopesAt(`~s${open}a${close}«mod» x`)).toContain('storage.modifier.sigil.elixir');
    expect(await scopesAt(`~s${open}a${close}mod «x»`)).toEqual(['variable.other.readwrite.elixir']);
  });
  it.each(delimiters)('are raw in upper case: $open $close', async ({ open, close }) => {
    expect(await scopesAt(`~S${open}a «#»b c${close} x`)).toEqual(['string.quoted.other.sigil.elixir']);
    expect(await scopesAt(`~S${open}a\\${close} «b»${close} x`)).toContain('string.quoted.other.sigil.elixir');
    expect(await scopesAt(`~HTML5${open}«a»${close} x`)).toContain('string.quoted.other.sigil.elixir');
    expect(await scopesAt(`~S${open}a\\\\${close} «x»`)).toEqual(['variable.other.readwrite.elixir']);
  });
  it.each(delimiters)('hold regular expressions: $open $close', async ({ open, close }) => {
    expect(await scopesAt(`~r${open}^a«+»${close}u`)).toContain('keyword.operator.regexp');
    expect(await scopesAt(`~r${open}a\\${close}«b»${close}`)).toContain('string.regexp.elixir');
    expect(await scopesAt(`~r${open}#{«b»}${close}`)).toContain('variable.other.readwrite.elixir');
    expect(await scopesAt(`~r${open}a${close}iu «x»`)).toEqual(['variable.other.readwrite.elixir']);
  });
  shows([
    ['~w(«a b»)a', 'string.quoted.other.sigil'],
    ['~S(«#{»)', 'string.quoted.other.sigil'],
    ['~D[«2024-01-01»]', 'string.quoted.other.sigil'],
    ['~s"""\na #{«b»}\n"""', 'variable.other.readwrite'],
    ['~S"""\na «#{b}»\n"""', 'string.quoted.other.sigil.heredoc'],
    ['~r"""\n«a"»\n"""x', 'string.regexp.heredoc'],
    ['~r/«(?<year>\\d{4})»/', 'string.regexp'],
  ]);
  isCode([
    '~r/[/] «x»',
    '~r{a{2} «x»',
    '~r[[:alpha:] «x»',
    '~r<(?<a> «x»',
    '~s(f(a) «x»',
    '~S"""\n#{\n""" «x»',
    '~s"""\na\n"""trim «x»',
    'a ~> «b»',
    'a <~> «b»',
  ]);
});

describe('markup', () => {
  const heex = (line: string): string => `~H"""\n${line}\n"""`;
  it.each([
    ['<«div» class="a">', 'entity.name.tag.html'],
    ['<«.link» navigate={@path}>', 'entity.name.tag.html'],
    ['<«:slot»>', 'entity.name.tag.html'],
    ['</«MyApp.card»>', 'entity.name.tag.html'],
    ['<div «phx-click»="a">', 'entity.other.attribute-name.html'],
    ['<div class=«"a"»>', 'string.quoted.double.html'],
    ['<div class={«@class»}>', 'variable.other.constant.attribute.elixir'],
    ['<div :if={%{a: "}"}} «id»="b">', 'entity.other.attribute-name.html'],
    ['<p>{«@name»}</p>', 'variable.other.constant.attribute.elixir'],
    ['<%= «if» @a do %>', 'keyword.control.elixir'],
    ['<%!-- «a» --%>', 'comment.block.heex.elixir'],
    ['<!-- «a» -->', 'comment.block.html'],
    ['<script>if (a <b) {«c»}</script>', 'meta.tag.raw.html'],
    ['<script\n  src="a"\n>\n{}\n</script><«b»>', 'entity.name.tag.html'],
  ])('%s is %s', async (line, scope) => {
    expect(await scopesAt(heex(line))).toContain(scope);
  });
  shows([
    ['~H"<b>{«@name»}</b>"', 'variable.other.constant.attribute'],
    ['~H|«<b>»|', 'string.quoted.other.sigil'],
  ]);
  it.each(['<div', '<div class="', '{', '<%=', '<!--', '<script>', '<a b={"', "it's"])(
    'ends with the heredoc whatever is open: %s',
    async (line) => {
      expect(await scopesAt(`${heex(line)} «x»`)).toEqual(['variable.other.readwrite.elixir']);
    },
  );
  isCode(['~H"<b class=" «x»']);
});

describe('comments and documentation', () => {
  shows([
    ['x «# "a" :b»', 'comment.line.number-sign'],
    ['@doc """\n«text»\n"""', 'comment.block.documentation'],
    ['@moduledoc ~S"""\n«#{text}»\n"""', 'comment.block.documentation'],
    ['@doc """\n#{«text»}\n"""', 'variable.other.readwrite'],
    ['@typedoc «"text"»', 'comment.block.documentation'],
    ["@doc '''\n«text»\n'''", 'comment.block.documentation'],
    ['«@doc» """\ntext\n"""', 'variable.other.constant.attribute'],
    ['@doc since: «"1.0"»', 'string.quoted.double'],
    ['@moduledoc «false»', 'constant.language'],
  ]);
  isCode(['# a\n«x»', '@doc """\na\n"""\n«x»', '@doc "a"\n«x»', '@doc ~S"""\na\n"""\n«x»', '@moduledoc false\n«x»']);
});

describe('numbers', () => {
  shows([
    ['«0xFF_FF»', 'constant.numeric.hex'],
    ['«0b1010»', 'constant.numeric.binary'],
    ['«0o777»', 'constant.numeric.octal'],
    ['«1_000»', 'constant.numeric.integer'],
    ['«1_000.5e-3»', 'constant.numeric.float'],
    ['«1»..2', 'constant.numeric.integer'],
    ['1..«2»//3', 'constant.numeric.integer'],
    ['«x1»', 'variable.other.readwrite'],
  ]);
});

describe('words', () => {
  shows([
    ['foo «do»', 'keyword.control'],
    ['«end»', 'keyword.control'],
    ['«fn» x -> x end', 'keyword.control'],
    ['case x «do»', 'keyword.control'],
    ['«with» {:ok, a} <- b do', 'keyword.control'],
    ['«unquote»(x)', 'keyword.control'],
    ['range.«end»', 'variable.other.property'],
    ['query.«from»(x)', 'entity.name.function.call.dot'],
    ['«end_date» = 1', 'variable.other.readwrite'],
    ['«do_it»()', 'entity.name.function.call.local'],
    ['a «not in» b', 'keyword.operator.wordlike'],
    ['a «and» b', 'keyword.operator.wordlike'],
    ['«use» Ash.Resource', 'keyword.control.module'],
    ['«alias» __MODULE__.A', 'keyword.control.module'],
    ['«alias» = 1', 'variable.other.readwrite'],
    ['«for» = 1', 'variable.other.readwrite'],
    ['x = «nil»', 'constant.language'],
    ['«__MODULE__»', 'variable.language'],
    ['«_unused»', 'variable.other.unused'],
    ['«@attribute»', 'variable.other.constant.attribute'],
  ]);
});

describe('names', () => {
  shows([
    ['«defmodule» A.B do', 'storage.type.module'],
    ['defmodule «A.B» do', 'entity.name.type.module'],
    ['defimpl «Jason.Encoder», for: A do', 'entity.name.type.module'],
    ['«A».B.c()', 'entity.name.type.module'],
    ['A.B.«c»', 'entity.name.function.call.dot'],
    ['a.«b»', 'variable.other.property'],
    ['a.«b»(c)', 'entity.name.function.call.dot'],
    ['%«A»{b: 1}', 'entity.name.type.module'],
    ['«%»{b: 1}', 'punctuation.definition.map'],
    ['«def» foo', 'storage.type.function'],
    ['def «foo?»(a), do: a', 'entity.name.function'],
    ['defp «end_of»(a) do', 'entity.name.function'],
    ['defmacro «a» do', 'entity.name.function'],
    ['def «unquote»(name)() do', 'keyword.control'],
    ['def «a» <> b do', 'variable.other.readwrite'],
    ['defguard «is_a»(x) when x', 'entity.name.function'],
    ['defdelegate «a»(x), to: B', 'entity.name.function'],
    ['«defstruct» [:a]', 'storage.type.struct'],
    ['@spec «foo»(integer) :: t', 'entity.name.function'],
    ['@type «t» :: integer', 'entity.name.type'],
    ['«foo»(1)', 'entity.name.function.call.local'],
    ['«validate» present(:a)', 'entity.name.function.call.local'],
    ['«setup» do', 'entity.name.function.call.local'],
    ['if «ready» do', 'variable.other.readwrite'],
    ['«x» in y', 'variable.other.readwrite'],
    ['«x» :: y', 'variable.other.readwrite'],
    ['a |> «foo»', 'entity.name.function.call.local'],
    ['a |> «case» do', 'keyword.control'],
  ]);
});

describe('operators', () => {
  shows([
    ['«&1»', 'variable.parameter.capture'],
    ['&«foo?»/1', 'entity.name.function.call.capture'],
    ['&A.«foo»/1', 'entity.name.function.call.dot'],
    ['&«+»/2', 'entity.name.function.call.capture'],
    ['a «&&» b', 'keyword.operator.logical'],
    ['a «|>» b', 'keyword.operator.pipe'],
    ['fn a «->» b end', 'keyword.operator.arrow'],
    ['a «<-» b', 'keyword.operator.arrow'],
    ['a «=>» b', 'keyword.operator.arrow'],
    ['a «\\\\» b', 'keyword.operator.default'],
    ['a «<>» b', 'keyword.operator.string'],
    ['a «!==» b', 'keyword.operator.comparison'],
    ['a «=» b', 'keyword.operator.assignment'],
    ['«^»a', 'keyword.operator.pin'],
    ['a «++» b', 'keyword.operator.list'],
    ['a «<<<» b', 'keyword.operator.bitwise'],
    ['«<<»a::8>>', 'punctuation.definition.binary.begin'],
    ['<<a::8«>>»', 'punctuation.definition.binary.end'],
    ['a «~>>» b', 'keyword.operator.other'],
    ['a«..»b', 'keyword.operator.range'],
  ]);
});

describe('half-typed code', () => {
  it.each([
    'x = ',
    'foo(',
    '%{a:',
    '[1, {2',
    'fn x ->',
    '@doc',
    '~',
    '~s',
    ':',
    '&',
    '%',
    '"a" <>',
    'def',
    'foo.',
    '?',
  ])('leaves nothing open: %s', async (text) => {
    expect((await tokenize(`${text}\nend`)).open).toBe(0);
    expect(await scopesAt(`${text}\n«end»`)).toEqual(['keyword.control.elixir']);
  });
  isCode([
    // A string ends at the next quote, as in Elixir.
    'a = "b\nc = "«d»"',
    "a = 'b\nc = '«d»'",
    '~s(a\nb) «c»',
    '"""\na\n  """ «b»',
  ]);
});

describe('long lines', () => {
  it.each(['"', '\\"', 'a.', 'A', '~', '&', '(', 'a ', '"a" ', 'fragment("', ' where: ', '"#{', '|> a ', '~r/[('])(
    'are read in time: %s',
    // Other programs on the machine may slow down one run.
    { retry: 2 },
    async (piece) => {
      const timeOf = async (pieces: number): Promise<number> => {
        const start = performance.now();
        await tokenize(piece.repeat(pieces));
        return performance.now() - start;
      };
      await timeOf(100);
      const short = Math.max(await timeOf(500), 50);
      // Four times the length: 16 times as long where time grows with its square, and no worse than that.
      expect((await timeOf(2000)) / short).toBeLessThan(24);
    },
  );
});
