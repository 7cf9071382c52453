import { createMetricsSender } from './agent-metrics.ts';
import { awslogsShipper } from './awslogs.ts';
import { cloudWatchAgentShipper } from './cloudwatch-agent.ts';
import { createShipper, type Shipper, type ShipperSurroundings } from './shipper.ts';

const periodMs = 5_000;

const kinds = [
  // Amazon Linux 2, then 1: there the same agent is a service of another name.
  awslogsShipper('awslogsd.service'),
  awslogsShipper('awslogs.service'),
  cloudWatchAgentShipper,
];

/** Plays the log agents of a machine for as long as their units are active. The answer stops them. */
export function startShippers(machine: Omit<ShipperSurroundings, 'off'>): () => void {
  const off = new AbortController();
  const rounds = kinds.map((kind) =>
    neverTwiceAtOnce(createShipper(kind, { ...machine, off: off.signal })),
  );
  rounds.push(neverTwiceAtOnce(createMetricsSender({ ...machine, off: off.signal })));
  const stop = machine.host.clock.every(periodMs, async () => {
    await Promise.all(rounds.map((round) => round()));
  });
  return () => {
    off.abort();
    stop();
  };
}

/** A running clock does not wait for a round to end before the next is due. */
function neverTwiceAtOnce(shipper: Pick<Shipper, 'round'>): () => Promise<void> {
  let isBusy = false;
  return async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await shipper.round();
    } finally {
      isBusy = false;
    }
  };
}
