import type { Decision } from './decisions.ts';

/** Reads `[SCHEMA.]TABLE.OLD=NEW`, `TABLE=COLUMN,COLUMN` and the like; undefined for what has another form. */
export function parseDecision(option: string, value: string): Decision | undefined {
  switch (option) {
    case 'rename': {
      const [, table, from, to] = /^((?:[^.=]+\.)?[^.=]+)\.([^.=]+)=([^.=]+)$/.exec(value) ?? [];
      return table === undefined || from === undefined || to === undefined
        ? undefined
        : { kind: 'rename-column', table, from, to };
    }
    case 'no-rename': {
      const [, table, from] = /^((?:[^.=]+\.)?[^.=]+)\.([^.=]+)$/.exec(value) ?? [];
      return table === undefined || from === undefined ? undefined : { kind: 'keep-column-name', table, from };
    }
    case 'rename-table': {
      const [, from, to] = /^([^=]+)=([^=]+)$/.exec(value) ?? [];
      return from === undefined || to === undefined ? undefined : { kind: 'rename-table', from, to };
    }
    case 'primary-key': {
      const [, table, columns] = /^((?:[^.=]+\.)?[^.=]+)=([^=]+)$/.exec(value) ?? [];
      return table === undefined || columns === undefined
        ? undefined
        : { kind: 'primary-key', table, columns: columns.split(',').map((column) => column.trim()) };
    }
    case 'drop-table':
    case 'keep-table':
      return value === '' || value.includes('=') ? undefined : { kind: option, table: value };
    default:
      return undefined;
  }
}
