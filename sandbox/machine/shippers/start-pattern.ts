import { ConfigurationError } from './log-source.ts';

/** Whose regular expressions they are: of the CloudWatch agent (Go) or of awslogs (Python 2.7). */
type Dialect = 'go' | 'python';

/** An escape, a class (in which a `]` may come first), the beginning of a group, any other character. */
const tokens =
  /\\.|\[(?:\^|(?!\^))(?:\\.|[^\\])(?:\\.|[^\]\\])*\]|\(\?(?:P[<=>]|<[=!]|[a-zA-Z-]+[):]|.)?|./gs;

const refused: Readonly<Record<Dialect, RegExp>> = {
  // No looking around, no back references, no escape that it does not know.
  go: /^(?:\(\?(?:<?[=!]|P[=>]|[#>])|\\[^AabBCdDEfnpPQrsStvWwxz\W_]|\[$)/,
  // Groups have names with a P only, and no flags of their own.
  python: /^(?:\(\?(?:<$|P?>|[a-zA-Z-]+:)|\[$)/,
};

const written: Readonly<Record<string, string>> = {
  '\\A': '^',
  '\\a': '\\x07',
  '\\z': '$',
  '\\Z': '$',
  '(?P<': '(?<',
};

/** As JavaScript has it. @throws ConfigurationError for what the agent would refuse */
export function toStartPattern(pattern: string, dialect: Dialect): RegExp {
  const wrong = `multi_line_start_pattern is no regular expression: ${pattern}`;
  const flags = /^(?:\(\?[ims]+\))*/.exec(pattern)?.[0] ?? '';
  const parts = pattern.slice(flags.length).match(tokens) ?? [];
  if (parts.some((part) => refused[dialect].test(part))) throw new ConfigurationError(wrong);
  const source = parts.map((part) => written[part] ?? part.replace(/^(\[\^?)\]/, '$1\\]'));
  try {
    return new RegExp(source.join(''), [...new Set(flags.replace(/[^ims]/g, ''))].join(''));
  } catch {
    throw new ConfigurationError(wrong);
  }
}
