import type { Retention } from '../../agent/monitoring-spec.ts';
import type { RetentionSaid } from '../engine/run.ts';
import { findLogGroups } from '../look/log-groups.ts';
import { lowers } from '../steps/log-group/plan.ts';
import type { Prompts } from '../ui/prompts.ts';
import type { Session } from './session.ts';

/**
 * What was said of retentions: the groups, and which of them may be lowered. Those are typed behind
 * `--lower-retention`, or here, where somebody can be asked; the plan says that others are refused.
 */
export async function readRetention(session: Session): Promise<RetentionSaid> {
  const { flags, prompts } = session;
  const groups = Object.keys(flags.retention ?? {});
  const open = groups.filter((group) => !flags.lowerRetention.includes(group));
  const asks = prompts !== undefined && !flags.dryRun && open.length > 0;
  const typed = asks ? await askForNames(session, prompts, open) : [];
  return { groups, typed: [...flags.lowerRetention, ...typed] };
}

async function askForNames(
  session: Session,
  prompts: Prompts,
  names: readonly string[],
): Promise<readonly string[]> {
  const groups = await findLogGroups(session.aws, names);
  const typed: string[] = [];
  for (const name of names) {
    const days = session.flags.retention?.[name] ?? 'never';
    const from = groups.get(name)?.retention ?? days;
    if (lowers(from, days)) typed.push(await askForName(session, prompts, name, from, days));
  }
  return typed;
}

async function askForName(
  { messages: { ui } }: Session,
  prompts: Prompts,
  group: string,
  before: Retention,
  days: Retention,
): Promise<string> {
  return prompts.enter({
    message: ui['type-group']({ group }),
    why: ui['type-group-why']({ group, before, days }),
    initial: '',
    back: false,
    check: (text) => (text === group ? undefined : ui['type-group-wrong']({ group })),
  });
}
