import type { Identity } from '../aws/identity.ts';
import type { Catalogue } from '../messages/catalogue.ts';
import { whereFlags } from '../next-command.ts';
import { plainText } from '../plain-text.ts';
import { type InstanceStatus, isUnfinished } from '../verbs/status.ts';
import { type Paint, sparkline } from './paint.ts';

export interface StatusStyle {
  readonly paint: Paint;
  readonly signs: {
    readonly done: string;
    readonly same: string;
    readonly bad: string;
    readonly bars: string;
    readonly next: string;
  };
}

/** A block a row: which instance, whether it is set up, and what is not as it should be. */
export function formatStatus(
  statuses: readonly InstanceStatus[],
  place: Pick<Identity, 'region' | 'source'>,
  messages: Catalogue,
  style: StatusStyle,
): string[] {
  if (statuses.length === 0) return [messages.ui['status-none']({ region: place.region })];
  return statuses.flatMap((status) => [
    headline(status, messages, style),
    ...details(status, messages, style),
    ...finishing(status, whereFlags(place), style),
  ]);
}

function headline(
  status: InstanceStatus,
  messages: Catalogue,
  { paint, signs }: StatusStyle,
): string {
  const { instanceId, name, state, profileArn, coverage, healthy } = status;
  const words = [
    paint.bold(instanceId),
    ...(name ? [plainText(name, 40)] : []),
    state,
    profileArn?.split('/').at(-1) ?? messages.ui['status-no-role']({}),
    messages.ui[`status-${coverage}`]({}),
  ];
  return `${mark(coverage, healthy, { paint, signs })} ${words.join(' · ')}`;
}

function mark(
  coverage: InstanceStatus['coverage'],
  healthy: boolean,
  {
    paint,
    signs,
  }: Pick<StatusStyle, 'paint'> & { signs: Pick<StatusStyle['signs'], 'done' | 'same' | 'bad'> },
): string {
  if (!healthy) return paint.bad(signs.bad);
  return coverage === 'set-up' ? paint.good(signs.done) : paint.dim(signs.same);
}

function details(
  status: InstanceStatus,
  messages: Catalogue,
  { paint, signs }: StatusStyle,
): string[] {
  const { coverage, missing, arrived } = status;
  // What is not done yet has not drifted: it stands in the plan of the command that finishes it.
  const drift = status.drift.filter((one) => !('kind' in one) || !isUnfinished(coverage));
  const memory = arrived.find(({ values }) => values.metric === 'MemoryUtilization');
  const points = Array.isArray(memory?.values.points) ? memory.values.points.map(Number) : [];
  const lines = [
    ...drift.map((one) =>
      paint.warn(messages.ui['status-drift']({ what: sentence(one, messages) })),
    ),
    ...(missing.length > 0 ? [paint.bad(messages.ui['status-missing']({ missing }))] : []),
    ...(memory
      ? [`MemoryUtilization ${sparkline(points, signs.bars)} ${memoryNow(memory, messages)}`]
      : []),
  ];
  return lines.map((line) => `    ${line}`);
}

/** The command that finishes what was begun. */
function finishing(
  { instanceId, coverage }: InstanceStatus,
  where: string,
  { signs }: StatusStyle,
): string[] {
  if (!isUnfinished(coverage)) return [];
  const verb = coverage === 'undoing' ? 'undo' : 'setup';
  return [`    ${signs.next} cloudwatch-wizard ${verb} --instance-id ${instanceId}${where}`];
}

function memoryNow({ values }: InstanceStatus['arrived'][number], messages: Catalogue): string {
  const ageSeconds = values.ageSeconds ?? 0;
  return `${Number(values.value).toFixed(1)} %, ${messages.ui.ago({ ageSeconds })}`;
}

function sentence(one: InstanceStatus['drift'][number], messages: Catalogue): string {
  return 'kind' in one
    ? messages.actions[one.kind](one.values)
    : messages.problems[one.id].what(one.values);
}
