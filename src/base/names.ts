/** `Macro.underscore` of Elixir for one module segment: `HTTPServer` becomes `http_server`. */
export function underscore(segment: string): string {
  return segment
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** `Macro.camelize` of Elixir for one word: `review_state` becomes `ReviewState`. */
export function camelize(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

export function lastSegment(module: string): string {
  return module.slice(module.lastIndexOf('.') + 1);
}

/** The words of a snake_case or camelCase name, in lower case: `unit_price?` becomes `unit`, `price`. */
export function words(name: string): string[] {
  return underscore(name)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

export function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}

/** Names of code as a list in a sentence: `a`, `b` and `c`. */
export function printNames(names: readonly string[], word: 'and' | 'or' = 'and'): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} ${word} ${last}`;
}

/** The candidate nearest to a misspelt name, or undefined when none is near enough to be meant. */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
