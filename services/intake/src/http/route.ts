import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';

/** Who may call: everybody, every token, the operator. */
export type Access = 'public' | 'token' | 'operator';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description: string;
  readonly required?: boolean;
  readonly schema: object;
  readonly example?: string | number;
}

export interface SuccessDoc {
  readonly description: string;
  readonly contentType?: string;
  /** JSON Schema; absent for an answer without a body. */
  readonly schema?: object;
  readonly example?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the OpenAPI document says of a route beyond its path. */
export interface RouteDoc {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly body?: { readonly schema: object | z.ZodType; readonly examples: Readonly<Record<string, unknown>> };
  readonly success: Readonly<Record<number, SuccessDoc>>;
  /** Codes of the error table beyond those that every route may answer. */
  readonly errors?: readonly string[];
}

/** Whether Acting-For says something. What only the operator may change is changed in the operator's own name. */
export const takesActingFor = ({ method, access }: Route): boolean =>
  method === 'GET' ? access !== 'public' : access === 'token';

/** Whether who asks is whom Acting-For names. */
export const isAskedForAnother = (route: Route): boolean => takesActingFor(route) && route.ownActingFor !== true;

/** One operation of the door: what Fastify registers and what OpenAPI describes, from one place. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With parameters as in OpenAPI: /v1/requests/{id} */
  readonly path: string;
  readonly access: Access;
  /** Acting-For is part of what is asked: who asks stays the holder of the token. */
  readonly ownActingFor?: true;
  /** Stays open: answers no HEAD. */
  readonly feed?: true;
  readonly doc: RouteDoc;
  readonly handler: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;
}
