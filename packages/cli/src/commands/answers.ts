import type { Command } from 'commander';
import { oneTn } from '../args/numbers';
import { type Cell, table } from '../output/table';
import { asOption, type CommonOptions, localOption, newCommand, outputFor, type Tools, timesFor } from './command';

interface Answer {
  readonly svId: number;
  /** Which download of the version; null for one that an LSMS of the failed-SP list took later. */
  readonly broadcast: number | null;
  readonly spid: string;
  readonly ok: boolean;
  /** Why it refused. */
  readonly code: string | null;
  readonly answeredAt: string;
}

/** The activation log of a number, which NPAC personnel may see (R5-58.5). */
export function answersCommand(tools: Tools): Command {
  return newCommand('answers', 'what each LSMS answered to the downloads of a number, for the operator', [
    ['lnp answers 3035550100', ''],
    ['lnp answers 3035550100 --json', 'one answer a line'],
    ["lnp answers 3035550100 --json | jq 'select(.ok | not)'", 'what was refused'],
  ])
    .argument('<tn>', 'a telephone number', oneTn)
    .addOption(asOption())
    .addOption(localOption())
    .action(async (tn: string, options: CommonOptions) => {
      const client = tools.context.client({ as: options.as, operator: true });
      const { answers } = await client.call<{ answers: Answer[] }>('GET', `/v1/telephone-numbers/${tn}/lsms-answers`);
      const output = outputFor(tools, options);
      if (output.json) {
        for (const answer of answers) output.say({ tn, ...answer }, () => '');
        return;
      }
      const times = timesFor(options);
      const rows = answers.map(({ answeredAt, svId, broadcast, spid, ok, code }): Cell[] => [
        times.exact(answeredAt),
        svId,
        broadcast ?? 'later',
        spid,
        ok ? { text: 'taken', style: 'green' } : { text: 'refused', style: 'red' },
        code ?? '',
      ]);
      const heading = [`when (${times.zone})`, 'SV', 'broadcast', 'LSMS', 'answer', 'why'];
      output.say({}, () =>
        rows.length === 0
          ? 'no answers, or none that are kept any more (local_sms_activation_log_retention_period)'
          : table(heading, rows, { paint: output.paint, right: [1] }),
      );
      output.hint(`Next: lnp history ${tn}, lnp resend ${tn} --lsms SPID`);
    });
}
