import type { AppendFault, DropReads } from './faults';
import type { EsdbServer } from './server';

/** One line of JSON on the standard input of a server that runs as a process of its own. */
export type ControlCommand =
  | { readonly do: 'nextAppends'; readonly fault: AppendFault; readonly times?: number }
  | ({ readonly do: 'dropReads' } & DropReads)
  | { readonly do: 'delayAnswers'; readonly ms: number }
  | { readonly do: 'dropConnections' }
  | { readonly do: 'clear' }
  | { readonly do: 'writeSystemEvents'; readonly count?: number }
  | { readonly do: 'moveLeader'; readonly to?: number }
  /** Answered with what the server has done and which faults have struck. */
  | { readonly do: 'status' }
  | { readonly do: 'stop' };

/** What the commands work on: one server, or the node of a cluster that stands for all. */
export interface Controlled {
  readonly nodes: readonly EsdbServer[];
  readonly moveLeader?: (to: number | undefined) => void;
  readonly stop: () => Promise<void>;
}

/** Carries out one command; what it gives is the answering line, as an object. */
export async function carryOut(controlled: Controlled, command: ControlCommand): Promise<object> {
  const [first] = controlled.nodes;
  if (!first) throw new Error('there is no server to control');
  const { faults } = first;
  switch (command.do) {
    case 'nextAppends':
      faults.nextAppends(command.fault, command.times);
      break;
    case 'dropReads':
      faults.dropReads(command);
      break;
    case 'delayAnswers':
      faults.delayAnswers(command.ms);
      break;
    case 'dropConnections':
      return { done: command.do, cut: faults.dropConnections() };
    case 'clear':
      faults.clear();
      break;
    case 'writeSystemEvents':
      first.writeSystemEvents(command.count);
      break;
    case 'moveLeader':
      if (!controlled.moveLeader) throw new Error('one server alone always leads');
      controlled.moveLeader(command.to);
      break;
    case 'status': {
      const logs = controlled.nodes.map((node) => node.log);
      return {
        done: command.do,
        fired: faults.fired,
        pending: faults.pending,
        events: first.events.records.length,
        logs,
      };
    }
    case 'stop':
      await controlled.stop();
      break;
    default:
      throw new Error(`no such command: ${JSON.stringify(command)}`);
  }
  return { done: command.do };
}
