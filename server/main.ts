/** The language server's process: `--stdio`, `--node-ipc` or what else vscode-languageserver knows. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './adapter.ts';

serve(createConnection(ProposedFeatures.all));
