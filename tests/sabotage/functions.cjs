// Functions that can be switched off beside rules, messages, deadlines, states and events, and the requirements that stand behind
// each: how it behaves then, made from how it does otherwise.
const PORTING = 'packages/porting/src';
const ROUTING = 'services/routing/src';
const VISIBILITY = 'packages/service/src/sv-visibility';
const INTAKE = 'services/intake/src/http';
const nothing = () => ({});

/** What the function gives, with something else in it; still nothing where it gives nothing. */
const changed =
  (change) =>
  (real) =>
  (...given) => {
    const found = real(...given);
    return found && { ...found, ...change(found) };
  };
/** A state in which what is being sent waits for those only who answer now. */
const waitingFor = (answers, state) => ({
  ...state,
  versions: state.versions.map((sv) =>
    sv.status === 'sending' ? { ...sv, broadcast: { ...sv.broadcast, targets: answers.map(({ spid }) => spid) } } : sv,
  ),
});
/** The events that leave an old copy of a version behind. */
const COPIES = ['SvModifyRequested', 'SvDisconnectRequested'];

/** By what is off, in words. */
const FUNCTIONS = {
  'no announcement': {
    ...{ module: 'services/soa-notification/src/heads-up', name: 'headsUp' },
    off: () => () => [],
    ids: ['RR5-3'],
  },
  'everybody sees everything': {
    ...{ module: VISIBILITY, name: 'isVisible' },
    off: () => () => true,
    ids: ['RR5-39'],
  },
  'only its parties see a version': {
    ...{ module: VISIBILITY, name: 'isVisible' },
    off:
      () =>
      ({ newSp, oldSp }, spid) =>
        [newSp, oldSp].includes(spid),
    ids: ['RN5-6'],
  },
  'only its parties find a version': {
    ...{ module: `${ROUTING}/version-facts`, name: 'matches' },
    off: (real) => (facts, sought) => real(facts, sought) && [facts.newSp, facts.oldSp].includes(sought.asking),
    ids: ['RN5-4', 'RN5-6'],
  },
  'what is over is found for ever': {
    ...{ module: VISIBILITY, name: 'isRetained' },
    off: () => () => true,
    ids: ['RR5-40'],
  },
  'statuses are not looked at': {
    ...{ module: `${ROUTING}/version-facts`, name: 'criteriaOf' },
    off: changed(() => ({ statuses: undefined })),
    ids: ['R5-73', 'R5-74.1'],
  },
  'active versions only, where no status is named': {
    ...{ module: `${ROUTING}/version-facts`, name: 'criteriaOf' },
    off: changed(({ statuses }) => ({ statuses: statuses ?? new Set(['active']) })),
    ids: ['R5-74.2'],
  },
  'nothing found is a failure': {
    ...{ module: `${ROUTING}/version-search`, name: 'pageOf' },
    off:
      (real) =>
      async (...given) => {
        const page = await real(...given);
        if (page.subscriptionVersions.length === 0) throw new Error('nothing found');
        return page;
      },
    ids: ['R5-75'],
  },
  'SOAs are told nothing of a version': {
    ...{ module: `${ROUTING}/sv-view`, name: 'svView' },
    off: () => nothing,
    ids: ['R5-74.3'],
  },
  'what LSMSs answered is not shown': {
    ...{ module: `${ROUTING}/answers`, name: 'answersIn' },
    off: () => () => [],
    ids: ['R5-58.5'],
  },
  'who was excluded has answered': {
    ...{ module: `${ROUTING}/answers`, name: 'answersIn' },
    off: (real) => (event) => real({ ...event, data: { ...event.data, excluded: false } }),
    ids: ['N227'],
  },
  'LSMSs are told nothing of a version': {
    ...{ module: `${ROUTING}/lsms-view`, name: 'lsmsView' },
    off: () => nothing,
    ids: ['R5-13', 'R5-74.4'],
  },
  'versions cannot be asked about': {
    ...{ module: `${INTAKE}/routes/versions`, name: 'versionRoutes' },
    off: () => () => [],
    ids: ['R5-72'],
  },
  'questions are not logged': {
    ...{ module: `${INTAKE}/query-log`, name: 'logQueries' },
    off: () => () => undefined,
    ids: ['R5-6'],
  },
  'short timers for everybody': {
    ...{ module: `${PORTING}/decide/timers`, name: 'initialWindow' },
    off: changed(() => ({ timerType: 'short' })),
    ids: ['R5-19.3', 'R5-19.4'],
  },
  'long business days for everybody': {
    ...{ module: `${PORTING}/decide/timers`, name: 'initialWindow' },
    off: changed(() => ({ businessType: 'long' })),
    ids: ['R5-19.5', 'R5-19.6'],
  },
  'no conflict restriction': {
    ...{ module: `${PORTING}/decide/timers`, name: 'conflictRestrictedFrom' },
    off: () => () => null,
    ids: ['AR5-2', 'RR5-42.2'],
  },
  'a conflict restriction for short timers': {
    ...{ module: `${PORTING}/decide/timers`, name: 'conflictRestrictedFrom' },
    off: (real) => (tn, dueDate, types, facts) => real(tn, dueDate, { ...types, timerType: 'long' }, facts),
    ids: ['RR5-42.5'],
  },
  'a broadcast is for nobody': {
    ...{ module: `${PORTING}/decide/broadcast`, name: 'broadcastStarted' },
    off: changed(({ data }) => ({ data: { ...data, targets: [] } })),
    ids: ['R5-55', 'R5-65.4', 'RR5-41.1'],
  },
  'a partial failure does not end with its list': {
    ...{ module: `${PORTING}/decide/failed-sps`, name: 'takenOffTheList' },
    off:
      (real) =>
      (...given) =>
        real(...given).slice(0, 1),
    ids: ['N227', 'R5-59.1'],
  },
  'a broadcast ends with the first answer': {
    ...{ module: `${PORTING}/decide/answers`, name: 'decideAnswers' },
    off: (real) => (command, state, facts) => real(command, waitingFor(command.answers, state), facts),
    ids: ['R5-60.9', 'R5-68.6', 'RR5-41.8', 'RR5-67.1'],
  },
  'no time to answer a broadcast': {
    ...{ module: `${PORTING}/decide/broadcast`, name: 'broadcastStarted' },
    off: changed(({ data }) => ({ data: { ...data, respondBy: 0 } })),
    ids: ['R5-60.7', 'R5-68.5', 'RR5-41.7'],
  },
  'a broadcast ends with its answers only': {
    ...{ module: `${PORTING}/decide/window`, name: 'decideEndOfWindow' },
    off: () => () => ({ outcome: 'done', events: [], svIds: [] }),
    ids: ['R5-60.8', 'R5-68.7', 'RR5-41.8'],
  },
  'a broadcast ends before its time': {
    ...{ module: `${PORTING}/decide/window`, name: 'decideEndOfWindow' },
    off: (real) => (command, state, facts) => real({ ...command, now: command.now + 86_400_000 }, state, facts),
    ids: ['R5-60.9'],
  },
  'version ids are not looked at': {
    ...{ module: `${PORTING}/queries`, name: 'versionById' },
    off: () => (state) => state.versions[0],
    ids: ['R5-35', 'R5-62'],
  },
  'the copy of a version is sent': {
    ...{ module: `${PORTING}/downloads`, name: 'downloadOf' },
    off: (real) => (event) => (COPIES.includes(event.type) ? { svId: event.data.copySvId } : real(event)),
    ids: ['RR5-47', 'RR5-49'],
  },
  'an old version is one that routes': {
    ...{ module: `${PORTING}/queries`, name: 'isLive' },
    off: () => (sv) => sv.status !== 'canceled',
    ids: ['RN5-2'],
  },
  'old versions stand in the way': {
    ...{ module: `${PORTING}/queries`, name: 'blockingVersion' },
    off: () => (state) => state.versions[0],
    ids: ['RN5-3'],
  },
  'a range means each of its numbers': {
    ...{ module: `${PORTING}/decide/resend`, name: 'decideResend' },
    off: (real) => (command, state, facts) => real({ ...command, ofRange: false }, state, facts),
    ids: ['RR5-38.1.2'],
  },
  'one version for a range': {
    ...{ module: `${PORTING}/shift`, name: 'shiftEvent' },
    off: () => (event) => event,
    ids: ['R5-5', 'RR5-38.1.2'],
  },
};

module.exports = { FUNCTIONS };
