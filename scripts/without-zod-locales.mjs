/**
 * For esbuild: leaves out zod's messages in fifty languages, a third of a megabyte that its namespace would bring into
 * every bundle. English ones are imported by themselves.
 */
export const withoutZodLocales = {
  name: 'without-zod-locales',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: 'export {};' }));
  },
};
