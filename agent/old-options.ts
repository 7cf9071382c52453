import { isDiskPath } from './disk-path.ts';
import type { MonitoringSpec } from './monitoring-spec.ts';

/**
 * What of a cron line of the retired script changes which data it sends, and so is taken over with
 * the line. Its text comes from an instance: anything else is dropped.
 */
export function adoptable(words: readonly string[]): string[] {
  const known = words.filter((word) => isSwitch(word) || isUnits(word) || diskPathOf(word));
  // Of several lines with units of their own, only one can be followed.
  const units = new Map(known.filter(isUnits).map((word) => [word.split('=')[0], word]));
  return [...new Set(known.filter((word) => !isUnits(word))), ...units.values()];
}

function isSwitch(word: string): boolean {
  return ['--aggregated', '--auto-scaling', '--mem-used-incl-cache-buff'].includes(word);
}

function isUnits(word: string): boolean {
  return /^--(?:memory|disk-space)-units=(?:bytes|kilobytes|megabytes|gigabytes)$/i.test(word);
}

function diskPathOf(word: string): string | undefined {
  const [, path] = /^--disk-path=(.*)$/s.exec(word) ?? [];
  return path !== undefined && isDiskPath(path) ? path : undefined;
}

/** Those that were asked for, then those of the old lines, each once. */
export function allDiskPaths(spec: MonitoringSpec, adopted: readonly string[]): string[] {
  return [...new Set([...spec.diskPaths, ...adopted.flatMap((word) => diskPathOf(word) ?? [])])];
}

/** All but the paths. */
export function otherOptions(adopted: readonly string[]): string[] {
  return adopted.filter((word) => diskPathOf(word) === undefined);
}

export function isAutoScaling(adopted: readonly string[]): boolean {
  return adopted.includes('--auto-scaling');
}

/** Into how many series each metric is sent: by instance, by group, by type, image and overall. */
export function seriesPerMetric(adopted: readonly string[]): number {
  return 1 + (isAutoScaling(adopted) ? 1 : 0) + (adopted.includes('--aggregated') ? 3 : 0);
}
