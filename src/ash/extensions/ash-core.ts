import type { Extension } from './extension.ts';

/** Authorizers, notifiers and data layers that bring sections and add nothing to the resource itself. */
export const coreExtensions: readonly Extension[] = [
  { module: 'Ash.Policy.Authorizer', source: 'ash 3.32.0', sections: ['policies', 'field_policies'] },
  { module: 'Ash.Notifier.PubSub', source: 'ash 3.32.0', sections: ['pub_sub'] },
  { module: 'Ash.DataLayer.Ets', source: 'ash 3.32.0', sections: ['ets'] },
  { module: 'Ash.DataLayer.Mnesia', source: 'ash 3.32.0', sections: ['mnesia'] },
  { module: 'Ash.DataLayer.Simple', source: 'ash 3.32.0' },
  { module: 'AshPostgres.DataLayer', source: 'ash_postgres 2.12.0', sections: ['postgres'] },
  { module: 'AshSqlite.DataLayer', source: 'ash_sqlite 0.2.17', sections: ['sqlite'] },
  { module: 'AshCsv.DataLayer', source: 'ash_csv 0.9.8', sections: ['csv'] },
];
