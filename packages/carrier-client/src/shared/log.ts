/** What this library has to say: a snake_case event with its values. Never tokens, never payloads. */
export type Log = (event: string, fields: Readonly<Record<string, unknown>>) => void;

export const noLog: Log = () => undefined;
