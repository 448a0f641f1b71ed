import type { z } from 'zod';
import type { migrationJsonSchema, MigrationReport } from '../../analysis/migration-report.ts';

export function migrationToJson(migration: MigrationReport): z.output<typeof migrationJsonSchema> {
  return { version: 1, ...migration };
}
