import type { World } from '@openlnp/cli';
import { pick, seededRandom } from './random';

/** What a carrier gets wrong before it gets it right; each is refused. */
export type Mistake = 'wrong_old_sp' | 'foreign_lrn' | 'early_activation';

/** One number that moves from its code holder to another service provider. */
export interface Port {
  /** 10 digits. */
  readonly tn: string;
  readonly oldSp: string;
  readonly newSp: string;
  /** Of the new service provider. */
  readonly lrn: string;
  /** Which side asks first. */
  readonly first: 'new' | 'old';
  readonly mistake: Mistake | undefined;
}

export interface Plan {
  readonly seed: number;
  readonly ports: readonly Port[];
}

/** Lines of a code that may be ported; the rest is kept for LRNs. */
const LINES = 9_990;
const MISTAKES: readonly Mistake[] = ['wrong_old_sp', 'foreign_lrn', 'early_activation'];
const MISTAKE_SHARE = 0.06;

/** So that picking numbers that were not picked before stays quick. */
export const mostNumbers = (world: World): number => Math.floor((world.codes.length * LINES) / 2);

/** Same seed, same plan. Throws a RangeError for more numbers than the world can give. */
export function makePlan(world: World, numbers: number, seed: number): Plan {
  if (numbers > mostNumbers(world)) throw new RangeError(`this world has ${mostNumbers(world)} numbers to port`);
  const random = seededRandom(seed);
  const spids = world.serviceProviders.map(({ spid }) => spid);
  const taken = new Set<string>();
  const ports = Array.from({ length: numbers }, (): Port => {
    let code = pick(world.codes, random);
    let tn = lineOf(code.npaNxx, random);
    while (taken.has(tn)) {
      code = pick(world.codes, random);
      tn = lineOf(code.npaNxx, random);
    }
    taken.add(tn);
    const oldSp = code.spid;
    const others = spids.filter((spid) => spid !== oldSp);
    const newSp = pick(others, random);
    return {
      tn,
      oldSp,
      newSp,
      lrn: lrnOf(world, newSp),
      first: random() < 0.7 ? 'new' : 'old',
      mistake: random() < MISTAKE_SHARE ? pick(MISTAKES, random) : undefined,
    };
  });
  return { seed, ports };
}

const lineOf = (npaNxx: string, random: () => number): string =>
  `${npaNxx}${String(Math.floor(random() * LINES)).padStart(4, '0')}`;

export function lrnOf(world: World, spid: string): string {
  const lrn = world.lrns.find((candidate) => candidate.spid === spid)?.lrn;
  if (lrn === undefined) throw new Error(`${spid} has no LRN in this world`);
  return lrn;
}

/** What the number has become once a request is done. */
export type Step = 'created' | 'agreed' | 'sending';

export interface PlannedRequest {
  readonly sender: string;
  /** Record of the request, with its fields in JSON form. */
  readonly form: { readonly kind: string; readonly tn: string } & Readonly<Record<string, unknown>>;
  readonly messageId: string;
  readonly expected: 'done' | 'refused';
  /** With `expected` done. */
  readonly step?: Step;
}

/**
 * The requests of one number's life, in order: both creates, the activation, and where planned the mistake before the request that
 * it gets wrong. `dueDate` is an ISO 8601 instant.
 */
export function requestsOf(world: World, seed: number, port: Port, dueDate: string): PlannedRequest[] {
  const { tn, oldSp, newSp, lrn, first, mistake } = port;
  const id = (name: string): string => `demo-${seed}-${tn}-${name}`;
  const asNew = { kind: 'NewSpCreate', tn, oldSp, newSp, dueDate, lrn };
  const asOld = { kind: 'OldSpCreate', tn, oldSp, newSp, dueDate };
  const stranger = world.serviceProviders.find(({ spid }) => spid !== oldSp && spid !== newSp)?.spid ?? oldSp;
  const wrong = (form: PlannedRequest['form']): PlannedRequest => ({
    sender: newSp,
    form,
    messageId: id('mistake'),
    expected: 'refused',
  });

  const create: PlannedRequest[] = [{ sender: newSp, form: asNew, messageId: id('new'), expected: 'done' }];
  if (mistake === 'wrong_old_sp') create.unshift(wrong({ ...asNew, oldSp: stranger }));
  if (mistake === 'foreign_lrn') create.unshift(wrong({ ...asNew, lrn: lrnOf(world, oldSp) }));
  const agree: PlannedRequest[] = [{ sender: oldSp, form: asOld, messageId: id('old'), expected: 'done' }];
  const activate = { kind: 'Activate', tn };
  const [one, two] = first === 'new' ? [create, agree] : [agree, create];
  return [
    ...one.map((request) => reaching(request, 'created')),
    ...(mistake === 'early_activation' ? [wrong(activate)] : []),
    ...two.map((request) => reaching(request, 'agreed')),
    { sender: newSp, form: activate, messageId: id('activate'), expected: 'done', step: 'sending' },
  ];
}

const reaching = (request: PlannedRequest, step: Step): PlannedRequest =>
  request.expected === 'done' ? { ...request, step } : request;
