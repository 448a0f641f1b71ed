/** The configuration of a project, in its root folder. */
export const configName = 'ash-architect.json';
