import { html, type Html } from './html.ts';

/** What a page of a report may load: one style sheet, and nothing that runs. */
export interface PageFrame {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  readonly styleUri: string;
}

/** A page without a script: its links are commands of VS Code, its folds are HTML's own. */
export function reportPage({ cspSource, styleUri }: PageFrame, title: string, body: Html): string {
  const policy = `default-src 'none'; style-src ${cspSource}; base-uri 'none'; form-action 'none'`;
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="UTF-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="${styleUri}" />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.html;
}

/** A link that runs a command; VS Code allows only those that the page's owner names. */
export function commandLink(command: string, args: readonly unknown[], label: Html): Html {
  return html`<a href="command:${command}?${encodeURIComponent(JSON.stringify(args))}">${label}</a>`;
}
