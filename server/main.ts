/** The language server's process: `--stdio`, `--node-ipc` or what else vscode-languageserver knows. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './adapter.ts';
import { stdioConnection } from './adapter/stdio.ts';

serve(process.argv.includes('--stdio') ? stdioConnection() : createConnection(ProposedFeatures.all));
