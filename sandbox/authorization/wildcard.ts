/** IAM's own wildcards: `*` is any text, `:` and `/` included, and `?` any one character. */
export function matchesWildcard(pattern: string, text: string): boolean {
  // Not a regular expression: `a*a*a*…` of a stranger's policy would take for ever in one.
  let [at, star, retry] = [0, -1, 0];
  let i = 0;
  while (i < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      retry = i;
    } else if (pattern[at] === '?' || pattern[at] === text[i]) {
      at++;
      i++;
    } else if (star !== -1) {
      at = star + 1;
      i = ++retry;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
