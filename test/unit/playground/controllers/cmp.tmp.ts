import { recorded, replayed, nameIn, conditionLine, trafficLine } from '/work/main/test/unit/playground/controllers/recording.ts';
const seq=(run:any)=>{const m=new Map<string,string[]>();for(const s of run.seen){const n=nameIn(s);if(/^Event|Endpoints|ReplicaSet|Image|Metric|ConfigMap|ServiceAccount/.test(n))continue;const l=m.get(n)??[];m.set(n,l);
 const line=s.type==='DELETED'?'DELETED':`[${s.step}] `+conditionLine(s.object)+' || '+trafficLine(s.object); if(l.at(-1)!==line)l.push(line);}return m};
const t0=Date.now();
const a=seq(recorded());const rep=replayed();const b=seq(rep);console.log('ms',Date.now()-t0);
let bad=0;
for(const k of new Set([...a.keys(),...b.keys()])){const x=a.get(k)??[],y=b.get(k)??[];
 if(JSON.stringify(x)===JSON.stringify(y)){console.log('OK  ',k,x.length);continue;}
 bad++;console.log('DIFF',k,x.length,y.length);
 // lcs diff
 const L=Array.from({length:x.length+1},()=>Array(y.length+1).fill(0));
 for(let i=x.length-1;i>=0;i--)for(let j=y.length-1;j>=0;j--)L[i][j]=x[i]===y[j]?L[i+1][j+1]+1:Math.max(L[i+1][j],L[i][j+1]);
 let i=0,j=0;while(i<x.length||j<y.length){if(i<x.length&&j<y.length&&x[i]===y[j]){i++;j++}else if(j>=y.length||(i<x.length&&L[i+1][j]>=L[i][j+1])){console.log('   - ',x[i++]!.slice(0,420))}else console.log('   + ',y[j++]!.slice(0,420))}
}
const ra=recorded().answers; rep.answers.forEach((r:any,i:number)=>{const q=ra[i];console.log(q!.step,q!.status,r.status,q!.message===r.message)});
