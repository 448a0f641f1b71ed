import type { Extension } from './extension.ts';

const source = 'ash_graphql 1.10.1';

/** Queries, mutations and subscriptions refer to actions; the resource itself gets no more than a notifier. */
export const ashGraphql: Extension = { module: 'AshGraphql.Resource', source, sections: ['graphql'] };

export const ashGraphqlDomain: Extension = { module: 'AshGraphql.Domain', source, sections: ['graphql'] };
