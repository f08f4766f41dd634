import { type Story, TN } from './story';
import { LRNS, SPIDS } from './world';

/** Thursday: the day the port is due. */
export const DUE = '2026-01-08T00:00:00Z';

const PARTIES = { tn: TN, oldSp: SPIDS.anna, newSp: SPIDS.berta, dueDate: DUE };

/** A number of Anna's that Berta takes over, in the words of either side. */
export const newSide = (more: object = {}) => ({ ...PARTIES, lrn: LRNS.berta, ...more });
export const oldSide = (more: object = {}) => ({ ...PARTIES, ...more });

/** The number goes on from Berta to Carla. */
const ONWARD = { oldSp: SPIDS.berta, newSp: SPIDS.carla };
export const onwardNewSide = (more: object = {}) => newSide({ ...ONWARD, lrn: LRNS.carla, ...more });
export const onwardOldSide = (more: object = {}) => oldSide({ ...ONWARD, ...more });

/** Both have created, and the old service provider agrees. */
export async function bothHaveCreated({ anna, berta, tn }: Story): Promise<void> {
  await berta.sends('NewSpCreate', newSide({ tn }));
  await anna.sends('OldSpCreate', oldSide({ tn }));
}

/** It is Thursday, and all is ready for the activation. */
export async function isDue(story: Story): Promise<void> {
  await bothHaveCreated(story);
  await story.at(DUE);
}

/** It is Thursday, and the number is with Berta. */
export async function isPorted(story: Story): Promise<void> {
  await isDue(story);
  await story.berta.sends('Activate', { tn: story.tn });
}

/** It is Thursday, Berta has the number, and Carla is about to take it over. */
export async function isDueOnward(story: Story): Promise<void> {
  const { berta, carla, tn } = story;
  await isPorted(story);
  await carla.sends('NewSpCreate', onwardNewSide({ tn }));
  await berta.sends('OldSpCreate', onwardOldSide({ tn }));
}

/** Monday, 9:00: both have created, and Anna objects. */
export const inConflict =
  (causeCode: number) =>
  async (story: Story): Promise<void> => {
    await bothHaveCreated(story);
    await story.anna.sends('SetConflict', { tn: story.tn, causeCode });
  };

/** Monday, 9:00: both have created, and Berta cancels. */
export async function isCancelPending(story: Story): Promise<void> {
  await bothHaveCreated(story);
  await story.berta.sends('Cancel', { tn: story.tn });
}

/** Thursday: Berta's customer leaves, and the number is to be released later. */
export const waitsForRelease =
  (effectiveReleaseDate: string) =>
  async (story: Story): Promise<void> => {
    await isPorted(story);
    const { berta, tn } = story;
    await berta.sends('Disconnect', { tn, customerDisconnectDate: DUE, effectiveReleaseDate });
  };

/** The numbers of a range such as 3035550100-0199. */
export function numbersOf(range: string): string[] {
  const [first = '', last = ''] = range.split('-');
  const prefix = first.slice(0, 6);
  const from = Number(first.slice(6));
  return Array.from({ length: Number(last) - from + 1 }, (_, n) => `${prefix}${String(from + n).padStart(4, '0')}`);
}
