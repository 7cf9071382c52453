import type { WireAnswer } from './protocols/protocol.ts';
import { splitUrl } from './protocols/wire-request.ts';
import { listedSubscriptions, type Subscription } from './services/sns/state.ts';
import { confirm } from './services/sns/subscriptions.ts';
import type { World } from './world.ts';

/**
 * Pages that are asked for without a signature, by path: the mailbox, which is the sandbox's own,
 * and the two that links in AWS's mails lead to. `undefined` for every other path.
 */
export function answerPage(world: World, url: string): WireAnswer | undefined {
  const { path, query } = splitUrl(url);
  const fields = new URLSearchParams(query);
  switch (path) {
    case '/sandbox/mailbox':
      return readMailbox(world, fields);
    case '/confirmation.html':
      return followConfirmation(world, fields);
    case '/unsubscribe.html':
      return followUnsubscribe(world, fields);
    default:
      return undefined;
  }
}

/** One mail a line, oldest first. */
function readMailbox(world: World, fields: URLSearchParams): WireAnswer {
  const address = fields.get('address');
  const mails = world.mailbox.filter(({ to }) => address === null || to === address);
  const lines = mails.map(({ at, ...mail }) => JSON.stringify({ at: new Date(at), ...mail }));
  return {
    status: 200,
    headers: { 'content-type': 'application/jsonl; charset=utf-8' },
    body: lines.map((line) => `${line}\n`).join(''),
  };
}

/** Who follows the link is not known, so the subscription can be ended by anybody's link again. */
function followConfirmation(world: World, fields: URLSearchParams): WireAnswer {
  const found = find(world, ({ token }) => token === fields.get('Token'));
  if (!found || found.topicArn !== fields.get('TopicArn')) return page(400, 'Invalid token.');
  confirm(found, false);
  return page(200, `Subscription confirmed! Your subscription's id is: ${found.arn}`);
}

function followUnsubscribe(world: World, fields: URLSearchParams): WireAnswer {
  const found = find(world, ({ arn }) => arn === fields.get('SubscriptionArn'));
  if (!found || found.confirmation === 'pending') return page(404, 'Subscription does not exist.');
  if (found.confirmation === 'confirmed-authenticated')
    return page(403, 'This subscription can be removed by an authenticated request only.');
  for (const { sns } of world.regions()) sns.subscriptions.delete(found.arn);
  return page(200, 'Subscription removed!');
}

function find(world: World, isMeant: (each: Subscription) => boolean): Subscription | undefined {
  const now = world.clock.now();
  return world
    .regions()
    .flatMap(({ sns }) => listedSubscriptions(sns, now))
    .find(isMeant);
}

function page(status: number, body: string): WireAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${body}\n` };
}
