import { Interface } from 'node:readline';
import enquirer from 'enquirer';
import { CancelledError } from '../errors.ts';
import { toAscii } from './ascii.ts';
import { widthOf } from './width.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** What stands behind the question once this is chosen; the label unless given. */
  readonly answer?: string;
}

export interface ChoiceQuestion {
  readonly message: string;
  /** Why it is asked, in a line. */
  readonly why: string;
  readonly choices: readonly Choice[];
  /** The value that Enter takes; the first one where it is left out. */
  readonly initial?: string;
  /** Narrows a long list by typing. */
  readonly search?: {
    /** Said where nothing fits. */
    readonly noMatch: string;
    /** Said below the rows that are shown, of `count` that are not. */
    more(count: number): string;
  };
  /** The entry that goes back; left out at the first question. */
  readonly back?: string;
}

export interface TextQuestion {
  readonly message: string;
  readonly why: string;
  readonly initial: string;
  /** What is wrong with an answer; `undefined` when nothing is. */
  check(text: string): string | undefined;
  /** Whether a lone `<` goes back. */
  readonly back: boolean;
  /** What stays on the screen of an answer that is too long, or not for others; the whole of it unless given. */
  shorten?(text: string): string;
}

/** What may be asked. Every method throws CancelledError on Ctrl+C. */
export interface Prompts {
  confirm(message: string): Promise<boolean>;
  choose(question: ChoiceQuestion): Promise<string | 'back'>;
  enter(question: TextQuestion): Promise<string | 'back'>;
}

// enquirer 2.4.1 pauses readline after Ctrl+C has closed it; since Node 24.2 that throws and ends
// the process. To be removed with the release that holds enquirer/enquirer#485.
const pause = Interface.prototype.pause;
Interface.prototype.pause = function pauseUnlessClosed(this: Interface & { closed?: boolean }) {
  return this.closed ? this : pause.call(this);
};

const backValue = '<';

/** Rows of a list that are shown at a time. */
const rowsShown = 12;

interface ListState {
  index: number;
  readonly choices: readonly ListChoice[];
  /** The choices that are on the screen. */
  readonly visible: readonly ListChoice[];
  readonly input?: string;
  readonly selected?: ListChoice;
  readonly state: {
    readonly index: number;
    readonly submitted?: boolean;
    readonly cancelled?: boolean;
  };
}

interface ListChoice {
  readonly name: string;
  readonly message: string;
  readonly answer?: string;
}

/** Behind the question: what is being typed, and in the end the words that were chosen. */
function answerLine(this: ListState): string {
  const { submitted, cancelled } = this.state;
  if (cancelled) return '';
  if (!submitted) return this.input ?? '';
  return this.selected?.answer ?? this.selected?.message.trim() ?? '';
}

/** Of enquirer's list that is narrowed by typing. */
const searching = {
  // A sign beside the colour, which some cannot see.
  pointer(this: ListState, _choice: ListChoice, index: number) {
    return this.state.index === index ? '>' : ' ';
  },
  suggest(this: ListState, typed: string, choices: readonly ListChoice[]) {
    this.index = 0;
    const words = typed.toLowerCase().split(/\s+/);
    const fits = ({ message }: ListChoice) =>
      words.every((word) => message.toLowerCase().includes(word));
    // Back alone is no offer: Enter after a slip of the finger would take it.
    return choices.some((choice) => choice.name !== backValue && fits(choice))
      ? choices.filter((choice) => choice.name === backValue || fits(choice))
      : [];
  },
};

interface Prompt {
  run(): Promise<unknown>;
}

interface ListPrompt extends Prompt {
  readonly options: { readonly noMatch?: string };
  readonly state: ListState['state'];
  /** The choices that are on the screen. */
  readonly visible: readonly ListChoice[];
  render(): Promise<void>;
  renderChoices(): Promise<string>;
}

type PromptClass = new (options: object) => Prompt;
type ListPromptClass = new (options: object) => ListPrompt;

/** enquirer's own classes, which its types leave out. */
const { AutoComplete, Confirm, Input, Select } = enquirer as unknown as Readonly<
  Record<'AutoComplete' | 'Select', ListPromptClass> & Record<'Confirm' | 'Input', PromptClass>
>;

/**
 * AutoComplete colours what was typed by a regular expression made of it, and `(` alone is none:
 * the process would end. So it is drawn as the plain list that it is.
 */
