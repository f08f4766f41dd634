import { Command, Option } from 'commander';
import { spid } from '../args/numbers';
import type { Context } from '../context';
import { type Output, outputOf } from '../output/output';
import { localTimes, type Times, UTC } from '../output/times';
import type { Io } from '../shared/io';

/** What every command is made with. */
export interface Tools {
  readonly io: Io;
  readonly context: Context;
}

export interface CommonOptions {
  readonly json?: boolean;
  readonly as?: string;
  readonly for?: string;
  readonly local?: boolean;
}

export const outputFor = ({ io }: Tools, options: CommonOptions): Output => outputOf(io, options);
export const timesFor = ({ local }: CommonOptions): Times => (local === true ? localTimes() : UTC);

/** A command with --json and its examples. */
export function newCommand(
  name: string,
  description: string,
  examples: readonly (readonly [string, string])[],
): Command {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, what]) => `  ${line.padEnd(width)}  ${what}`.trimEnd());
  return new Command(name)
    .description(description)
    .option('--json', 'JSON on stdout, one object a line')
    .addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

export const asOption = (): Option =>
  new Option('--as <spid>', 'whose token to take from LNP_DATA/tokens; NPAC is the operator').argParser(spid);

/** Of a question; what a request says of itself is in send.ts. */
export const forOption = (): Option =>
  new Option('--for <spid>', 'as an associated service provider would be answered (service bureau)').argParser(spid);

export const yesOrNo = (flags: string, description: string): Option =>
  new Option(flags, description).choices(['yes', 'no']);
/** The answer to such an option; null where it was not given. */
export const truth = (answer: string | undefined): boolean | null => (answer === undefined ? null : answer === 'yes');

export const localOption = (): Option => new Option('--local', 'times in the zone of this machine instead of UTC');
