import { replayed } from './recording.ts';
for (const s of replayed().seen){ const o:any=s.object; if(s.step!=='deploy blue')continue;
 if(o.kind==='Event') console.log('EV',o.reason,o.message,o.involvedObject.name,o.count);
 else console.log(s.type,o.kind,o.metadata.name,String(JSON.stringify(o.kind==='Pod'?o.status?.phase:o.kind==='Deployment'||o.kind==='ReplicaSet'?{r:o.spec.replicas,s:o.status}:o.kind==='PodAutoscaler'?o.status&&{d:o.status.desiredScale,a:o.status.actualScale}:'')).slice(0,300))}
