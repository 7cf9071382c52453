import type { World } from '../../world.ts';

/**
 * Does `work` when AWS would have got round to it. Without any delay it is done, and awaited, at
 * once: with delays scaled to 0 an answer then already shows the end of what it started.
 */
export async function after(
  world: World,
  delayMs: number,
  work: () => void | Promise<void>,
): Promise<void> {
  if (delayMs === 0) await work();
  else world.clock.at(world.clock.now() + delayMs, work);
}
