/** Names that are not there, or taken; routes that nobody serves. */
import { nearest } from '#knative/nearest.ts';
import { text } from '#knative/text.ts';
import type { Cause, Known } from '../known.ts';

export const routing: readonly Known[] = [
  {
    id: 'revision-missing',
    reason: /^RevisionMissing$/,
    message: /Revision "([^"]+)" referenced in traffic not found/,
    explain: ([, name = ''], _clue, { revisionNames }) => {
      const near = nearest(name, revisionNames);
      const sentence = text('Traffic leads to the revision {0}, which does not exist.', name);
      if (near === undefined) return { sentence, fix: text('Name one that exists, or leave the latest.') };
      return {
        sentence,
        fix: text('Did you mean {0}?', near),
        rename: { from: name, to: near },
      };
    },
  },
  {
    id: 'configuration-missing',
    reason: /^ConfigurationMissing$/,
    message: /Configuration "([^"]+)" referenced in traffic not found/,
    explain: ([, name = '']) => ({
      sentence: text('Traffic leads to the configuration {0}, which does not exist.', name),
      fix: text('Deploy the configuration, or correct its name.'),
    }),
  },
  {
    id: 'revision-of-another',
    reason: /^RevisionNotOwned$/,
    message: /Revision "([^"]+)" belongs to Service "([^"]+)"/,
    explain: ([, name = '', owner = '']) => ({
      sentence: text('Traffic leads to the revision {0}, which belongs to the service {1}.', name, owner),
      fix: text('A service can only lead to revisions of its own.'),
    }),
  },
  {
    id: 'revision-name-taken',
    reason: /^RevisionNameTaken$/,
    message: /revision name "([^"]+)" is taken/,
    explain: ([, name = '']) => takenName(name),
  },
  {
    id: 'revision-name-taken',
    reason: /^RevisionFailed$/,
    message: /revisions\.serving\.knative\.dev "([^"]+)" already exists/,
    explain: ([, name = '']) => takenName(name),
  },
  {
    id: 'not-owned',
    reason: /^NotOwned$/,
    message: /existing (\S+) "([^"]+)" that we do not own/,
    explain: ([, kind = '', name = '']) => ({
      sentence: text(
        'There is already a {0} named {1} that belongs to nobody or to somebody else.',
        kind,
        name,
      ),
      fix: text('Delete it, or give the service another name.'),
    }),
  },
  {
    id: 'no-ingress',
    reason: /^IngressNotConfigured$/,
    explain: () => ({
      sentence: text('No ingress controller has taken up the route.'),
      fix: text(
        'Check that Kourier, Istio, Contour or Gateway API runs and that ingress-class in config-network names it.',
      ),
    }),
  },
  {
    id: 'domain-taken',
    reason: /^(?:DomainAlreadyClaimed|DomainClaimNotOwned)$/,
    explain: () => ({
      sentence: text('The domain belongs to another namespace.'),
      fix: text('Have its ClusterDomainClaim changed, or take another domain.'),
    }),
  },
];

function takenName(name: string): Omit<Cause, 'id'> {
  return {
    sentence: text(
      'The template is named {0}, and there is already a revision of that name that says something else.',
      name,
    ),
    fix: text('Give spec.template.metadata.name a new name, or leave it out and have one made.'),
  };
}
