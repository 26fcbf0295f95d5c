/** How kaniko builds an image from a Dockerfile, pushes it, and says by which digest it is known. */
import { createHash } from 'node:crypto';
import { behaviourOf, partsOf } from '../../workload/images.ts';
import { type Act, optionOf, Script, type Step } from './act.ts';

export function kanikoAct({ args, props }: Step): Act {
  const destination = optionOf(args, 'destination', 'd') ?? '';
  const dockerfile = optionOf(args, 'dockerfile', 'f') ?? 'Dockerfile';
  const isPushing = !args.some((arg) => arg.startsWith('--no-push'));
  const log = new KanikoLog();
  if (destination === '' && isPushing) return refused(log);
  const isClosed = behaviourOf(destination) === 'forbidden' && !props.canPush;
  if (isPushing && isClosed) return unauthorized(log, destination);
  if (/no-such|missing|not-found/.test(dockerfile)) {
    const why =
      'error resolving dockerfile path: please provide a valid path to a Dockerfile within the build context with --dockerfile';
    return log.plain(`Error: ${why}`).script.end(1);
  }
  compile(log);
  if (/broken|crash/.test(`${destination} ${dockerfile}`)) return miscompiled(log);
  log.tell('Taking snapshot of full filesystem...', 1200);
  log.tell('ENTRYPOINT ["/app"]', 200).tell('No files changed in this command, skipping snapshotting.', 40);
  return isPushing ? pushed(log, { destination, args, props }) : log.script.end();
}

function compile(log: KanikoLog): void {
  const command = 'go build -o /app .';
  log
    .tell('Retrieving image manifest golang:1.12', 300)
    .tell('Built cross stage deps: map[]', 500)
    .tell('Executing 0 build triggers', 20)
    .tell(`Unpacking rootfs as cmd RUN ${command} requires it.`, 100)
    .tell('WORKDIR /src', 2200)
    .tell('COPY . .', 60)
    .tell(`RUN ${command}`, 300)
    .tell('cmd: /bin/sh', 20)
    .tell(`args: [-c ${command}]`, 20)
    .plain('go: downloading github.com/google/uuid v1.1.1', 700);
}

/** Where the compiler points to is a place that a user can go to. */
function miscompiled(log: KanikoLog): Act {
  return log
    .plain('# github.com/example/hello', 1200)
    .plain('./main.go:14:2: undefined: handler', 20)
    .plain(
      './main.go:27:15: cannot use port (type int) as type string in argument to http.ListenAndServe',
      20,
    )
    .plain(
      'error building image: error building stage: failed to execute command: waiting for process to exit: exit status 2',
      150,
    )
    .script.end(1);
}

function pushed(
  log: KanikoLog,
  { destination, args, props }: Pick<Step, 'args' | 'props'> & { readonly destination: string },
): Act {
  const { registry, repository, tag } = partsOf(destination);
  const digest = props.digestOf(destination);
  if (props.isOld) {
    for (const layer of ['base', 'app']) {
      const blob = createHash('sha256').update(`${layer} ${digest}`).digest('hex');
      log.dated(`pushed blob sha256:${blob}`, 500, props.now);
    }
    log.dated(`${registry}/${repository}:${tag}: digest: ${digest} size: 592`, 600, props.now);
  } else {
    log.tell(`Pushing image to ${destination}`, 200);
    log.tell(`Pushed ${registry}/${repository}@${digest}`, 1800);
  }
  const file = optionOf(args, 'digest-file');
  if (file !== undefined) log.script.file(file, digest);
  return log.script.end();
}

function refused(log: KanikoLog): Act {
  return log.plain('Error: You must provide --destination, or use --no-push').script.end(1);
}

function unauthorized(log: KanikoLog, destination: string): Act {
  const { registry, repository } = partsOf(destination);
  const why =
    'make sure you entered the correct tag name, and that you are authenticated correctly, and try again';
  const post = `POST https://${registry}/v2/${repository}/blobs/uploads/: UNAUTHORIZED: authentication required; [map[Action:pull Class: Name:${repository} Type:repository] map[Action:push Class: Name:${repository} Type:repository]]`;
  return log
    .plain(
      `error checking push permissions -- ${why}: checking push permission for ${JSON.stringify(destination)}: ${post}`,
      900,
    )
    .script.end(1);
}

/** Its lines begin with a level in colour and the seconds since the start. */
class KanikoLog {
  readonly script = new Script();
  #passed = 0;

  tell(text: string, after: number): this {
    this.#passed += after;
    const seconds = String(Math.floor(this.#passed / 1000)).padStart(4, '0');
    this.script.line(`\u001B[36mINFO\u001B[0m[${seconds}] ${text}`, after);
    return this;
  }

  /** As Go's logger writes it. */
  dated(text: string, after: number, start: number): this {
    const now = new Date(start + this.#passed + after);
    const stamp = now.toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');
    return this.plain(`${stamp} ${text}`, after);
  }

  plain(text: string, after = 100): this {
    this.#passed += after;
    this.script.line(text, after);
    return this;
  }
}
