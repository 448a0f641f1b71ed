import type { Extension } from './extension.ts';

const source = 'ash_json_api 1.7.0';

/** Routes refer to actions; only a router is defined beside the resource. */
export const ashJsonApi: Extension = { module: 'AshJsonApi.Resource', source, sections: ['json_api'] };

export const ashJsonApiDomain: Extension = { module: 'AshJsonApi.Domain', source, sections: ['json_api'] };
