/** The pages that explain builds. Build is archived; these are its last days' words. */
const documentation =
  'https://github.com/knative/docs/blob/f1bbc8ebbc50f2551cf8553c818058b98fdce71f/docs/build/';

/** The pages that explain builds; Build is archived, so they are those of its last days. */
export const buildPages = {
  auth: `${documentation}auth.md`,
  builds: `${documentation}builds.md`,
  contract: `${documentation}builder-contract.md`,
  templates: `${documentation}build-templates.md`,
} as const;
