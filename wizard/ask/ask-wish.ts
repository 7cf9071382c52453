import type { Catalogue } from '../messages/catalogue.ts';
import { usd } from '../messages/values.ts';
import { detailedMonitoringPrice } from '../prices.ts';
import type { Choice, Prompts } from '../ui/prompts.ts';
import { cutToWidth } from '../ui/width.ts';
import type { Session } from '../verbs/session.ts';
import { type QuestionId, wrongLog, wrongPath } from './questions.ts';

type Wish = Exclude<QuestionId, 'region' | 'instance-id' | 'alerts'>;

/** One question about what is wished for on the instance. */
export function askWish(
  id: Wish,
  { messages, terminal }: Session,
  prompts: Prompts,
  volumes: readonly string[],
): Promise<string | 'back'> {
  const { ask, why } = messages.questions[id];
  const question = {
    message: ask({}),
    // Many volumes do not fit, and a header that wraps is drawn wrong.
    why: cutToWidth(
      why({ usdText: usd(detailedMonitoringPrice.monthlyUsd), volumes }),
      (terminal.columns.out ?? 80) - 1,
    ),
  };
  const back = messages.ui.back({});
  if (id === 'disk-path') {
    return prompts.enter({
      ...question,
      initial: '/',
      back: true,
      check: (text) => {
        const path = wrongPath(text);
        return path === undefined ? undefined : messages.ui['wrong-path']({ path });
      },
    });
  }
  if (id === 'log') {
    return prompts.enter({
      ...question,
      initial: '',
      back: true,
      check: (text) => {
        const path = wrongLog(text);
        return path === undefined ? undefined : messages.ui['wrong-log']({ path });
      },
    });
  }
  return prompts.choose({ ...question, choices: wishChoices(id, messages), back });
}

type ChosenWish = Exclude<Wish, 'disk-path' | 'log'>;

/** What Enter takes comes first. */
function wishChoices(id: ChosenWish, { ui }: Catalogue): Choice[] {
  const yes = { value: 'true', label: ui.yes({}) };
  const no = { value: 'false', label: ui.no({}) };
  switch (id) {
    case 'period':
      return [
        { value: '300', label: ui['every-minutes']({ minutes: 5 }) },
        { value: '60', label: ui['every-minutes']({ minutes: 1 }) },
        { value: '60/10', label: ui['every-seconds']({ seconds: 10 }) },
        { value: '60/1', label: ui['every-seconds']({ seconds: 1 }) },
      ];
    case 'swap':
      return [yes, no];
    case 'detailed-monitoring':
    case 'migrate':
      return [no, yes];
    case 'log-start':
      return [
        { value: 'beginning', label: ui['log-from-beginning']({}) },
        { value: 'end', label: ui['log-from-end']({}) },
      ];
    case 'metrics-agent':
      return [
        { value: 'script', label: ui['measured-by-script']({}) },
        { value: 'cloudwatch-agent', label: ui['measured-by-agent']({}) },
      ];
  }
}
