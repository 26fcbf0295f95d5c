/** Starts the load of its argument and says the process that sends it; made to be killed. */
import type { LoadPlan } from '#client/cluster/load/loadPlan.ts';
import { startLoad } from '#client/cluster/load/startLoad.ts';
import { script } from './target.ts';

const load = startLoad(JSON.parse(process.argv[2] ?? '') as LoadPlan, { script, onProgress: () => {} });
console.log(load.pid);
