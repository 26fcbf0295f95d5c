/**
 * What the field tables offer at a place, through yaml-language-server: the only user of that package, as a library and
 * without a network. It knows nothing of files; it is asked about one place in one kind at a time.
 */
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver-types';
import { getLanguageService, type LanguageService } from 'yaml-language-server';
import type { Kind } from '#knative/kinds.ts';
import { jsonSchema } from '#knative/resources/jsonSchema.ts';
import type { AskSchema, SchemaProposal, SchemaQuestion } from '../model/schemaProposals.ts';
import { placeText } from './placeText.ts';

/** @param translate puts the fields' explanations into the user's language */
export function schemas(translate: (doc: string) => string): AskSchema {
  const kinds = new Map<Kind, AskSchema>();
  return async (question) => {
    let ask = kinds.get(question.kind);
    if (ask === undefined) {
      ask = schemaOf(question.kind, translate);
      kinds.set(question.kind, ask);
    }
    return ask(question);
  };
}

/** More answers of one kind than this are not kept; its fields are fewer, keys of free maps are without number. */
const mostKept = 500;

/** What is offered depends on the place alone, so that it is worked out once. */
function schemaOf(kind: Kind, translate: (doc: string) => string): AskSchema {
  const service = serviceFor(kind, translate);
  const kept = new Map<string, Promise<readonly SchemaProposal[]>>();
  return async (question) => {
    const place = placeText(question).text;
    let answer = kept.get(place);
    if (answer === undefined) {
      if (kept.size >= mostKept) kept.clear();
      answer = proposals(service, question);
      kept.set(place, answer);
    }
    return answer;
  };
}

/** One service for each kind: given one more schema, it would forget those that it has worked out. */
function serviceFor(kind: Kind, translate: (doc: string) => string): LanguageService {
  const service = getLanguageService({
    schemaRequestService: refuse,
    workspaceContext: { resolveRelativePath: (relative) => relative },
    clientCapabilities: {
      textDocument: { completion: { completionItem: { documentationFormat: ['markdown'] } } },
    },
  });
  // Without the name of its draft the schema is not validated itself, which would take longer than all the rest.
  const { $schema: _, ...schema } = jsonSchema(kind, translate);
  service.configure({
    completion: true,
    validate: false,
    hover: false,
    indentation: '  ',
    disableDefaultProperties: true,
    schemas: [{ uri: `knative:${kind.apiVersion}/${kind.kind}`, fileMatch: ['*'], schema }],
  });
  return service;
}

/** Every schema is handed over; what a manifest names instead is never fetched. */
function refuse(uri: string): Promise<string> {
  return Promise.reject(new Error(`No schema is fetched: ${uri}`));
}

async function proposals(
  service: LanguageService,
  question: SchemaQuestion,
): Promise<readonly SchemaProposal[]> {
  const { text, offset } = placeText(question);
  // The package keeps what it parsed by address and version. A version that is not equal to itself is never found again.
  const document = TextDocument.create('file:///place.yaml', 'yaml', Number.NaN, text);
  const { items } = await service.doComplete(document, document.positionAt(offset), false);
  const wanted = question.want === 'keys' ? CompletionItemKind.Property : CompletionItemKind.Value;
  return items.filter(({ kind }) => kind === wanted).map(proposalOf);
}

function proposalOf({ label, insertText = label, documentation = '' }: CompletionItem): SchemaProposal {
  return {
    label,
    snippet: insertText,
    documentation: typeof documentation === 'string' ? documentation : documentation.value,
  };
}
