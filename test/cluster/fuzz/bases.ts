/** What the fuzzer starts from: manifests the cluster accepts, from the one that says least to those that say much. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { knowsVerdict } from '#knative/admission/admission.ts';
import { isObject, type Json, type JsonObject } from '#knative/json.ts';
import { kindOf } from '#knative/kinds.ts';
import { root } from '#scripts/project.ts';
import { textAt } from '../objects.ts';

/** The bases by hand, and the samples of the kinds that are judged. */
export function bases(): readonly JsonObject[] {
  const folder = path.join(root, 'samples', 'today');
  const samples = globSync('**/*.yaml', { cwd: folder }).sort();
  const texts = [byHand, ...samples.map((file) => readFileSync(path.join(folder, file), 'utf8'))];
  return texts
    .flatMap((text) => parseAllDocuments(text).map((document): Json => document.toJS() as Json))
    .filter((value) => isObject(value))
    .filter(isJudged);
}

/** Today's verdict on today's kinds; older ones the real control plane does not serve. */
function isJudged(object: JsonObject): boolean {
  const apiVersion = textAt(object, 'apiVersion');
  const kind = textAt(object, 'kind');
  return knowsVerdict(apiVersion, kind) && kindOf(apiVersion, kind)?.verdict === 'serving';
}

const byHand = `
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop}
spec:
  template:
    spec:
      containers: [{image: registry.local/shop}]
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: shop
  labels: {app: shop, networking.knative.dev/visibility: cluster-local}
  annotations: {serving.knative.dev/rollout-duration: 120s}
spec:
  template:
    metadata:
      name: shop-v1
      labels: {app: shop}
      annotations:
        autoscaling.knative.dev/class: kpa.autoscaling.knative.dev
        autoscaling.knative.dev/metric: rps
        autoscaling.knative.dev/target: "50"
        autoscaling.knative.dev/min-scale: "1"
        autoscaling.knative.dev/max-scale: "10"
        autoscaling.knative.dev/window: 60s
        serving.knative.dev/progress-deadline: 10m
    spec:
      containerConcurrency: 100
      timeoutSeconds: 120
      responseStartTimeoutSeconds: 60
      idleTimeoutSeconds: 30
      serviceAccountName: runner
      enableServiceLinks: false
      imagePullSecrets: [{name: registry}]
      containers:
        - name: web
          image: registry.local/shop@sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
          imagePullPolicy: IfNotPresent
          command: [/app]
          args: [--color, blue]
          workingDir: /srv
          ports: [{name: http1, containerPort: 8080}]
          env:
            - {name: COLOR, value: blue}
            - {name: PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}
            - {name: MODE, valueFrom: {configMapKeyRef: {name: settings, key: mode, optional: true}}}
          envFrom: [{configMapRef: {name: settings}, prefix: CFG_}]
          resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: "1", memory: 128Mi}}
          readinessProbe: {httpGet: {path: /ready}, periodSeconds: 5}
          livenessProbe: {tcpSocket: {port: 8080}, initialDelaySeconds: 3}
          securityContext:
            runAsUser: 1000
            runAsNonRoot: true
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL]}
            seccompProfile: {type: RuntimeDefault}
          volumeMounts:
            - {name: config, mountPath: /etc/config, readOnly: true}
            - {name: tmp, mountPath: /srv/work}
      volumes:
        - {name: config, configMap: {name: settings, items: [{key: mode, path: mode.txt}]}}
        - {name: tmp, emptyDir: {}}
  traffic:
    - {tag: current, revisionName: shop-v0, percent: 80}
    - {tag: candidate, latestRevision: true, percent: 20}
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop, annotations: {example.com/owner: team}}
spec:
  template:
    spec:
      containers:
        - image: registry.local/shop:v2
          name: shop
          ports: [{containerPort: 3000}]
          startupProbe: {httpGet: {path: /started, port: 3000}, failureThreshold: 30, periodSeconds: 2}
        - image: registry.local/proxy
          name: proxy
          env: [{name: UPSTREAM, value: localhost}]
          volumeMounts: [{name: certs, mountPath: /certs}]
      volumes:
        - name: certs
          projected:
            sources:
              - secret: {name: certs, items: [{key: tls.crt, path: cert.pem}]}
              - serviceAccountToken: {path: token, expirationSeconds: 3600, audience: proxy}
              - downwardAPI: {items: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}
  traffic: [{latestRevision: true, percent: 100}]
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: shop}
spec:
  template:
    metadata: {annotations: {autoscaling.knative.dev/class: hpa.autoscaling.knative.dev, autoscaling.knative.dev/metric: cpu}}
    spec:
      containers:
        - image: registry.local/shop
          readinessProbe: {grpc: {service: health}, periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3, successThreshold: 1}
          livenessProbe: {exec: {command: [cat, /alive]}}
          ports: [{name: h2c, containerPort: 9000, protocol: TCP}]
---
apiVersion: serving.knative.dev/v1
kind: Configuration
metadata: {name: shop, labels: {app: shop}}
spec:
  template:
    metadata: {annotations: {autoscaling.knative.dev/initial-scale: "2"}}
    spec:
      timeoutSeconds: 60
      containers:
        - image: registry.local/shop
          envFrom: [{secretRef: {name: db}}]
          volumeMounts: [{name: db, mountPath: /db}]
      volumes: [{name: db, secret: {secretName: db, defaultMode: 256, items: [{key: a, path: b, mode: 292}]}}]
---
apiVersion: serving.knative.dev/v1
kind: Configuration
metadata: {name: shop}
spec:
  template:
    metadata: {name: shop-first}
    spec:
      containerConcurrency: 10
      containers:
        - image: registry.local/shop
          env: [{name: A, value: "1"}]
---
apiVersion: serving.knative.dev/v1
kind: Revision
metadata: {name: shop-00001, labels: {app: shop}, annotations: {autoscaling.knative.dev/min-scale: "1"}}
spec:
  containerConcurrency: 0
  timeoutSeconds: 300
  containers:
    - image: registry.local/shop
      name: user-container
      ports: [{containerPort: 8080}]
      readinessProbe: {httpGet: {path: /, port: 0}, successThreshold: 1}
      resources: {requests: {cpu: 250m}}
---
apiVersion: serving.knative.dev/v1
kind: Revision
metadata: {name: shop-00002}
spec:
  containers: [{image: registry.local/shop}]
---
apiVersion: serving.knative.dev/v1
kind: Route
metadata: {name: shop}
spec:
  traffic: [{configurationName: shop, percent: 100}]
---
apiVersion: serving.knative.dev/v1
kind: Route
metadata: {name: shop, labels: {networking.knative.dev/visibility: cluster-local}, annotations: {serving.knative.dev/rollout-duration: 60s}}
spec:
  traffic:
    - {revisionName: shop-00001, percent: 90, tag: stable}
    - {revisionName: shop-00002, percent: 10, tag: canary}
    - {configurationName: shop, tag: latest}
---
apiVersion: serving.knative.dev/v1beta1
kind: DomainMapping
metadata: {name: shop.example.com}
spec:
  ref: {kind: Service, name: shop, apiVersion: serving.knative.dev/v1}
---
apiVersion: serving.knative.dev/v1beta1
kind: DomainMapping
metadata: {name: www.example.com, labels: {app: shop}}
spec:
  ref: {kind: Route, name: shop, apiVersion: serving.knative.dev/v1}
  tls: {secretName: certificate}
`;
