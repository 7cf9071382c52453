import { AwsError } from '../../errors.ts';
import type { MachineHost } from '../machine.ts';
import type { MachineFiles } from '../machine-files.ts';
import { shortName } from '../syslog.ts';
import { hasNetwork } from '../troubles.ts';
import type { Units } from '../units.ts';
import { ConfigurationError, type LogSource, type ShipperConfiguration } from './log-source.ts';
import { createEventMaker, type EventMaker } from './make-events.ts';
import { createPositions } from './positions.ts';
import { shipSource } from './ship-source.ts';

/** What tells one log agent from the other. */
export interface ShipperKind {
  readonly unit: string;
  readonly stateFile: string;
  readonly logFile: string;
  /** Throws ConfigurationError. */
  readConfiguration(files: MachineFiles, host: MachineHost): ShipperConfiguration;
  /** One line of its own log. */
  formatLog(nowMs: number, level: 'error' | 'warning', text: string): string;
  /** Why it can get no credentials from this metadata service; `undefined` when it can. */
  whyNoCredentials(host: MachineHost): string | undefined;
}

export interface ShipperSurroundings {
  readonly host: MachineHost;
  readonly files: MachineFiles;
  readonly units: Units;
  /** Aborted when the machine is switched off: a round in flight then ends without a trace. */
  readonly off: AbortSignal;
}

export interface Shipper {
  /** Sends what is new, if the service is active. */
  round(): Promise<void>;
}

/** One start of the service: it reads its configuration then and not again. */
interface Service {
  /** Contents of the unit's state file: another start is another service. */
  readonly startedAs: string;
  readonly region: string;
  readonly streams: readonly {
    readonly source: LogSource;
    readonly maker: EventMaker;
    isOpen: boolean;
  }[];
  /** After a failure nothing is tried until then. */
  pausedUntil: number;
  pauseMs: number;
}

const noCredentials = 'NoCredentials';
const firstPauseMs = 5_000;
const longestPauseMs = 60_000;

export function createShipper(kind: ShipperKind, machine: ShipperSurroundings): Shipper {
  const { host, files, units, off } = machine;
  const positions = createPositions(files, kind.stateFile);
  let service: Service | undefined;

  const log = (level: 'error' | 'warning', text: string) =>
    files.append(kind.logFile, `${kind.formatLog(host.clock.now(), level, text)}\n`);

  const currentService = (): Service | undefined => {
    const startedAs = units.startedAs(kind.unit);
    if (startedAs === undefined) return undefined;
    if (service?.startedAs === startedAs) return service;
    try {
      return toService(startedAs, kind.readConfiguration(files, host), host);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      log('error', error.message);
      units.fail(kind.unit);
      return undefined;
    }
  };

  const ship = async ({ region, streams }: Service) => {
    if (!hasNetwork(files)) throw new AwsError('RequestError', 'send request failed');
    const obstacle = kind.whyNoCredentials(host);
    if (obstacle !== undefined) throw new AwsError(noCredentials, obstacle);
    for (const stream of streams) {
      await shipSource({
        ...stream,
        files,
        positions,
        call: async (operation, input) => {
          const answer = await host.call(region, 'logs', operation, input);
          off.throwIfAborted();
          return answer;
        },
        now: host.clock.now,
        warn: (text) => log('warning', text),
      });
      stream.isOpen = true;
    }
  };

  /** Ever longer pauses, so that an outage fills neither this log nor the request log. */
  const pause = (failed: Service, { code, message }: AwsError) => {
    log('error', code === noCredentials ? message : `${code}: ${message}`);
    failed.pausedUntil = host.clock.now() + failed.pauseMs;
    failed.pauseMs = Math.min(failed.pauseMs * 2, longestPauseMs);
  };

  return {
    round: async () => {
      service = currentService();
      if (!service || host.clock.now() < service.pausedUntil) return;
      try {
        await ship(service);
        service.pauseMs = firstPauseMs;
      } catch (error) {
        if (off.aborted) return;
        if (!(error instanceof AwsError)) throw error;
        pause(service, error);
      }
    },
  };
}

function toService(
  startedAs: string,
  { region, sources }: ShipperConfiguration,
  host: MachineHost,
): Service {
  const hostname = shortName(host.hostname);
  const streams = sources.map((source) => ({
    source,
    maker: createEventMaker(source, hostname),
    isOpen: false,
  }));
  return { startedAs, region, streams, pausedUntil: 0, pauseMs: firstPauseMs };
}
