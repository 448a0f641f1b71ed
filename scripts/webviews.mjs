/** How the browser code of the panels is bundled, for esbuild. */
export const webviews = {
  bundle: true,
  platform: 'browser',
  // What VS Code 1.101, the oldest that is supported, brings with it.
  target: 'chrome134',
  format: 'iife',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  entryPoints: [
    { in: 'src/webviews/chat/main.ts', out: 'chat' },
    { in: 'src/webviews/chat/style/chat.css', out: 'chat' },
    { in: 'src/webviews/report/report.css', out: 'report' },
  ],
  outdir: 'dist/webview',
};
