/** What well known tools write. Of any other the name and what it was given are told. */
import { type Act, Script, type Step } from './act.ts';

export function toolAct(name: string, args: readonly string[], { image }: Step): Act {
  const given = args.join(' ');
  switch (name.split('/').at(-1)) {
    case 'go':
      return args[0] === 'test'
        ? goTest(given)
        : new Script().line('go: downloading github.com/google/uuid v1.6.0', 600).wait(1500).end();
    case 'npm':
    case 'yarn':
      return new Script()
        .line(`> hello@1.0.0 ${args.at(-1) ?? 'install'}`, 300)
        .line('added 212 packages, and audited 213 packages in 3s', 2200)
        .line('found 0 vulnerabilities', 40)
        .end();
    case 'kn':
    case 'kubectl':
      return deploy(args);
    default:
      return new Script()
        .line([name, given].join(' ').trim(), 300)
        .line(`${image.replace(/@.*/, '')}: done`, 1200)
        .end();
  }
}

/** Tests below a folder or in a package whose name says so fail. */
function goTest(given: string): Act {
  const script = new Script().line('go: downloading github.com/google/go-cmp v0.6.0', 500);
  if (!/broken|fail/.test(given)) {
    return script
      .line('ok  \tgithub.com/example/hello\t0.042s', 1800)
      .line('?   \tgithub.com/example/hello/cmd\t[no test files]', 30)
      .end();
  }
  return script
    .line('--- FAIL: TestHandler (0.00s)', 1800)
    .line('    main_test.go:17: got "Hello World!", want "Hello Knative!"', 10)
    .lines(['FAIL', 'FAIL\tgithub.com/example/hello\t0.038s', 'FAIL'], 10)
    .end(1);
}

function deploy(args: readonly string[]): Act {
  const name = args.find((arg, index) => index > 1 && !arg.startsWith('-')) ?? 'hello';
  return new Script()
    .line(`Applying service '${name}' in namespace 'default':`, 300)
    .line('  0.042s The Configuration is still working to reflect the latest desired specification.', 200)
    .line('  3.108s Ingress has not yet been reconciled.', 1500)
    .line('  3.311s Ready to serve.', 300)
    .end();
}
