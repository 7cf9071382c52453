/** Cells that a line takes on a terminal. Hangul and its like take two. */
export function widthOf(line: string): number {
  const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/gu;
  return [...line].length + (line.match(wide)?.length ?? 0);
}
