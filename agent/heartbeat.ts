import { createHash } from 'node:crypto';

/** What stands in the cron line: `--heartbeat=SHARD,HASH,NONCE`. */
export interface Heartbeat {
  readonly shard: number;
  readonly specHash: string;
  /** Random, of the set-up run that last installed agent or cron line; not part of the spec. */
  readonly nonce: string;
}

/** The heartbeat's value: the first 8 hex digits of sha256(instance id), as a number. */
export function fingerprint(instanceId: string): number {
  const digest = createHash('sha256').update(instanceId).digest('hex');
  return Number.parseInt(digest.slice(0, 8), 16);
}

export function heartbeatOption({ shard, specHash, nonce }: Heartbeat): string {
  return `--heartbeat=${shard},${specHash},${nonce}`;
}

export interface HeartbeatLine {
  readonly shard: number;
  readonly fingerprint: number;
  readonly ok: boolean;
  readonly specHash: string;
  readonly agentVersion: string;
  readonly nonce: string;
}

/**
 * Reads `… cwhb v=1 sh=0 fp=N p=300 ok=1 k=HASH ag=1.0.0 n=NONCE …`, with whatever syslog or a
 * shipper puts around it; anything else is `undefined`.
 */
export function parseHeartbeatLine(line: string): HeartbeatLine | undefined {
  const [, text] = /\bcwhb(?:\[\d+\])?:? (v=1 .*)$/s.exec(line) ?? [];
  const fields = new Map(
    [...(text ?? '').matchAll(/(\w+)=([\w.]+)/g)].map(([, k = '', v]) => [k, v]),
  );
  const [k, ag, n] = ['k', 'ag', 'n'].map((key) => fields.get(key));
  const [sh = Number.NaN, fp = Number.NaN] = ['sh', 'fp'].map((key) => Number(fields.get(key)));
  if (Number.isNaN(sh + fp) || !k || !ag || !n) return undefined;
  return {
    shard: sh,
    fingerprint: fp,
    ok: fields.get('ok') === '1',
    specHash: k,
    agentVersion: ag,
    nonce: n,
  };
}
