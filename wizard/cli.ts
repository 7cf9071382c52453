import { exitCodes, problem, WizardError } from './errors.ts';
import {
  type Command,
  type Flags,
  isInstanceVerb,
  isLocalVerb,
  type LocalVerb,
  type Verb,
} from './flags/flags.ts';
import { parseFlags } from './flags/parse.ts';
import type { Catalogue } from './messages/catalogue.ts';
import { type Language, languageFrom, loadCatalogue, loadHelp } from './messages/languages.ts';
import { inAscii } from './ui/ascii.ts';
import type { Terminal } from './ui/terminal.ts';
import type { Surroundings } from './verbs/session.ts';

/** What `main` and tests give the program, before it is known what is asked for. */
export interface Outside extends Omit<Surroundings, 'prompts' | 'terminal'> {
  terminal(color: boolean | undefined): Terminal;
  /** Loads the prompts; `undefined` where nobody can be asked. */
  prompts(noInput: boolean, unicode: boolean): Promise<Surroundings['prompts']>;
  /** The only ways to the sandbox, so that nothing else of the program knows of it. */
  runSandbox(flags: Flags, messages: Catalogue, terminal: Terminal): Promise<void>;
  /** Starts one to try the program on; from then on the SDK calls it. */
  enterSandbox(): Promise<TryOut>;
}

/** Surroundings in which a pretend account is the only one. */
export interface TryOut {
  readonly env: Surroundings['env'];
  /** Of the sandbox, which runs faster than life. */
  readonly clock: Surroundings['clock'];
  readonly mailboxUrl: string;
  leave(): Promise<void>;
}

/** Runs one command line. Never throws. @returns the exit code */
export async function runCli(argv: readonly string[], outside: Outside): Promise<number> {
  const command = parseFlags(argv);
  const flags = 'flags' in command ? command.flags : undefined;
  const language = languageFrom(
    outside.env,
    flags?.lang ?? ('lang' in command ? command.lang : undefined),
  );
  const terminal = legible(outside.terminal(flags?.color), language, flags?.json ?? false);
  if (command.kind === 'version') terminal.out(`${outside.version}\n`);
  if (command.kind === 'help') await showHelp(command.verb, { outside, language, terminal });
  if (command.kind === 'version' || command.kind === 'help') return exitCodes.ok;
  const messages = await loadCatalogue(language);
  try {
    if (command.kind === 'invalid') throw new WizardError(command.problem);
    return await runVerb(command, { outside, messages, language, terminal });
  } catch (error) {
    const { report } = await import('./ui/report-end.ts');
    return report(error, messages, terminal, flags?.json ?? false);
  }
}

/**
 * Who asks for Korean by `--lang` where the locale is not UTF-8 says that it can be shown all the
 * same. JSON is no text to be shown, and stays as it is.
 */
function legible(terminal: Terminal, language: Language, json: boolean): Terminal {
  if (language === 'ko') return { ...terminal, unicode: true };
  return terminal.unicode || json ? terminal : inAscii(terminal);
}

type RunCommand = Extract<Command, { kind: 'run' }>;

interface Said {
  readonly outside: Outside;
  readonly messages: Catalogue;
  readonly language: Language;
  readonly terminal: Terminal;
}

/** Without the catalogue, which is six times as long: its start is all that a help costs. */
async function showHelp(
  verb: Verb | undefined,
  { outside, language, terminal }: Pick<Said, 'outside' | 'language' | 'terminal'>,
): Promise<void> {
  const help = await loadHelp(language);
  terminal.out(`${help(verb, outside.version)}\n`);
}

/** What needs no account. */
async function runHere(verb: LocalVerb, flags: Flags, said: Said): Promise<number> {
  const { outside, messages, terminal } = said;
  switch (verb) {
    case 'sandbox': {
      await outside.runSandbox(flags, messages, terminal);
      break;
    }
    case 'agent script': {
      const { agentScript } = await import('./verbs/agent-script.ts');
      terminal.out(agentScript(flags, said.language));
      break;
    }
    case 'verifier template': {
      const { verifierTemplate } = await import('./verifier-code.ts');
      terminal.out(`${verifierTemplate(outside.version)}\n`);
    }
  }
  return exitCodes.ok;
}

async function runVerb(command: RunCommand, said: Said): Promise<number> {
  const { verb, flags, bare } = command;
  const { outside, terminal } = said;
  if (isLocalVerb(verb)) return runHere(verb, flags, said);
  const prompts = flags.yes
    ? undefined
    : await outside.prompts(flags.noInput || flags.json, terminal.unicode);
  const asked = isInstanceVerb(verb) && flags.instanceIds.length === 0 ? verb : undefined;
  if (asked && !prompts) {
    if (bare) {
      await showHelp(undefined, said);
      return exitCodes.ok;
    }
    throw problem('missing-flag', { flag: '--instance-id', example: 'i-0123456789abcdef0' });
  }
  // Here the SDK is loaded, and no sooner: `--help` does without.
  const { reporterFor } = await import('./ui/reporter-for.ts');
  const reporter = reporterFor(verb, flags, said);
  const surroundings = { ...outside, terminal, prompts };
  const spoken = { flags, messages: said.messages, language: said.language, reporter };
  if (asked && prompts) {
    const { runAsked } = await import('./ask/run-asked.ts');
    return runAsked(asked, outside, surroundings, spoken, prompts);
  }
  return runSignedIn(verb, surroundings, spoken);
}

async function runSignedIn(
  verb: Exclude<Verb, LocalVerb>,
  surroundings: Surroundings,
  spoken: Parameters<typeof import('./verbs/session.ts').openSession>[1],
): Promise<number> {
  const { openSession } = await import('./verbs/session.ts');
  const { runOnAws } = await import('./verbs/run-on-aws.ts');
  const session = await openSession(surroundings, spoken);
  try {
    return await runOnAws(verb, session);
  } finally {
    session.aws.destroy();
  }
}
