import type { Problem } from '../errors.ts';
import type { Catalogue } from '../messages/catalogue.ts';

/** What was tried and answered, the output of a script where there is one, and what to do next. */
export function formatProblem(
  { id, values }: Problem,
  messages: Catalogue,
  signs: { bad: string; next: string },
): string[] {
  const text = messages.problems[id];
  return [
    `${signs.bad} ${text.what(values)}`,
    ...output(values.output, values.cut === true, messages),
    `  ${signs.next} ${text.next(values)} [${id}]`,
  ];
}

function output(lines: unknown, cut: boolean, messages: Catalogue): string[] {
  if (!Array.isArray(lines) || lines.length === 0) return [];
  const said = lines.map((line) => `    | ${line}`);
  const title = messages.ui['output-of-instance']({});
  return [`    ${title}${cut ? ` ${messages.ui['output-cut']({})}` : ''}`, ...said];
}
