import type { Answer, Database } from '../database.ts';

/**
 * A database within one transaction of another: what begins and ends transactions in it sets marks, so that all of it
 * can be taken back at once. Constraints that are put off speak up where a transaction would end.
 */
export function insideTransaction(database: Database): Database {
  return {
    engine: database.engine,
    missingExtensions: database.missingExtensions,
    close: () => database.close(),
    run: (sql, options) => {
      if (sql === 'BEGIN') return database.run('SAVEPOINT inner_transaction');
      if (sql === 'ROLLBACK') return database.run('ROLLBACK TO SAVEPOINT inner_transaction');
      return sql === 'COMMIT' ? commit(database) : database.run(sql, options);
    },
  };
}

async function commit(database: Database): Promise<Answer> {
  const settled = await database.run('SET CONSTRAINTS ALL IMMEDIATE');
  const ended = await database.run(`${settled.ok ? 'RELEASE' : 'ROLLBACK TO'} SAVEPOINT inner_transaction`);
  return settled.ok ? ended : settled;
}
