/** What `src/elixir/webassembly.d.ts` lacks; TypeScript has these types only together with the DOM. */
declare namespace WebAssembly {
  function compile(bytes: Uint8Array): Promise<Module>;
}
