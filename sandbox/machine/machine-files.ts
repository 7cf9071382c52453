import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Who a machine's files and processes belong to on the host. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The files of one machine, named as they are inside it: `etc/hostname`. */
export interface MachineFiles {
  readonly root: string;
  /** `undefined` when the sandbox is not root: all is its own. */
  readonly owner: Owner | undefined;
  path(name: string): string;
  exists(name: string): boolean;
  /** `undefined` when there is no such file. */
  read(name: string): string | undefined;
  /** Names in a directory, sorted; none when there is no such directory. */
  list(name: string): readonly string[];
  /** Makes missing directories too. */
  write(name: string, text: string | Buffer, mode?: number): void;
  append(name: string, text: string, mode?: number): void;
  makeDirectory(name: string, mode?: number): void;
  /** Throws when it is there already. */
  makeRoot(): void;
  symlink(name: string, target: string): void;
  remove(name: string): void;
}

// Scripts inside may plant a link where the sandbox, perhaps as root, is about to write.
const create = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;

export function createMachineFiles(root: string, owner: Owner | undefined): MachineFiles {
  const path = (name: string) => join(root, name);

  const makeDirectory = (name: string, mode = 0o755) => {
    const directory = path(name);
    if (existsSync(directory)) return;
    // Not the root itself: a machine that is gone must not come back by a late write.
    const parent = dirname(join('/', name));
    if (parent !== '/') makeDirectory(parent);
    mkdirSync(directory);
    chmodSync(directory, mode);
    if (owner) chownSync(directory, owner.uid, owner.gid);
  };

  const makeRoot = () => {
    mkdirSync(root);
    chmodSync(root, 0o755);
    if (owner) chownSync(root, owner.uid, owner.gid);
  };

  const put = (name: string, text: string | Buffer, flags: number, mode: number | undefined) => {
    makeDirectory(dirname(join('/', name)));
    const isNew = !existsSync(path(name));
    const file = openSync(path(name), create | flags, mode ?? 0o644);
    try {
      if (owner && isNew) fchownSync(file, owner.uid, owner.gid);
      // Whatever the umask of the sandbox is, the machine's modes are its own.
      if (isNew || mode !== undefined) fchmodSync(file, mode ?? 0o644);
      writeFileSync(file, text);
    } finally {
      closeSync(file);
    }
  };

  return {
    root,
    owner,
    path,
    exists: (name) => existsSync(path(name)),
    read: (name) => unlessMissing(() => readFileSync(path(name), 'utf8')),
    list: (name) => unlessMissing(() => readdirSync(path(name)).sort()) ?? [],
    write: (name, text, mode) => put(name, text, constants.O_TRUNC, mode),
    append: (name, text, mode) => put(name, text, constants.O_APPEND, mode),
    makeDirectory,
    makeRoot,
    symlink: (name, target) => {
      makeDirectory(dirname(join('/', name)));
      symlinkSync(target, path(name));
      if (owner) lchownSync(path(name), owner.uid, owner.gid);
    },
    // Retried: a script that was just killed may leave one last file behind us.
    remove: (name) =>
      rmSync(path(name), { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }),
  };
}

/** `undefined` instead of an error when the file or directory is not there. */
export function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    return undefined;
  }
}
