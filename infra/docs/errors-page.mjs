// docs/errors.md as text, from the table of codes and from the requirements that the sources name.

const PARTS = [
  [
    1000,
    'Door and shape',
    'What the door refuses before anybody looks at the number; fields of the wrong form from 1100 on.',
  ],
  [2000, 'Sender', 'Who sends.'],
  [3000, 'Network data', 'Service providers, NPA-NXX codes, LRNs, tokens.'],
  [4000, 'Numbers', 'What the rules of porting do not allow. A refusal names the first rule that does not hold.'],
  [5000, 'LSMS', 'Downloads and their acknowledgements.'],
];

const HEAD = `<!-- Generated from the code table by \`npm run docs:generate\`. Do not edit. -->

# Error codes

Every refusal carries a code and its number. Both are for ever: programs may rely on them. Titles and remedies are for people and
may get better. New codes come; a program treats one that it does not know by its HTTP status, or as a refusal of the request.

Where they appear:

- an HTTP answer that is not 2xx: \`application/problem+json\` with \`code\`, \`number\`, \`title\`, \`status\`, \`detail\`, \`field\`,
  \`expected\` and \`actual\` where they are known, and \`errors\` when several things are wrong
- the final reply to an accepted request, \`RequestRefused\`, and \`GET /v1/requests/{id}\`: a list of \`errors\`, each with \`code\`,
  \`number\`, \`rule\`, \`field\`, \`expected\`, \`actual\`, \`tn\` and \`tns\`. For a range there is one for each reason, and every number at
  fault is named once: in \`tn\` when it is the only one, else in \`tns\`, a list of numbers and ranges such as \`3035550100-0199\`.
  Where the reasons are too many for one answer, the last error is \`more_numbers_at_fault\` with the rest of the numbers. The HTTP
  status in the table is then the kind of the error only
- \`AcknowledgementRefused\`: the code alone

\`rule\` in a refusal is the requirement of the FRS, or the change order, that the case falls under. The last column lists those that
a code is given for; a dash stands for a rule of this registry's own.
`;

/**
 * @param {Record<string, {number: number, httpStatus: number, title: string, remedy: string, rule?: string}>} errors
 * @param {Map<string, string[]>} rules requirement ids by code
 */
export function errorsPage(errors, rules) {
  const rows = Object.entries(errors).map(([code, entry]) => ({
    code,
    ...entry,
    rules: entry.rule === undefined ? (rules.get(code) ?? []) : [entry.rule],
  }));
  const homeless = rows.filter(({ number }) => !PARTS.some(([base]) => base === thousandOf(number)));
  if (homeless.length > 0) throw new Error(`no part of the page holds ${homeless.map(({ code }) => code).join(', ')}`);
  const parts = PARTS.map(([base, title, what]) => {
    const own = rows.filter(({ number }) => thousandOf(number) === base).sort((a, b) => a.number - b.number);
    return `## ${base}: ${title}\n\n${what}\n\n${table(own)}\n`;
  });
  return [HEAD, ...parts].join('\n');
}

const thousandOf = (number) => Math.floor(number / 1000) * 1000;

const table = (rows) =>
  [
    '| number | code | HTTP | what is wrong | what to do | rule |',
    '|---|---|---|---|---|---|',
    ...rows.map(({ number, code, httpStatus, title, remedy, rules }) => {
      const rule = rules.length === 0 ? '-' : rules.join(', ');
      return `| ${number} | \`${code}\` | ${httpStatus} | ${cell(title)} | ${cell(remedy)} | ${rule} |`;
    }),
  ].join('\n');

/** A line of the table as Markdown shows it: no bar ends its cell, no <SPID> is taken for HTML. */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
