import type { Region, World } from '../../../world.ts';
import { byPeriod, visiblePoints } from '../datapoints.ts';
import { statisticOf } from '../statistics.ts';
import { judge, rangeOf, type StateValue } from './judge.ts';
import { changeState } from './notify.ts';
import type { Alarm, AlarmSettings } from './state.ts';

/** Every alarm of every Region, at a whole minute. */
export async function evaluateAlarms(world: World, at: number): Promise<void> {
  for (const region of world.regions())
    for (const alarm of region.cloudwatch.alarms.values()) await evaluate(world, region, alarm, at);
}

async function evaluate(world: World, region: Region, alarm: Alarm, at: number): Promise<void> {
  const { settings } = alarm;
  const values = valuesOf(world, region, settings, at);
  const state = judge(values, settings, alarm.state);
  if (state !== alarm.state)
    await changeState(world, alarm, state, reasonOf(values, settings, state));
}

/** One per period, counted back from `at`; the periods slide along minute by minute. */
function valuesOf(
  world: World,
  region: Region,
  settings: AlarmSettings,
  at: number,
): (number | undefined)[] {
  const periodMs = settings.periodSeconds * 1_000;
  const range = rangeOf(settings);
  const start = at - range * periodMs;
  const points = visiblePoints(settings, { world, region, now: at }).flatMap((each) => each.points);
  const found = new Map(byPeriod(points, { start, end: at, periodMs }, at));
  return Array.from({ length: range }, (_, index) => {
    const summary = found.get(start + index * periodMs);
    return summary && statisticOf(summary, settings.statistic);
  });
}

function reasonOf(
  values: readonly (number | undefined)[],
  settings: AlarmSettings,
  state: StateValue,
): string {
  const { evaluationPeriods, comparison, threshold, treatMissing } = settings;
  const real = values.filter((value) => value !== undefined).slice(-evaluationPeriods);
  const missing = evaluationPeriods - real.length;
  if (state === 'INSUFFICIENT_DATA')
    return `Insufficient Data: ${were(missing, 'datapoint')} unknown.`;
  if (real.length === 0) {
    const treated = treatMissing === 'breaching' ? 'Breaching' : 'NonBreaching';
    return `Threshold Crossed: no datapoints were received for ${missing} period${missing === 1 ? '' : 's'} and ${were(missing, 'missing datapoint')} treated as [${treated}].`;
  }
  const words = comparison
    .replace('Threshold', ' the threshold')
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .toLowerCase();
  const not = state === 'OK' ? ' not' : '';
  const verb = real.length === 1 ? 'was' : 'were';
  return `Threshold Crossed: the last datapoint${real.length === 1 ? '' : 's'} [${real.join(', ')}] ${verb}${not} ${words} (${threshold}).`;
}

function were(number: number, what: string): string {
  return number === 1 ? `1 ${what} was` : `${number} ${what}s were`;
}
