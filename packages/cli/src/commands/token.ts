import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { spid } from '../args/numbers';
import { sha256, tokenId as tokenIdOf } from '../args/tokens';
import { wrongUse } from '../shared/command-error';
import { asOption, type CommonOptions, newCommand, outputFor, type Tools } from './command';
import { run } from './send';

interface CreateOptions extends CommonOptions {
  readonly label: string;
  readonly save?: boolean;
  readonly hash?: string;
  readonly tokenId?: string;
}

/** Bearer tokens, whose right is the operator's alone. */
export const tokenCommand = (tools: Tools): Command =>
  new Command('token')
    .description("bearer tokens of the service providers, as the registry's operator")
    .addCommand(create(tools))
    .addCommand(revoke(tools));

const operator = ({ as }: CommonOptions) => ({ as, operator: true });
const takenBackBy = (tokenId: string, owner: string): string =>
  `take it back with: lnp token revoke ${tokenId} --spid ${owner}`;

function create(tools: Tools): Command {
  return newCommand('create', 'give a service provider a token; it is shown once', [
    ['lnp token create X202 --label "SOA, production"', ''],
    ['lnp token create X202 --save', 'for --as X202 on this machine'],
    ['lnp token create X202 --hash "$(printf %s "$TOKEN" | sha256sum | head -c 64)"', 'one that X202 has made itself'],
  ])
    .argument('<spid>', 'whose token it is', spid)
    .option('--label <text>', 'what it is for', '')
    .option('--save', 'keep it in LNP_DATA/tokens instead of showing it')
    .option('--hash <sha256>', 'of a token that its owner has made: SHA-256 in hex; nobody else sees the token', sha256)
    .option('--token-id <id>', 'with --hash: what it is called; default: a new UUID', tokenIdOf)
    .addOption(asOption())
    .action((owner: string, options: CreateOptions) =>
      options.hash === undefined ? issue(tools, owner, options) : register(tools, owner, options, options.hash),
    );
}

/** The registry makes the token, and shows it this once. */
async function issue(tools: Tools, owner: string, options: CreateOptions): Promise<void> {
  if (options.tokenId !== undefined)
    throw wrongUse(
      'conflicting_options',
      'the registry names the tokens that it makes',
      'say --hash, or no --token-id',
    );
  const client = tools.context.client(operator(options));
  const body = { spid: owner, label: options.label };
  const issued = await client.call<{ tokenId: string; token: string }>('POST', '/v1/tokens', body);
  const output = outputFor(tools, options);
  if (options.save !== true) {
    output.say({ spid: owner, ...issued }, () => issued.token);
    output.hint(takenBackBy(issued.tokenId, owner));
    return;
  }
  const file = tools.context.tokenFile(owner);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${issued.token}\n`, { mode: 0o600 });
  output.say({ spid: owner, tokenId: issued.tokenId, file }, () => `token ${issued.tokenId} of ${owner} is in ${file}`);
  output.hint(takenBackBy(issued.tokenId, owner));
}

async function register(tools: Tools, owner: string, options: CreateOptions, tokenHash: string): Promise<void> {
  if (options.save === true)
    throw wrongUse('conflicting_options', 'a token cannot be made of its hash', 'say --save or --hash');
  const { label, tokenId = tools.io.newId() } = options;
  const request = { kind: 'TokenIssue', spid: owner, tokenId, tokenHash, label };
  const about = `${tokenId} of ${owner}`;
  await run(tools, { ...options, wait: true }, operator(options), async () => request, about);
  outputFor(tools, options).hint(takenBackBy(tokenId, owner));
}

function revoke(tools: Tools): Command {
  return newCommand('revoke', 'take a token back', [
    ['lnp token revoke 0b9f4c1e-5c0e-4a53-9f0e-0d7f5a1c2b3d --spid X202', ''],
  ])
    .argument('<token-id>', 'as told when it was made')
    .requiredOption('--spid <spid>', 'whose token it is', spid)
    .addOption(asOption())
    .action(async (tokenId: string, options: CommonOptions & { spid: string }) => {
      const path = `/v1/tokens/${encodeURIComponent(tokenId)}?spid=${options.spid}`;
      await tools.context.client(operator(options)).call('DELETE', path);
      outputFor(tools, options).say(
        { spid: options.spid, tokenId, revoked: true },
        () => `token ${tokenId} is taken back`,
      );
    });
}
