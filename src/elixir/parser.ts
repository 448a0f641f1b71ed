import { Language, Parser } from 'web-tree-sitter';
import { buildSyntax } from './build-syntax.ts';
import { readRawTree, type RawNode } from './raw-tree.ts';
import type { Syntax } from './syntax.ts';

/** The two WebAssembly modules: the runtime of web-tree-sitter and the Elixir grammar. */
export interface GrammarBytes {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

export type ParseResult =
  | { readonly ok: true; readonly syntax: Syntax }
  /** `unusable` means that this parser must be thrown away: its memory is damaged. */
  | { readonly ok: false; readonly reason: string; readonly unusable: boolean };

/** The longest time that one file may take, in milliseconds; a 2 MB file takes half a second. */
const parseLimit = 10_000;

/** web-tree-sitter gives its module a stack of 64 KB; valid files overflow that and destroy its heap. */
const wasmStackBytes = 8 << 20;

interface RuntimeMemory {
  readonly exports: { malloc(bytes: number): number };
  readonly stackPointer: WebAssembly.Global;
}

/** Parses Elixir. Never throws for a text: what cannot be parsed is a result with a reason. */
export class ElixirParser {
  readonly #parser: Parser;
  readonly #stackPointer: WebAssembly.Global;
  readonly #stackTop: number;

  private constructor(parser: Parser, memory: RuntimeMemory, stackTop: number) {
    this.#parser = parser;
    this.#stackPointer = memory.stackPointer;
    this.#stackTop = stackTop;
  }

  static async create(bytes: GrammarBytes): Promise<ElixirParser> {
    const memory = await initRuntime(bytes.runtime);
    const block = memory.exports.malloc(wasmStackBytes);
    const stackTop = (block + wasmStackBytes) & ~15;
    memory.stackPointer.value = stackTop;
    const parser = new Parser();
    parser.setLanguage(await Language.load(bytes.grammar));
    return new ElixirParser(parser, memory, stackTop);
  }

  parse(text: string): ParseResult {
    const tree = this.parseRaw(text);
    return tree.ok ? build(tree.root, text) : tree;
  }

  /** The concrete tree, for comparison with the native binding. */
  parseRaw(text: string): { ok: true; root: RawNode } | { ok: false; reason: string; unusable: boolean } {
    const deadline = Date.now() + parseLimit;
    try {
      // The parser takes a NUL for the end of the text; Elixir allows one in a string.
      const readable = text.replaceAll('\0', ' ');
      const tree = this.#parser.parse(readable, null, { progressCallback: () => Date.now() > deadline });
      if (tree === null) {
        this.#parser.reset();
        return { ok: false, reason: `parsing took longer than ${parseLimit / 1000} s`, unusable: false };
      }
      try {
        const cursor = tree.walk();
        const root = readRawTree(cursor);
        cursor.delete();
        return { ok: true, root };
      } finally {
        tree.delete();
      }
    } catch (error) {
      return this.#recover(error);
    }
  }

  /** A RangeError leaves the module whole once its stack pointer is set back; anything else may have damaged it. */
  #recover(error: unknown): { ok: false; reason: string; unusable: boolean } {
    if (error instanceof RangeError) {
      this.#stackPointer.value = this.#stackTop;
      this.#parser.reset();
      return { ok: false, reason: 'the code is nested too deeply to be parsed', unusable: false };
    }
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: `the parser failed: ${reason}`, unusable: true };
  }
}

function build(root: RawNode, text: string): ParseResult {
  try {
    return { ok: true, syntax: buildSyntax(root, text) };
  } catch (error) {
    if (error instanceof RangeError) {
      return { ok: false, reason: 'the code is nested too deeply to be read', unusable: false };
    }
    throw error;
  }
}

async function initRuntime(runtime: Uint8Array): Promise<RuntimeMemory> {
  let memory: RuntimeMemory | undefined;
  await Parser.init({
    instantiateWasm(
      info: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): Record<string, never> {
      void WebAssembly.instantiate(runtime, info).then(({ instance, module }) => {
        memory = {
          exports: instance.exports as unknown as RuntimeMemory['exports'],
          stackPointer: info['env']?.['__stack_pointer'] as WebAssembly.Global,
        };
        receive(instance, module);
      });
      return {};
    },
  });
  if (memory === undefined) throw new Error('web-tree-sitter did not hand over its memory');
  return memory;
}
