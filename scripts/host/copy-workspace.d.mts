export function copyWorkspace(folder: string): { readonly path: string; remove(): void };
