/** What a cluster says of manifests, as problems at their fields, until the file is edited. */
import {
  Diagnostic,
  DiagnosticSeverity,
  languages,
  workspace,
  type Disposable,
  type Range,
  type Uri,
} from 'vscode';

export interface FieldProblem {
  readonly range: Range;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

export class Rejections implements Disposable {
  readonly #problems = languages.createDiagnosticCollection('knative-deploy');
  readonly #disposables: Disposable[] = [
    this.#problems,
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.#problems.delete(document.uri);
    }),
    workspace.onDidDeleteFiles(({ files }) => {
      for (const file of files) this.#problems.delete(file);
    }),
  ];

  /** @param context whose words they are */
  show(uri: Uri, context: string, problems: readonly FieldProblem[]): void {
    const fresh = problems.filter((problem) => !isReported(uri, problem));
    this.#problems.set(
      uri,
      fresh.map(({ range, message, severity }) => {
        const diagnostic = new Diagnostic(range, message, severities[severity]);
        diagnostic.source = context;
        return diagnostic;
      }),
    );
  }

  clear(uri: Uri): void {
    this.#problems.delete(uri);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning };

/** The language server, which knows the cluster's words, may have said it before. */
function isReported(uri: Uri, { range, message }: FieldProblem): boolean {
  const [head = ''] = message.split('\n');
  return languages.getDiagnostics(uri).some((other) => {
    const isSame = other.message.includes(head) || head.includes(other.message);
    return isSame && other.source === 'knative' && other.range.intersection(range) !== undefined;
  });
}
