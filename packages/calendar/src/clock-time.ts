/** Minutes after midnight of a clock time HH:MM, 00:00 to 24:00; undefined for what is none. */
export function clockMinutes(text: string): number | undefined {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$|^(24):(00)$/.exec(text);
  if (parts === null) return undefined;
  const [, hours, minutes, last] = parts;
  return last === undefined ? Number(hours) * 60 + Number(minutes) : 24 * 60;
}
