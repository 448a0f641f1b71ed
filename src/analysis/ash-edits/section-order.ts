/** The order of sections that Ash's own generators and guides follow, in resources and in domains. */
export const sectionOrder: readonly string[] = (
  'postgres sqlite resource resources code_interface actions policies field_policies pub_sub preparations changes ' +
  'validations multitenancy attributes relationships calculations aggregates identities'
).split(' ');
