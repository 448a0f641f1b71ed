/** The few WebAssembly types that this room needs; TypeScript has them only together with the DOM. */
declare namespace WebAssembly {
  type Imports = Record<string, Record<string, unknown>>;
  interface Global {
    value: number;
  }
  interface Instance {
    readonly exports: Record<string, unknown>;
  }
  type Module = object;
  function instantiate(bytes: Uint8Array, imports: Imports): Promise<{ instance: Instance; module: Module }>;
}
