/**
 * A strict reader of what Python's RawConfigParser takes: a line that is neither a section, a key
 * nor empty is an error, and so is anything that stands there twice.
 * @throws Error
 */
export function readIni(text: string): Map<string, Record<string, string>> {
  const sections = new Map<string, Record<string, string>>();
  let current: Record<string, string> = {};
  for (const line of text.split('\n').filter((one) => !/^(?:[#;]|$)/.test(one))) {
    const [, name] = /^\[([^\]]+)\]$/.exec(line) ?? [];
    if (name === undefined) {
      readKey(line, current);
    } else {
      if (sections.has(name)) throw new Error(`twice: ${line}`);
      current = {};
      sections.set(name, current);
    }
  }
  return sections;
}

function readKey(line: string, section: Record<string, string>): void {
  const [, key, value] = /^([a-z_]+) ?[=:] (\S(?:.*\S)?)$/u.exec(line) ?? [];
  if (key === undefined || value === undefined)
    throw new Error(`neither a section nor a key: ${line}`);
  if (key in section) throw new Error(`twice: ${line}`);
  // Python 2 takes what is behind a blank and a semicolon for a comment.
  section[key] = value.replace(/\s;.*$/, '');
}