class Search extends AutoComplete {
  override render(): Promise<void> {
    return Select.prototype.render.call(this);
  }

  /** enquirer's own word for an empty list is English. */
  override async renderChoices(): Promise<string> {
    const isEmpty = this.visible.length === 0 && !this.state.submitted;
    return isEmpty ? `  ${this.options.noMatch}` : super.renderChoices();
  }
}

/** enquirer's signs, in ASCII. */
const asciiSigns = {
  prefix: { pending: '?', submitted: 'ok', cancelled: 'x' },
  separator: { pending: '-', submitted: '-', cancelled: '-' },
  pointer: '>',
  ellipsis: '-',
};

type Ask = <Answer>(Kind: PromptClass, options: object) => Promise<Answer>;

/** Asks one question. @throws CancelledError on Ctrl+C */
function asker(unicode: boolean): Ask {
  const symbols = unicode ? {} : { symbols: asciiSigns };
  return async <Answer>(Kind: PromptClass, options: object) => {
    try {
      return (await new Kind({ name: 'answer', ...symbols, ...options }).run()) as Answer;
    } catch (reason) {
      // A cancelled prompt rejects with the empty string, not with an Error.
      if (reason === '') throw new CancelledError();
      throw reason;
    }
  };
}

/** Behind a yes-or-no question: the letter that was pressed, instead of `true`. */
function letter(this: { readonly state: ListState['state']; readonly value: boolean }): string {
  const { submitted, cancelled } = this.state;
  if (cancelled || !submitted) return '';
  return this.value ? 'y' : 'n';
}

interface TypingState {
  readonly state: ListState['state'];
  readonly input: string;
  /** Columns of the terminal. */
  readonly width?: number;
  readonly options: { readonly message: string };
}

/** enquirer counts the lines of what wraps wrongly, and draws the line above it again and again. */
function shortAnswer(shorten: (text: string) => string) {
  return function format(this: TypingState) {
    if (this.state.submitted) return shorten(this.input);
    // Its signs and blanks take six.
    const room = (this.width ?? 80) - widthOf(this.options.message) - 6;
    return this.input.slice(-Math.max(10, room));
  };
}

/** enquirer shows the first rows: a default further down could not be seen. */
function withinReach(choices: readonly Choice[], initial: string | undefined): readonly Choice[] {
  const chosen = choices.findIndex(({ value }) => value === initial);
  const choice = choices[chosen];
  return choice && chosen >= rowsShown ? [choice, ...choices.toSpliced(chosen, 1)] : choices;
}

/** Below a list: how much of it is not shown. */
function hiddenRows(more: (count: number) => string) {
  return function footer(this: ListState): string {
    const hidden = this.choices.length - this.visible.length;
    const { submitted, cancelled } = this.state;
    return hidden > 0 && !submitted && !cancelled ? `  ${more(hidden)}` : '';
  };
}

/** Questions on the terminal of this process. @param unicode it can show more than ASCII */
export function terminalPrompts(unicode: boolean): Prompts {
  const ask = asker(unicode);
  const shown = unicode ? (text: string) => text : toAscii;
  return {
    confirm: (message) => ask<boolean>(Confirm, { message, initial: false, format: letter }),
    choose: async ({ message, why, choices, initial, search, back }) => {
      const offered = withinReach(choices, initial);
      const first = offered.findIndex(({ value }) => value === initial);
      const all = back === undefined ? offered : [...offered, { value: backValue, label: back }];
      const answer = await ask<string>(search ? Search : Select, {
        header: shown(why),
        message: shown(message),
        limit: rowsShown,
        initial: Math.max(0, first),
        choices: all.map(({ value, label, answer = label }) => ({
          name: value,
          message: shown(label),
          answer: shown(answer),
        })),
        format: answerLine,
        ...(search ? { ...searching, noMatch: shown(search.noMatch) } : {}),
        ...(search ? { footer: hiddenRows((count) => shown(search.more(count))) } : {}),
      });
      return answer === backValue ? 'back' : answer;
    },
    enter: async ({ message, why, initial, check, back, shorten }) => {
      const goesBack = (text: string) => back && text.trim() === backValue;
      const answer = await ask<string>(Input, {
        header: shown(why),
        message: shown(message),
        initial,
        validate: (text: string) => goesBack(text) || (check(text) ?? true),
        ...(shorten ? { format: shortAnswer(shorten) } : {}),
      });
      return goesBack(answer) ? 'back' : answer;
    },
  };
}
