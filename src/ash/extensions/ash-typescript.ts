import type { Extension } from './extension.ts';

const source = 'ash_typescript 0.17.3';

export const ashTypescript: Extension = { module: 'AshTypescript.Resource', source, sections: ['typescript'] };

export const ashTypescriptRpc: Extension = { module: 'AshTypescript.Rpc', source, sections: ['typescript_rpc'] };
