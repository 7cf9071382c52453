import type { Retention } from '../../agent/monitoring-spec.ts';
import { findLogGroups } from '../look/log-groups.ts';
import { lowers } from '../steps/log-group/plan.ts';
import type { Session } from './session.ts';

/**
 * Groups whose retention may be lowered: those typed behind `--lower-retention`, and those typed
 * here, where somebody can be asked. Of the others the plan says that they are refused.
 */
export async function typedGroups(session: Session): Promise<readonly string[]> {
  const { aws, flags, prompts } = session;
  const wanted = Object.entries(flags.retention ?? {}).filter(
    ([group]) => !flags.lowerRetention.includes(group),
  );
  if (!prompts || flags.dryRun || wanted.length === 0) return flags.lowerRetention;
  const groups = await findLogGroups(
    aws,
    wanted.map(([group]) => group),
  );
  const typed = [...flags.lowerRetention];
  for (const [name, days] of wanted) {
    const from = groups.get(name)?.retention ?? days;
    if (lowers(from, days)) typed.push(await askForName(session, prompts, name, from, days));
  }
  return typed;
}

async function askForName(
  { messages: { ui } }: Session,
  prompts: NonNullable<Session['prompts']>,
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
