// docs/subscription-version.md as text, from the transition table of packages/porting.

const STATUSES = {
  pending: 'created, by one side or both; nothing is sent',
  conflict: 'the old service provider or NPAC personnel object: it cannot be activated',
  cancel_pending: 'one side canceled what both had created; the other has to acknowledge',
  canceled: 'it never became active; for ever',
  sending: 'on its way to the LSMSs: an activation, a modification, a disconnect or a resend',
  active: 'the number routes to it',
  partial_failure: 'the number routes to it, and some LSMSs lack its activation',
  failed: 'no LSMS took its activation: what was live before still is',
  disconnect_pending: 'the number routes to it until its effective release date',
  old: 'superseded, disconnected, ported to original, or the copy of a version before a change',
};

const ACTORS = {
  new_sp: 'new service provider',
  old_sp: 'old service provider',
  current_sp: 'current service provider',
  npac: 'NPAC personnel',
  timer: 'a timer',
  lsms: 'LSMSs',
  at_once: 'at once, where no LSMS takes downloads',
  housekeeping: 'housekeeping',
};

const head = (
  depth,
) => `<!-- Generated from the transition table of packages/porting by \`npm run docs:generate\`. Do not edit. -->

# The life of a subscription version

A subscription version (SV) is one life of a number with one service provider. A number has at most one version that is pending, in
conflict, in cancel-pending, in disconnect-pending, failed or partially failed (RN5-1), and at most one that is live (RN5-2).

The table below is part of the code: \`TRANSITIONS\` in [packages/porting](../packages/porting/src/transitions.ts). No version changes
its status in any other way, which \`npm run explore\` shows by trying everything in every state that can be reached in ${depth}
moves from its beginnings, by whomever.
`;

/** @param {readonly {id: string, from: readonly string[], trigger: string, actors: readonly string[], to: readonly string[], event: string | null, note: string}[]} transitions; `depth`: how far the explorer goes */
export function transitionsPage(transitions, depth) {
  for (const { id, from, to, actors } of transitions) {
    const status = [...from, ...to].find((one) => one !== 'purged' && !Object.hasOwn(STATUSES, one));
    const actor = actors.find((one) => !Object.hasOwn(ACTORS, one));
    if (status !== undefined || actor !== undefined)
      throw new Error(`${id}: the page has no words for ${status ?? actor}`);
  }
  return [
    head(depth),
    `## The ten statuses\n\n${statusTable()}\n`,
    `## How they change\n\nThe numbers are rows of the table; what leads back to the same status is left out.\n\n${diagram(transitions)}\n`,
    `## Every transition\n\n${transitionTable(transitions)}\n`,
    `## Who may do what\n\nNPAC personnel act on behalf of either side. Whoever else asks is refused.\n\n${actorTable(transitions)}\n`,
  ].join('\n');
}

const statusTable = () =>
  table(
    ['status', 'what it means'],
    Object.entries(STATUSES).map(([status, meaning]) => [shown(status), meaning]),
  );

/** Mermaid; one arrow for all rows between two statuses. */
function diagram(transitions) {
  const arrows = new Map();
  for (const row of transitions) {
    for (const [from, to] of changesOf(row)) {
      if (from === to) continue;
      const arrow = `${from ?? '[*]'} --> ${to === 'purged' ? '[*]' : to}`;
      arrows.set(arrow, [...(arrows.get(arrow) ?? []), row.id]);
    }
  }
  const lines = [...arrows].map(([arrow, ids]) => `    ${arrow} : ${ids.join(' ')}`);
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}

/** From and to, null for nothing. A row that begins and ends in the same statuses leaves a version where it is. */
export function changesOf({ from, to }) {
  if (from.length === 0) return to.map((status) => [null, status]);
  const stays = from.length === to.length && from.every((status) => to.includes(status));
  return from.flatMap((before) => (stays ? [[before, before]] : to.map((after) => [before, after])));
}

const transitionTable = (transitions) =>
  table(
    ['id', 'from', 'what happens', 'who', 'to', 'event', 'conditions and consequences'],
    transitions.map(({ id, from, trigger, actors, to, event, note }) => [
      id,
      from.length === 0 ? '-' : from.map(shown).join(', '),
      trigger,
      actors.map((actor) => ACTORS[actor]).join(', '),
      to.map(shown).join(', '),
      event === null ? '-' : `\`${event}\``,
      note,
    ]),
  );

const actorTable = (transitions) =>
  table(
    ['who', 'what', 'from'],
    Object.entries(ACTORS).flatMap(([actor, name]) =>
      transitions
        .filter(({ actors }) => actors.includes(actor))
        .map(({ id, from, trigger }) => [
          name,
          `${trigger} (${id})`,
          from.length === 0 ? '-' : from.map(shown).join(', '),
        ]),
    ),
  );

const shown = (status) => status.replaceAll('_', '-');

const table = (heads, rows) => [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
