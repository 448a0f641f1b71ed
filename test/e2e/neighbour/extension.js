// Reports an error where a file says so, and a warning on its first line, as a language server would.
const vscode = require('vscode');

exports.activate = (context) => {
  const collection = vscode.languages.createDiagnosticCollection('neighbour');
  const report = (document) => {
    if (document.languageId !== 'elixir') return;
    const problem = (line, message, severity) => {
      const diagnostic = new vscode.Diagnostic(document.lineAt(line).range, message, severity);
      diagnostic.source = 'neighbour';
      return diagnostic;
    };
    const wrong = document
      .getText()
      .split('\n')
      .flatMap((text, line) => (text.includes('# wrong') ? [line] : []));
    collection.set(document.uri, [
      problem(0, 'A warning of the neighbour', vscode.DiagnosticSeverity.Warning),
      ...wrong.map((line) => problem(line, 'An error of the neighbour', vscode.DiagnosticSeverity.Error)),
    ]);
  };
  vscode.workspace.textDocuments.forEach(report);
  context.subscriptions.push(
    collection,
    vscode.workspace.onDidOpenTextDocument(report),
    vscode.workspace.onDidChangeTextDocument(({ document }) => report(document)),
  );
};
