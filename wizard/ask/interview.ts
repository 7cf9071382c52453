import { type Answers, nextQuestion, type QuestionId } from './questions.ts';

/** Asks one question. `back` takes the user to the question before. */
export type Ask = (id: QuestionId, answers: Answers) => Promise<string | 'back'>;

/**
 * Asks what the answers so far leave open. Back forgets the last answer that was given here, and
 * what it led to; what the command line said is never asked, so back passes over it.
 */
export async function interview(
  given: Answers,
  isSetUp: (instanceId: string) => boolean,
  ask: Ask,
): Promise<Answers> {
  const asked: QuestionId[] = [];
  let answers = given;
  for (let id = nextQuestion(answers, isSetUp); id; id = nextQuestion(answers, isSetUp)) {
    const reply = await ask(id, answers);
    if (reply !== 'back') {
      asked.push(id);
      answers = { ...answers, [id]: reply };
      continue;
    }
    const last = asked.pop();
    if (last) answers = without(answers, last);
  }
  return answers;
}

function without(answers: Answers, id: QuestionId): Answers {
  const { [id]: _, ...rest } = answers;
  return rest;
}
