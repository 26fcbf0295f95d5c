/** Steps of its own or a template: which of the two a Build has, and which template (build's build_validation.go). */
import type { JsonObject } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import type { Path } from '../../path.ts';
import type { Fix } from '../../problem.ts';
import { buildPages } from '../../resources/build/pages.ts';
import { type Build, build } from '../../resources/buildV1alpha1.ts';
import { text } from '../../text.ts';
import {
  fieldError,
  type FieldError,
  missingField,
  missingOneOf,
  multipleOneOf,
  spot,
} from '../fieldError.ts';
import { setTo } from '../servingV1/fixes.ts';
import { goQuote } from '../structure/goJson.ts';
import { renameTo } from './misspelt.ts';

type BuildSpec = NonNullable<Build['spec']>;
type Template = NonNullable<BuildSpec['template']>;

const specPath: Path = ['spec'];
const templatePath: Path = [...specPath, 'template'];
const specShape = build.fields.spec.shape;
const templateShape = specShape.fields.template.shape;
const kinds = ['BuildTemplate', 'ClusterBuildTemplate'] as const;

/** An empty template counts as one, an empty list of steps does not. */
export function exactlyOneErrors(
  { template, steps = [] }: BuildSpec,
  written: JsonObject,
): readonly FieldError[] {
  if (template === undefined) return steps.length === 0 ? [neither(written)] : [];
  return steps.length === 0 ? [] : [both()];
}

const docs = buildPages.builds;

function neither(written: JsonObject): FieldError {
  const fixes = (['steps', 'template'] as const).flatMap((name) =>
    renameTo(name, specPath, specShape, written),
  );
  return missingOneOf([spot(specPath, 'template'), spot(specPath, 'steps')], {
    docs,
    fixes: fixes.slice(0, 1),
  });
}

function both(): FieldError {
  const spots = [spot(specPath, 'template', 'key'), spot(specPath, 'steps', 'key')];
  return multipleOneOf(spots, { docs, fixes: spots.map(({ printed, path }) => drop(printed, path)) });
}

/** Either may be the one that was meant, so none is preferred. */
function drop(name: string, path: Path): Fix {
  return { title: text('Remove {0}', name), changes: [{ op: 'remove', path }] };
}

/** Whether the template exists is asked when the build runs. */
export function templateErrors(
  { name = '', kind = '' }: Template,
  written: JsonObject,
): readonly FieldError[] {
  if (name === '') {
    const fixes = renameTo('name', templatePath, templateShape, written);
    return [missingField([spot(templatePath, 'name')], { docs: buildPages.templates, fixes })];
  }
  if (kind === '' || kinds.some((known) => known === kind)) return [];
  const where = spot(templatePath, 'kind');
  const fixes = setTo(where.path, nearest(kind, kinds) ?? 'BuildTemplate');
  return [
    fieldError(`invalid value ${goQuote(kind)}`, [where], {
      code: 'invalid-value',
      docs: buildPages.templates,
      fixes,
    }),
  ];
}
