import type { Command } from 'commander';
import type { RequestStatus } from '../outcome';
import { type Cell, pairs, table } from '../output/table';
import { wrongUse } from '../shared/command-error';
import { numbersAtFault } from '../words/faults';
import { versionsOf } from '../words/versions';
import {
  asOption,
  type CommonOptions,
  forOption,
  localOption,
  newCommand,
  outputFor,
  type Tools,
  timesFor,
} from './command';

const STYLES = { pending: 'yellow', done: 'green', refused: 'red' } as const;

/** What became of a request; exit code 0 also for a refused one, since the question was answered. */
export function requestCommand(tools: Tools): Command {
  return newCommand('request', 'what became of a request', [
    ['lnp request X202-cli-6a3f', 'an id is the SPID, a hyphen, the message id'],
  ])
    .argument('<id>', 'request id', requestId)
    .addOption(asOption())
    .addOption(forOption())
    .addOption(localOption())
    .action(async (id: string, options: CommonOptions) => {
      const client = tools.context.client({ as: options.as, for: options.for, operator: true });
      const request = await client.call<RequestStatus>('GET', `/v1/requests/${encodeURIComponent(id)}`);
      const output = outputFor(tools, options);
      output.say(request, () => {
        const times = timesFor(options);
        const instant = (at: string | null): string => (at === null ? '-' : `${times.exact(at)} ${times.zone}`);
        const rows: [string, Cell][] = [
          ['request', request.id],
          ['kind', request.kind],
          ['status', { text: request.status, style: STYLES[request.status] }],
          ['number', request.tn ?? '-'],
          ['versions', versionsOf(request.tn, request.svIds) || '-'],
          ['sender', request.sender],
          ...(request.actingFor == null ? [] : [['acting for', request.actingFor] as [string, Cell]]),
          ['accepted', instant(request.acceptedAt)],
          ['completed', instant(request.completedAt)],
        ];
        const faults = request.errors.map((fault) =>
          [fault.code, fault.rule, fault.field, fault.expected, fault.actual, numbersAtFault(fault)].map(
            (cell) => cell ?? '-',
          ),
        );
        const heading = ['code', 'rule', 'field', 'expected', 'actual', 'tn'];
        const why = faults.length === 0 ? '' : `\n\n${table(heading, faults, { paint: output.paint })}`;
        return `${pairs(rows, output.paint)}${why}`;
      });
    });
}

function requestId(text: string): string {
  if (/^[A-Z0-9]{4}-.+$/.test(text)) return text;
  throw wrongUse(
    'invalid_request_id',
    `${JSON.stringify(text)} is no request id`,
    'it is the SPID, a hyphen and the message id, such as X202-cli-6a3f',
  );
}
