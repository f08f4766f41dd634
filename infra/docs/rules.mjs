// Which requirements stand behind each error code. The table of codes does not say: one code is given by several rules, and each
// refusal names its own. So it is read from the sources: from every object that has a `code` and a `rule`, through the constants
// and the parameters that hold the rule.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const FOLDERS = ['packages/porting/src', 'packages/network/src'];

/** @returns {Map<string, string[]>} requirement ids by code, sorted */
export function rulesByCode(root) {
  const all = [...rulesIn(root, FOLDERS)];
  return new Map(all.map(([code, rules]) => [code, rules.filter((rule) => rule !== null)]));
}

/** @returns {Map<string, (string | null)[]>} the same of some folders; null, the first, for a rule of our own */
export function rulesIn(root, folders) {
  const files = folders.flatMap((folder) => sourcesBelow(join(root, folder)));
  const found = new Map();
  visit(files, (node) => {
    if (!ts.isObjectLiteralExpression(node)) return;
    const codes = textsOf(expressionOf(node, 'code'), node, files);
    const rules = textsOf(expressionOf(node, 'rule'), node, files);
    for (const code of codes.filter((one) => one !== null))
      found.set(code, new Set([...(found.get(code) ?? []), ...rules]));
  });
  const byId = (a, b) => (a ?? '').localeCompare(b ?? '', 'en');
  return new Map([...found].map(([code, rules]) => [code, [...rules].sort(byId)]));
}

const sourcesBelow = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|(^|\/)(testing|generated)\//.test(name))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    });

function visit(nodes, see) {
  for (const node of nodes) {
    see(node);
    ts.forEachChild(node, (child) => visit([child], see));
  }
}

/** The expression that an object gives a property, also through `...constant`. */
function expressionOf(object, name) {
  for (const property of object.properties) {
    if (ts.isShorthandPropertyAssignment(property) && property.name.text === name) return property.name;
    if (ts.isPropertyAssignment(property) && property.name.getText() === name) return property.initializer;
    if (!ts.isSpreadAssignment(property) || !ts.isIdentifier(property.expression)) continue;
    const constant = declarationOf(property.expression.text, object);
    const inner = constant?.initializer;
    if (inner !== undefined && ts.isObjectLiteralExpression(inner)) {
      const value = expressionOf(inner, name);
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

/** The texts that an expression may come to, or null; none where nobody can say without running it. */
function textsOf(expression, at, files) {
  if (expression === undefined) return [];
  if (expression.kind === ts.SyntaxKind.NullKeyword) return [null];
  if (ts.isStringLiteral(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression))
    return [expression.whenTrue, expression.whenFalse].flatMap((one) => textsOf(one, at, files));
  if (ts.isCallExpression(expression)) return returnsOf(expression).flatMap((one) => textsOf(one, one, files));
  if (!ts.isIdentifier(expression)) return [];
  const declaration = declarationOf(expression.text, at);
  if (declaration === undefined) return [];
  if (ts.isVariableDeclaration(declaration)) return textsOf(declaration.initializer, declaration, files);
  return argumentsFor(declaration, files).flatMap((argument) => textsOf(argument, argument, files));
}

/** What a function of the same file gives back. */
function returnsOf(call) {
  const named = call
    .getSourceFile()
    .statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === call.expression.getText());
  const returned = [];
  if (named !== undefined)
    visit([named], (node) => {
      if (ts.isReturnStatement(node) && node.expression !== undefined) returned.push(node.expression);
    });
  return returned;
}

/** The constant or the parameter of this name that is nearest around a node. */
function declarationOf(name, node) {
  for (let around = node.parent; around !== undefined; around = around.parent) {
    const parameter = around.parameters?.find((one) => one.name.getText() === name);
    if (parameter !== undefined) return parameter;
    const declared = around.statements
      ?.filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => [...declarationList.declarations])
      .find((one) => one.name.getText() === name);
    if (declared !== undefined) return declared;
  }
  return undefined;
}

/** What the callers of a parameter's function give for it. */
function argumentsFor(parameter, files) {
  const called = parameter.parent.name ?? parameter.parent.parent.name;
  const index = parameter.parent.parameters.indexOf(parameter);
  const given = [];
  visit(files, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== called?.getText()) return;
    if (node.arguments[index] !== undefined) given.push(node.arguments[index]);
  });
  return given;
}
