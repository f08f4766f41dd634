import { type LsmsAnswer, liveVersion, type Sv } from '@openlnp/porting';
import { answers, endOfWindow, LSMS_A, LSMS_B, ok, refusal } from '../../../packages/porting/src/testing/world';
import { type Commands, type Move, named, type Situation } from '../situation';

const no = (spid: LsmsAnswer['spid']) => refusal(spid, 'full');

const TO_A_BROADCAST: Readonly<Record<string, readonly LsmsAnswer[]>> = {
  'LSMS A takes': [ok(LSMS_A)],
  'LSMS B takes': [ok(LSMS_B)],
  'LSMS A refuses': [no(LSMS_A)],
  'LSMS B refuses': [no(LSMS_B)],
  'both LSMSs take': [ok(LSMS_A), ok(LSMS_B)],
  'LSMS A takes and LSMS B refuses': [ok(LSMS_A), no(LSMS_B)],
  'LSMS A refuses and LSMS B takes': [no(LSMS_A), ok(LSMS_B)],
  'both LSMSs refuse': [no(LSMS_A), no(LSMS_B)],
};

/** Answers of LSMSs to what is being sent and, late, to what was sent; and the end of the response window. */
export function lsmsMoves(situation: Situation): readonly Move[] {
  const { state, now } = situation;
  const live = liveVersion(state);
  const versions = state.versions.filter((sv) => sv.status === 'sending' || sv === live || hasList(sv));
  return versions.flatMap((sv) => {
    if (!('broadcast' in sv)) return [];
    const { number, since, respondBy } = sv.broadcast;
    const earlier = [...new Set([since, since - 1])].filter((one) => one > 0 && one < number);
    const told = [...answersTo(sv, number, situation), ...earlier.flatMap((one) => answersTo(sv, one, situation))];
    const window = { 'the response window ends': endOfWindow(sv.svId, { now: respondBy, broadcast: number }) };
    const early = { 'the response window ends too early': endOfWindow(sv.svId, { now, broadcast: number }) };
    const late = respondBy > now ? respondBy : now;
    const ends = [...named({ now: late }, window), ...(respondBy > now ? named(situation, early) : [])];
    return [...told, ...ends].map((move) => ({ ...move, name: `${move.name} (version ${sv.svId})` }));
  });
}

function answersTo(sv: Sv, broadcast: number, situation: Situation): readonly Move[] {
  const { now } = situation;
  const commands: Commands = Object.fromEntries(
    Object.entries(TO_A_BROADCAST).map(([name, given]) => [
      `${name} broadcast ${broadcast}`,
      answers(sv.svId, [...given], { now, broadcast }),
    ]),
  );
  return named(situation, commands);
}

const hasList = (sv: Sv): boolean => 'failedSps' in sv && sv.failedSps.length > 0;
