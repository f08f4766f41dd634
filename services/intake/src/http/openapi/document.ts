import { ERRORS, isErrorCode } from '@openlnp/messages';
import { z } from 'zod';
import { type Parameter, type Route, type RouteDoc, type SuccessDoc, takesActingFor } from '../route';
import { components, SCHEMA } from './schemas';

/** Codes that every route of a kind may answer. */
function commonErrors(route: Route): string[] {
  const { access, doc, method } = route;
  return [
    ...(access === 'public' ? [] : ['unauthorized', 'quota_exceeded']),
    ...(access === 'operator' ? ['not_authorized'] : []),
    ...(takesActingFor(route) ? ['malformed_spid', 'acting_for_not_associated'] : []),
    ...(method !== 'GET' && doc.body !== undefined ? ['body_too_large', 'unsupported_media_type'] : []),
    'internal_error',
  ];
}

function problemResponses(route: Route): Record<string, object> {
  const byStatus = new Map<number, string[]>();
  for (const code of new Set([...(route.doc.errors ?? []), ...commonErrors(route)])) {
    if (!isErrorCode(code)) throw new Error(`${route.path} answers ${code}, which is not in the error table`);
    const { httpStatus, title } = ERRORS[code];
    byStatus.set(httpStatus, [...(byStatus.get(httpStatus) ?? []), `\`${code}\`: ${title}`]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join('; '),
        ...(status === 429 || status === 503
          ? { headers: { 'Retry-After': { description: 'seconds', schema: { type: 'integer' } } } }
          : {}),
        content: { 'application/problem+json': { schema: SCHEMA.Problem } },
      },
    ]),
  );
}

function successResponse({
  description,
  contentType = 'application/json',
  schema,
  example,
  headers,
}: SuccessDoc): object {
  return {
    description,
    ...(headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: 'string' } }]),
          ),
        }),
    ...(schema === undefined
      ? {}
      : { content: { [contentType]: { schema, ...(example === undefined ? {} : { example }) } } }),
  };
}

const ACTING_FOR: Parameter = {
  name: 'Acting-For',
  in: 'header',
  description: 'SPID of an associated service provider that a service bureau does this for',
  schema: { type: 'string', pattern: '^[A-Z0-9]{4}$' },
};

const parametersOf = (route: Route): readonly Parameter[] => [
  ...(route.doc.parameters ?? []),
  ...(takesActingFor(route) ? [ACTING_FOR] : []),
];

const parameter = ({ required = false, ...rest }: Parameter): object => ({ ...rest, required });

function requestBody({ schema, examples }: NonNullable<RouteDoc['body']>): object {
  const { $schema: _dialect, ...plain } = (
    schema instanceof z.ZodType ? z.toJSONSchema(schema, { io: 'input' }) : schema
  ) as {
    $schema?: string;
  };
  return {
    required: true,
    content: {
      'application/json': {
        schema: plain,
        examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
      },
    },
  };
}

function operation(route: Route): object {
  const { doc, access } = route;
  const parameters = parametersOf(route);
  const successes = Object.entries(doc.success).map(([status, success]) => [status, successResponse(success)] as const);
  return {
    operationId: doc.id,
    tags: [doc.tag],
    summary: doc.summary,
    ...(doc.description === undefined ? {} : { description: doc.description }),
    security: access === 'public' ? [] : [{ bearer: [] }],
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameter) }),
    ...(doc.body === undefined ? {} : { requestBody: requestBody(doc.body) }),
    responses: { ...problemResponses(route), ...Object.fromEntries(successes) },
  };
}

/** The OpenAPI 3.1 document of these routes. */
export function openApiDocument(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'OpenLNP',
      version: '0.1.0',
      description:
        'Number portability registry. Errors are problems (RFC 9457) with a stable `code`; instants are ISO 8601 in UTC with milliseconds.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    paths,
    components: {
      schemas: components(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token decides the SPID' },
      },
    },
  };
}
