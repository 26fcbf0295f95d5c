/** Every rule's examples: what is bad is underlined where its comment says, what is good is not, and the fix fixes it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Example, Rule } from '#knative/lint/rule.ts';
import { rules } from '#knative/lint/rules.ts';
import { english } from '#knative/text.ts';
import { readMarkers, rulesWithExamples, type Marker } from '#scripts/ruleExamples.ts';
import { checks } from '#server/checks.ts';
import { Model } from '#server/model/model.ts';
import type { PlacedProblem } from '#server/model/snapshot.ts';
import { defaultSettings } from '#server/settings.ts';
import { documentOf, placesOf, type Document } from '#server/yaml/document.ts';
import { changedText } from '#server/yaml/edit.ts';

const uri = 'file:///workspace/example.yaml';

for (const { rule, examples } of await rulesWithExamples()) {
  describe(rule.code, () => {
    assert.ok(examples.bad.length > 0 && examples.good.length > 0, 'has examples of both kinds');
    examples.bad.forEach((example, index) => {
      const { yaml, markers } = readMarkers(example.yaml);
      it(`underlines what is wrong (${index + 1})`, () => {
        assert.ok(markers.length > 0, 'says what is expected');
        assert.deepEqual(found(rule, example, yaml), markers);
      });
      it(`offers ${example.fixed === undefined ? 'no sure fix' : 'the fix'} (${index + 1})`, () => {
        assert.equal(fixed(rule, example, yaml), example.fixed ?? yaml);
      });
      if (example.fixed === undefined) return;
      it(`is content with its fix (${index + 1})`, () => {
        assert.deepEqual(found(rule, example, example.fixed ?? ''), []);
      });
    });
    examples.good.forEach((example, index) => {
      it(`is content with what is good (${index + 1})`, () => {
        assert.equal(readMarkers(example.yaml).markers.length, 0);
        assert.deepEqual(found(rule, example, example.yaml), []);
      });
    });
  });
}

function found(rule: Rule, example: Example, yaml: string): readonly Marker[] {
  return problemsIn(rule, example, yaml).map(({ problem, range }) => {
    assert.equal(range.start.line, range.end.line);
    return {
      line: range.start.line,
      start: range.start.character,
      end: range.end.character,
      message: typeof problem.message === 'string' ? problem.message : english(problem.message),
    };
  });
}

/** The text after all preferred fixes, as "fix all" makes it. */
function fixed(rule: Rule, example: Example, yaml: string): string {
  const { model, document } = modelOf(rule, example, yaml);
  let text = '';
  for (const place of placesOf(document)) {
    const changes = model
      .problems(document, place)
      .flatMap(({ problem }) => problem.fixes.find(({ preferred }) => preferred)?.changes ?? []);
    text += changedText(place.segment.text, changes);
  }
  return text;
}

function problemsIn(rule: Rule, example: Example, yaml: string): readonly PlacedProblem[] {
  const { model, document } = modelOf(rule, example, yaml);
  return [...placesOf(document)].flatMap((place) => model.problems(document, place));
}

/** A workspace that holds the example, with no rule but this one; the cluster must accept what is in it. */
function modelOf(
  rule: Rule,
  example: Example,
  yaml: string,
): { readonly model: Model; readonly document: Document } {
  const off = rules.filter((other) => other !== rule).map(({ code }) => [code, 'off' as const]);
  const settings = { ...defaultSettings, warnings: false, rules: Object.fromEntries(off) };
  const model = new Model({ checks, settings });
  const document = documentOf(uri, 1, yaml);
  model.put(document);
  for (const [name, text] of Object.entries(example.files ?? {})) {
    model.put(documentOf(`file:///workspace/${name}`, undefined, text));
  }
  if (example.committed !== undefined) model.setCommitted(uri, example.committed);
  if (example.inventory !== undefined) model.setInventory(example.inventory);
  return { model, document };
}
