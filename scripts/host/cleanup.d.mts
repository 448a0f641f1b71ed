export function atExit(job: () => void): () => void;
export function temporaryFolder(name: string): { readonly path: string; readonly remove: () => void };
