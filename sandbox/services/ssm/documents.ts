import type { OsFacts } from '../../machine/os.ts';
import type { Command } from './state.ts';

interface Parameter {
  readonly required?: boolean;
  /** Left out, any text. */
  readonly pattern?: RegExp;
}

/** One of AWS's command documents. Each has a single step. */
export interface Document {
  readonly name: string;
  readonly platforms: readonly OsFacts['platformType'][];
  /** `PluginName` of its step. */
  readonly step: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** What runs on the machine; the shell is the machine's own `sh` when it is left out. */
  script(given: Command['parameters']): { readonly script: string; readonly shell?: string };
}

const documents: readonly Document[] = [
  {
    name: 'AWS-RunShellScript',
    platforms: ['Linux'],
    step: 'aws:runShellScript',
    parameters: {
      commands: { required: true },
      workingDirectory: {},
      // 1 to 172,800 seconds.
      executionTimeout: {
        pattern: /^([1-9][0-9]{0,4}|1[0-6][0-9]{4}|17[0-1][0-9]{3}|172[0-7][0-9]{2}|172800)$/,
      },
    },
    script: ({ commands = [], workingDirectory = [] }) => {
      const [directory] = workingDirectory;
      const enter = directory ? [`cd "$ROOT"${quoted(directory)} || exit 1`] : [];
      const shell = shellOf(commands[0] ?? '');
      const script = [...enter, ...commands].join('\n');
      return { script, ...(shell !== undefined && { shell }) };
    },
  },
  {
    name: 'AWS-ConfigureAWSPackage',
    platforms: ['Linux', 'Windows'],
    step: 'configurePackage',
    parameters: {
      action: { required: true, pattern: /^(Install|Uninstall)$/ },
      name: { required: true },
      installationType: { pattern: /^(Uninstall and reinstall|In-place update)$/ },
      version: { pattern: /^(|latest)$/ },
      additionalArguments: { pattern: /^(|\{\})$/ },
    },
    script: ({ action = [], name = [], installationType = [] }) => {
      const reinstall = installationType[0] !== 'In-place update';
      const words = [action[0] ?? '', name[0] ?? '', String(reinstall)].map(quoted);
      return { script: `sh "$ROOT/.pretend/lib/configure-package.sh" ${words.join(' ')}` };
    },
  },
];

export function findDocument(name: string): Document | undefined {
  return documents.find((document) => document.name === name);
}

/** `PluginName` of the one step of a document that a command was sent with. */
export function stepOf(documentName: string): string {
  return findDocument(documentName)?.step ?? '';
}

export function scriptOf({ documentName, parameters }: Command) {
  return findDocument(documentName)?.script(parameters) ?? { script: '' };
}

/** AWS-RunShellScript honours a `#!` line; here as far as it names a shell. */
function shellOf(script: string): string | undefined {
  return /^#! *(?:\S*\/env +)?(?:\S*\/)?(sh|bash|dash)\s/.exec(`${script}\n`)?.[1];
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
