import { exitCodes, problem, WizardError } from './errors.ts';
import type { Command, Flags, Verb } from './flags/flags.ts';
import { parseFlags } from './flags/parse.ts';
import type { Catalogue } from './messages/catalogue.ts';
import { languageFrom, loadCatalogue } from './messages/languages.ts';
import type { Terminal } from './ui/terminal.ts';
import type { Surroundings } from './verbs/session.ts';

/** What `main` and tests give the program, before it is known what is asked for. */
export interface Outside extends Omit<Surroundings, 'prompts' | 'terminal'> {
  readonly version: string;
  terminal(color: boolean | undefined): Terminal;
  /** Loads the prompts; `undefined` where nobody can be asked. */
  prompts(noInput: boolean): Promise<Surroundings['prompts']>;
  /** The only way to the sandbox, so that nothing else of the program knows of it. */
  runSandbox(flags: Flags, messages: Catalogue, terminal: Terminal): Promise<void>;
}

/** Runs one command line. Never throws. @returns the exit code */
export async function runCli(argv: readonly string[], outside: Outside): Promise<number> {
  const command = parseFlags(argv);
  const flags = 'flags' in command ? command.flags : undefined;
  const language = languageFrom(
    outside.env,
    flags?.lang ?? ('lang' in command ? command.lang : undefined),
  );
  const messages = await loadCatalogue(language);
  const terminal = outside.terminal(flags?.color);
  try {
    return await run(command, { outside, messages, language, terminal });
  } catch (error) {
    const { report } = await import('./ui/report-end.ts');
    return report(error, messages, terminal, flags?.json ?? false);
  }
}

interface Said {
  readonly outside: Outside;
  readonly messages: Catalogue;
  readonly language: 'en' | 'ko';
  readonly terminal: Terminal;
}

async function run(command: Command, said: Said): Promise<number> {
  const { outside, messages, terminal } = said;
  switch (command.kind) {
    case 'version':
      terminal.out(`${outside.version}\n`);
      return exitCodes.ok;
    case 'help':
      terminal.out(`${messages.help(command.verb, outside.version)}\n`);
      return exitCodes.ok;
    case 'invalid':
      throw new WizardError(command.problem);
    case 'run':
      return runVerb(command.verb, command.flags, said);
  }
}

async function runVerb(verb: Verb, flags: Flags, said: Said): Promise<number> {
  const { outside, messages, terminal } = said;
  if (verb === 'sandbox') {
    await outside.runSandbox(flags, messages, terminal);
    return exitCodes.ok;
  }
  if (verb !== 'status' && flags.instanceIds.length === 0)
    throw problem('missing-flag', { flag: '--instance-id', example: 'i-0123456789abcdef0' });
  // Here the SDK is loaded, and no sooner: `--help` does without.
  const { openSession } = await import('./verbs/session.ts');
  const { reporterFor } = await import('./ui/reporter-for.ts');
  const prompts =
    flags.yes || flags.dryRun ? undefined : await outside.prompts(flags.noInput || flags.json);
  const reporter = reporterFor(verb, flags, said);
  const session = await openSession(
    { ...outside, terminal, prompts },
    { flags, messages, language: said.language, reporter },
  );
  const { runOnAws } = await import('./verbs/run-on-aws.ts');
  try {
    return await runOnAws(verb, session);
  } finally {
    session.aws.destroy();
  }
}
