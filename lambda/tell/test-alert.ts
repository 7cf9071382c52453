import type { VerifierAnswer } from '../contract.ts';
import type { Place } from '../judge/command.ts';
import type { Channel } from './channels.ts';
import { testMessage, type Voice } from './message.ts';

/** One message to every channel; one that fails does not keep the others from it. */
export async function tellTest(
  id: string,
  {
    channels,
    voice,
    place,
  }: { readonly channels: readonly Channel[]; readonly voice: Voice; readonly place: Place },
): Promise<VerifierAnswer> {
  const message = testMessage(id, place, voice);
  const answers = await Promise.allSettled(channels.map((channel) => channel.send(message)));
  const failed = answers.flatMap((one, at) =>
    one.status === 'rejected' ? [`${channels[at]?.name}: ${String(one.reason)}`] : [],
  );
  if (failed.length > 0) throw new Error(failed.join('; '));
  return {
    outcome: 'test-sent',
    sent: answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
  };
}
