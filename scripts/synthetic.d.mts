export const largeResource: string;
export function writeSynthetic(target: string): string;
