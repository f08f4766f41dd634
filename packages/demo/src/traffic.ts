import type { Reply } from '@openlnp/carrier-client';
import type { World } from '@openlnp/cli';
import type { Board } from './board';
import { type PlannedRequest, type Port, requestsOf } from './plan';
import type { Sandbox } from './sandbox';
import { sleep } from './waiting';

export interface TrafficOptions {
  readonly world: World;
  readonly seed: number;
  /** Ports begun per second. */
  readonly rate: number;
  readonly sandbox: Sandbox;
  readonly board: Board;
  readonly signal: AbortSignal;
}

/** Begun and not ended; more wait, so that a slow registry is not buried. */
const MOST_UNDER_WAY = 256;

/** The carriers at work: takes numbers through their requests at a rate. */
export class Traffic {
  underWay = 0;
  /** Message ids of everything sent, by sender. */
  readonly sent: { readonly sender: string; readonly messageId: string }[] = [];

  constructor(private readonly options: TrafficOptions) {}

  /** Resolves when every request of these numbers has its reply; the downloads may still be on their way. */
  async port(ports: readonly Port[]): Promise<void> {
    const { rate, sandbox, signal } = this.options;
    const dueDate = await sandbox.today();
    const startedAt = performance.now();
    const lives: Promise<void>[] = [];
    let failure: { readonly error: unknown } | undefined;
    for (const [index, port] of ports.entries()) {
      const dueIn = startedAt + (index * 1_000) / rate - performance.now();
      if (dueIn > 0) await sleep(dueIn, signal);
      while (this.underWay >= MOST_UNDER_WAY) await sleep(5, signal);
      if (failure !== undefined) break;
      const life = this.live(port, dueDate).catch((error: unknown) => {
        failure ??= { error };
      });
      lives.push(life);
    }
    await Promise.all(lives);
    if (failure !== undefined) throw failure.error;
  }

  private async live(port: Port, dueDate: string): Promise<void> {
    const { world, seed } = this.options;
    this.underWay += 1;
    try {
      for (const request of requestsOf(world, seed, port, dueDate)) {
        if (!(await this.ask(request))) return;
      }
    } finally {
      this.underWay -= 1;
    }
  }

  /** Whether the reply was the expected one. Otherwise the number counts as failed. */
  async ask({ sender, form, messageId, expected, step }: PlannedRequest): Promise<boolean> {
    const { sandbox, board, signal } = this.options;
    this.sent.push({ sender, messageId });
    board.sent();
    const reply = await sandbox.carrier(sender).ask(form, messageId, signal);
    for (const { code } of reply.errors) board.refused(code);
    if (reply.status === expected) {
      if (step !== undefined) board.portReached(form.tn, step);
      else board.say(`${form.tn}  ${sender} ${form.kind} refused as it should be: ${codesOf(reply)}`, 'detail');
      return true;
    }
    board.portIs(form.tn, 'failed');
    board.say(`${form.tn}  ${sender} ${form.kind} was ${reply.status}: ${codesOf(reply)}`, 'bad');
    return false;
  }
}

const codesOf = ({ errors }: Reply): string => errors.map(({ code }) => code).join(', ');
