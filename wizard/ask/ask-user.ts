import { WizardError } from '../errors.ts';
import { findInstance } from '../look/instance.ts';
import type { Catalogue } from '../messages/catalogue.ts';
import { plainText } from '../plain-text.ts';
import type { Prompts } from '../ui/prompts.ts';
import { alignColumns, cutToWidth } from '../ui/width.ts';
import { writeLine } from '../ui/write-line.ts';
import {
  journalOf,
  openSession,
  recordsOf,
  type Session,
  type Surroundings,
} from '../verbs/session.ts';
import { askAlerts } from './ask-alerts.ts';
import { askWish } from './ask-wish.ts';
import { type Candidate, discoverInstances, discoverRegions, type RegionSeen } from './discover.ts';
import { interview } from './interview.ts';
import { answeredByFlags, asFlags } from './questions.ts';

/** Where a user without a Region of their own is looked at first; any Region can tell the others. */
const anyRegion = 'us-east-1';

/** What is known before anybody is signed in. */
export type Said = Pick<Session, 'flags' | 'messages' | 'language' | 'reporter'>;

/** @returns the session for the instance that was chosen, with flags as if they had been typed. */
export async function askUser(
  surroundings: Surroundings,
  said: Said,
  prompts: Prompts,
  wishes: boolean,
): Promise<Session> {
  let session = await firstSession(surroundings, said);
  let recorded: ReadonlySet<string> = new Set();
  const isSetUp = (id: string) => !wishes || recorded.has(id) || isJournaled(session, id);
  const answers = await interview(answeredByFlags(said.flags), isSetUp, async (id, soFar) => {
    if (id === 'region') return askRegion(session, prompts, await discoverRegions(session.aws));
    if (id === 'instance-id') {
      session = await sessionIn(session, soFar.region);
      recorded = await recordedIds(session);
      return askInstance(
        session,
        prompts,
        said.flags.region === undefined,
        (one) => recorded.has(one) || isJournaled(session, one),
      );
    }
    if (id === 'alerts') return askAlerts(session, prompts);
    const volumes = id === 'disk-path' ? await volumesOf(session, soFar['instance-id']) : [];
    return askWish(id, session, prompts, volumes);
  });
  session = await sessionIn(session, answers.region);
  return { ...session, flags: asFlags(said.flags, answers) };
}

/** Instances that the verifier of the Region knows, whoever set them up. */
async function recordedIds(session: Session): Promise<ReadonlySet<string>> {
  const records = await recordsOf(session);
  return new Set((await records?.all())?.map(({ sk }) => sk));
}

function isJournaled(session: Session, instanceId: string): boolean {
  return journalOf(session, instanceId).history().record !== undefined;
}

/** What EC2 shows of its disks; nothing is asked of the instance before the plan is confirmed. */
async function volumesOf({ aws }: Session, instanceId = ''): Promise<readonly string[]> {
  return (await findInstance(aws, instanceId))?.volumes.map((name) => plainText(name, 40)) ?? [];
}

/** With any Region at first, where none is set: whose account it is does not depend on it. */
async function firstSession(surroundings: Surroundings, said: Said): Promise<Session> {
  try {
    return await openSession(surroundings, said);
  } catch (error) {
    if (!(error instanceof WizardError) || error.problems[0].id !== 'no-region') throw error;
    return openSession(surroundings, { ...said, flags: { ...said.flags, region: anyRegion } });
  }
}

async function sessionIn(session: Session, region: string | undefined): Promise<Session> {
  if (region === undefined || region === session.identity.region) return session;
  session.aws.destroy();
  return openSession(session, { ...session, flags: { ...session.flags, region } });
}

function askRegion(session: Session, prompts: Prompts, regions: readonly RegionSeen[]) {
  const { messages, identity } = session;
  const choices = regions.map(({ name, instances }) => ({
    value: name,
    answer: name,
    label: messages.ui['region-choice']({ name, instances: instances ?? '?' }),
  }));
  const { ask, why } = messages.questions.region;
  return prompts.choose({
    message: ask({}),
    why: why({}),
    choices,
    initial: identity.region,
    search: searchWords(messages),
  });
}

/** Where there is nothing to choose from it goes back, if the Region was asked for too. */
async function askInstance(
  session: Session,
  prompts: Prompts,
  regionAsked: boolean,
  isSetUp: (id: string) => boolean,
): Promise<string | 'back'> {
  const { messages, terminal } = session;
  const { region } = session.identity;
  const candidates = await discoverInstances(session.aws);
  if (candidates.length === 0) {
    if (!regionAsked) throw new WizardError({ id: 'no-instances', values: { region } });
    writeLine(terminal, 'err', messages.ui['status-none']({ region }));
    return 'back';
  }
  const labels = alignColumns(
    candidates.map((one) => instanceColumns(one, isSetUp(one.id), session)),
  );
  const choices = candidates.map(({ id, name }, row) => ({
    value: id,
    answer: `${id}  ${nameCell(name)}`,
    label: cutToWidth(labels[row] ?? id, (terminal.columns.out ?? 80) - 4),
  }));
  const { ask, why } = messages.questions['instance-id'];
  const back = regionAsked ? { back: messages.ui.back({}) } : {};
  return prompts.choose({
    message: ask({}),
    why: why({}),
    choices,
    search: searchWords(messages),
    ...back,
  });
}

/** Text from tags is cut and cleaned: whoever may tag an instance must not write on this screen. */
function nameCell(name = '-'): string {
  return cutToWidth(plainText(name, 24), 24);
}

/** What decides comes first: a narrow screen cuts the rest. */
function instanceColumns(one: Candidate, isSetUp: boolean, { messages }: Session): string[] {
  const { ui } = messages;
  return [
    one.id,
    nameCell(one.name),
    one.state,
    isSetUp ? ui['status-set-up']({}) : '',
    ui[one.managed ? 'ssm-online' : 'ssm-not-online']({}),
    one.os ? plainText(one.os, 40) : one.windows ? 'Windows' : '-',
    one.profile?.arn.split('/').at(-1) ?? ui['status-no-role']({}),
  ];
}

function searchWords({ ui }: Catalogue) {
  return { noMatch: ui['no-match']({}), more: (count: number) => ui['more-rows']({ count }) };
}
