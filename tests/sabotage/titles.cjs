// What the title of a test says of rules. A rule is known by its requirement and the code that it refuses with: one requirement may
// stand behind several rules. A rule of our own, without a requirement, is named by its code.
const MARK = '  WITHOUT ';

function textOf({ rule, code, seam, what }) {
  const text = rule === null ? code : `${rule} ${code}`;
  return seam === 'uses' ? `${text} for ${what}` : text;
}

// What follows an id directly is a part of it, as in tests/conformance: R5-18.61 does not name R5-18.6.
const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const names = (title, id) => new RegExp(`(?<![A-Za-z0-9_])${escaped(id)}(?![.-]?[A-Za-z0-9_])`).test(title);

/** The rules whose requirement a title names. */
const namedIn = (title, rules) => rules.filter(({ rule, code }) => names(title, rule ?? code));

const titleWithout = (title, rule) => `${title}${MARK}${textOf(rule)}`;

/** The title of the test as it was written, and the rule that was off; undefined for none. */
function readTitle(title) {
  const at = title.lastIndexOf(MARK);
  return at < 0 ? { title, without: undefined } : { title: title.slice(0, at), without: title.slice(at + MARK.length) };
}

module.exports = { namedIn, readTitle, textOf, titleWithout };
