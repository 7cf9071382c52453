/** A path that can stand in a cron line: absolute, printable, on one line. */
export function isDiskPath(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses.
  return path.startsWith('/') && path.length <= 255 && !/[\u0000-\u001f\u007f%\\]/.test(path);
}
