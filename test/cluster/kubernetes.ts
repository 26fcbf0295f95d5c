/** Starts etcd, the API server and the controllers of Kubernetes, on free ports of this machine. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Api, eventually } from './api.ts';
import { freePorts } from './ports.ts';
import type { Processes } from './processes.ts';

export interface Kubernetes {
  readonly server: string;
  /** The certificate that the server made for itself. */
  readonly ca: string;
  readonly admin: Api;
}

/** Who may ask the server, by token; only the administrator has rights from the start. */
export const tokens = { admin: 'token-of-admin', guest: 'token-of-guest' } as const;
export type User = keyof typeof tokens;

const controllers = [
  'deployment',
  'replicaset',
  'endpoints',
  'endpointslice',
  'endpointslice-mirroring',
  'garbage-collector',
  'namespace',
  'serviceaccount',
  'horizontal-pod-autoscaler',
].map((name) => `${name}-controller`);

/** `home` is an empty folder for all they write. */
export async function startKubernetes(processes: Processes, home: string): Promise<Kubernetes> {
  const [etcd = 0, peer = 0, secure = 0, manager = 0] = await freePorts(4);
  startEtcd(processes, home, etcd, peer);
  const keys = await writeKeys(home);
  const certificates = path.join(home, 'certificates');
  startServer(processes, { etcd, secure, certificates, ...keys });
  const server = `https://127.0.0.1:${secure}`;
  const { ca, admin } = await reach(processes, server, path.join(certificates, 'apiserver.crt'));
  const kubeconfig = await writeKubeconfig(path.join(home, 'admin.kubeconfig'), server, ca, 'admin');
  startControllers(processes, { kubeconfig, port: manager, certificates, privateKey: keys.privateKey });
  return { server, ca, admin };
}

function startEtcd(processes: Processes, home: string, client: number, peer: number): void {
  const url = `http://127.0.0.1:${client}`;
  const peerUrl = `http://127.0.0.1:${peer}`;
  processes.start('etcd', {
    args: [
      `--data-dir=${path.join(home, 'etcd')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
      '--unsafe-no-fsync',
      '--log-level=warn',
    ],
  });
}

interface ServerOptions {
  readonly etcd: number;
  readonly secure: number;
  readonly certificates: string;
  readonly privateKey: string;
  readonly publicKey: string;
  readonly tokenFile: string;
}

function startServer(processes: Processes, options: ServerOptions): void {
  processes.start('kube-apiserver', {
    args: [
      `--etcd-servers=http://127.0.0.1:${options.etcd}`,
      `--cert-dir=${options.certificates}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${options.secure}`,
      '--service-cluster-ip-range=10.96.0.0/16',
      `--service-account-key-file=${options.publicKey}`,
      `--service-account-signing-key-file=${options.privateKey}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--token-auth-file=${options.tokenFile}`,
      '--authorization-mode=RBAC',
      '--allow-privileged=true',
    ],
  });
}

/** The keys of service account tokens, and the file of the users. */
async function writeKeys(
  home: string,
): Promise<Pick<ServerOptions, 'privateKey' | 'publicKey' | 'tokenFile'>> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const files = {
    privateKey: path.join(home, 'service-accounts.key'),
    publicKey: path.join(home, 'service-accounts.pub'),
    tokenFile: path.join(home, 'tokens.csv'),
  };
  await mkdir(home, { recursive: true });
  await writeFile(files.privateKey, privateKey.export({ type: 'pkcs1', format: 'pem' }));
  await writeFile(files.publicKey, publicKey.export({ type: 'spki', format: 'pem' }));
  await writeFile(
    files.tokenFile,
    `${tokens.admin},admin,admin,system:masters\n${tokens.guest},guest,guest,guests\n`,
  );
  return files;
}

async function reach(
  processes: Processes,
  server: string,
  certificate: string,
): Promise<{ readonly ca: string; readonly admin: Api }> {
  return eventually(
    'the API server',
    async () => {
      processes.check();
      const ca = await readFile(certificate, 'utf8');
      const admin = new Api(server, tokens.admin, ca);
      const ready = await admin.request('GET', '/readyz');
      if (ready.status === 200) return { ca, admin };
      admin.close();
      return undefined;
    },
    { within: 120_000 },
  );
}

function startControllers(
  processes: Processes,
  options: {
    readonly kubeconfig: string;
    readonly port: number;
    readonly certificates: string;
    readonly privateKey: string;
  },
): void {
  processes.start('kube-controller-manager', {
    args: [
      `--kubeconfig=${options.kubeconfig}`,
      `--cert-dir=${options.certificates}-of-controllers`,
      '--bind-address=127.0.0.1',
      `--secure-port=${options.port}`,
      `--service-account-private-key-file=${options.privateKey}`,
      `--controllers=${controllers.join(',')}`,
      '--leader-elect=false',
    ],
  });
}

/** A kubeconfig file for one of the users. */
export async function writeKubeconfig(
  file: string,
  server: string,
  ca: string,
  user: User,
  namespace = 'default',
): Promise<string> {
  const cluster = { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'control-plane', cluster }],
    users: [{ name: user, user: { token: tokens[user] } }],
    contexts: [{ name: 'control-plane', context: { cluster: 'control-plane', user, namespace } }],
    'current-context': 'control-plane',
  };
  // JSON is YAML.
  await writeFile(file, JSON.stringify(config, null, 2), { mode: 0o600 });
  return file;
}
