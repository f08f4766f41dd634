import { parseInstant } from '@openlnp/numbering';
import { z } from 'zod';
import { check } from '../input';
import { EXAMPLES } from '../openapi/examples';
import { SCHEMA } from '../openapi/schemas';
import type { DoorDeps, DoorError } from '../ports';
import { answer, refuse } from '../problem';
import type { Route } from '../route';

const DURATION = /^P(?=[\dT])(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;
const UNITS_MS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000];

/**
 * Milliseconds of an ISO 8601 duration such as PT9H or P1DT30M. Years and months are none: they have no fixed length. A week or a
 * day is 168 or 24 hours. Undefined when the text is no such duration.
 */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  const ms = UNITS_MS.reduce((sum, unit, index) => sum + Number(match[index + 1] ?? 0) * unit, 0);
  return Number.isSafeInteger(Math.round(ms)) ? Math.round(ms) : undefined;
}

const TO = 'an ISO 8601 instant';
const ADVANCE = 'an ISO 8601 duration of weeks, days, hours, minutes or seconds';

const Move = z
  .strictObject({
    to: z
      .string(TO)
      .refine((text) => parseInstant(text) !== undefined, TO)
      .optional(),
    advance: z
      .string(ADVANCE)
      .refine((text) => parseDuration(text) !== undefined, ADVANCE)
      .optional(),
  })
  .refine(({ to, advance }) => (to === undefined) !== (advance === undefined), 'either to or advance');

const OUTSIDE: DoorError = {
  code: 'not_in_sandbox',
  detail: 'the clock moves by itself: start with --sandbox to move it',
};

/** The clock of a sandbox; outside of one these answer not_in_sandbox. */
export function sandboxRoutes({ sandbox }: Pick<DoorDeps, 'sandbox'>): Route[] {
  return [
    {
      method: 'GET',
      path: '/sandbox/clock',
      access: 'operator',
      doc: {
        id: 'getSandboxClock',
        tag: 'sandbox',
        summary: "The registry's time",
        success: {
          200: {
            description: 'The time, and how far it is ahead of the real one',
            schema: SCHEMA.SandboxClock,
            example: EXAMPLES.clock,
          },
        },
        errors: ['not_authorized', 'not_in_sandbox'],
      },
      handler: (_request, reply) => (sandbox === undefined ? refuse(reply, OUTSIDE) : reply.send(sandbox.now())),
    },
    {
      method: 'POST',
      path: '/sandbox/clock',
      access: 'operator',
      doc: {
        id: 'moveSandboxClock',
        tag: 'sandbox',
        summary: "Move the registry's time on",
        description: 'Answers when every timer up to then has taken effect.',
        body: { schema: Move, examples: EXAMPLES.moves },
        success: { 200: { description: 'The time now', schema: SCHEMA.SandboxClock, example: EXAMPLES.clock } },
        errors: ['malformed_json', 'invalid_request', 'not_authorized', 'not_in_sandbox'],
      },
      handler: async (request, reply) => {
        if (sandbox === undefined) return refuse(reply, OUTSIDE);
        const input = check(Move, request.body);
        if (!input.ok) return refuse(reply, input.error);
        const { to, advance } = input.value;
        const from = to === undefined ? Date.parse(sandbox.now().now) : 0;
        const target = from + (to === undefined ? (parseDuration(advance ?? '') ?? 0) : Date.parse(to));
        return answer(reply, await sandbox.moveTo(target));
      },
    },
  ];
}
