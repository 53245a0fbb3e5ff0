{{- define "mantelbrug.name" -}}
{{- printf "%s" .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Who it is, for everything; a part adds its own name as component. */}}
{{- define "mantelbrug.labels" -}}
app.kubernetes.io/name: mantelbrug
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "mantelbrug.selector" -}}
app.kubernetes.io/name: mantelbrug
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "mantelbrug.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{/* What the code says of the services: their paths, and whose logs they read. */}}
{{- define "mantelbrug.known" -}}
{{ .Files.Get "files/services.json" }}
{{- end -}}

{{- define "mantelbrug.postgres.host" -}}
{{- if .Values.postgres.enabled -}}
{{ include "mantelbrug.name" . }}-postgres-rw
{{- else -}}
{{ required "postgres.external.host: where is your PostgreSQL?" .Values.postgres.external.host }}
{{- end -}}
{{- end -}}

{{/* Host, port, database and how the certificate is checked; the login goes before it. */}}
{{- define "mantelbrug.postgres.at" -}}
{{- $external := .Values.postgres.external -}}
{{ include "mantelbrug.postgres.host" . }}:{{ if .Values.postgres.enabled }}5432/mantelbrug{{ else }}{{ $external.port }}/{{ $external.database }}{{ end }}?sslmode=verify-full&sslrootcert=/postgres-ca/ca.crt
{{- end -}}

{{- define "mantelbrug.postgres.ca" -}}
{{- if .Values.postgres.enabled }}{{ include "mantelbrug.name" . }}-postgres-ca{{ else }}{{ required "postgres.external.caSecret" .Values.postgres.external.caSecret }}{{ end -}}
{{- end -}}

{{- define "mantelbrug.postgres.owner" -}}
{{- if .Values.postgres.enabled }}{{ include "mantelbrug.name" . }}-postgres-app{{ else }}{{ required "postgres.external.ownerSecret" .Values.postgres.external.ownerSecret }}{{ end -}}
{{- end -}}

{{- define "mantelbrug.kafka.name" -}}
{{ include "mantelbrug.name" . }}-kafka
{{- end -}}

{{- define "mantelbrug.security.pod" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "mantelbrug.security.container" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* What every container of ours is told; the list `database` and `client` are added where they are needed. */}}
{{- define "mantelbrug.env" -}}
- name: MANTELBRUG_PUBLIC_URL
  value: {{ .Values.publicUrl | quote }}
- name: MANTELBRUG_REGION
  value: {{ .Values.region | quote }}
- name: MANTELBRUG_SOURCE
  value: {{ .Values.source | quote }}
- name: MANTELBRUG_LOG_LEVEL
  value: {{ .Values.logLevel | quote }}
- name: MANTELBRUG_ISSUERS
  value: {{ list .Values.oidc.issuer | toJson | quote }}
{{- if .Values.kafka.enabled }}
- name: MANTELBRUG_KAFKA
  value: {{ include "mantelbrug.kafka.name" . }}-kafka-bootstrap:9093
- name: MANTELBRUG_KAFKA_SECURITY
  value: ssl
- name: MANTELBRUG_KAFKA_COPIES
  value: {{ min 3 .Values.kafka.brokers | quote }}
- name: MANTELBRUG_KAFKA_CA_FILE
  value: /kafka-ca/ca.crt
- name: MANTELBRUG_KAFKA_CERTIFICATE_FILE
  value: /kafka-user/user.crt
- name: MANTELBRUG_KAFKA_KEY_FILE
  value: /kafka-user/user.key
{{- end }}
{{- end -}}

{{/* One service's login, and nobody else's. */}}
{{- define "mantelbrug.env.database" -}}
- name: DATABASE_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ .root.Values.secrets.databasePasswords }}, key: {{ .service }}}
- name: MANTELBRUG_DATABASE_PASSWORDS
  value: '{"{{ .service }}": "$(DATABASE_PASSWORD)"}'
- name: MANTELBRUG_DATABASE_URL
  value: postgresql://{{ include "mantelbrug.postgres.at" .root }}
{{- end -}}

{{/* Volumes and mounts that all share. `user`: the Kafka user whose certificate it has; `keys`: whether it opens what is sealed. */}}
{{- define "mantelbrug.volumes" -}}
- name: run
  emptyDir: {medium: Memory, sizeLimit: 16Mi}
- name: tmp
  emptyDir: {sizeLimit: 64Mi}
- name: postgres-ca
  secret:
    secretName: {{ include "mantelbrug.postgres.ca" .root }}
    items: [{key: ca.crt, path: ca.crt}]
{{- if .keys }}
- name: keys
  emptyDir: {medium: Memory, sizeLimit: 1Mi}
- name: keys-as-given
  secret: {secretName: {{ .root.Values.secrets.masterKeys }}, defaultMode: 0440}
{{- end }}
{{- if and .user .root.Values.kafka.enabled }}
- name: kafka-ca
  secret:
    secretName: {{ include "mantelbrug.kafka.name" .root }}-cluster-ca-cert
    items: [{key: ca.crt, path: ca.crt}]
- name: kafka-user
  secret: {secretName: {{ .user }}, defaultMode: 0440}
{{- end }}
{{- end -}}

{{- define "mantelbrug.mounts" -}}
- {name: run, mountPath: /run/mantelbrug}
- {name: tmp, mountPath: /tmp}
- {name: postgres-ca, mountPath: /postgres-ca, readOnly: true}
{{- if .keys }}
- {name: keys, mountPath: /keys, readOnly: true}
{{- end }}
{{- if and .user .root.Values.kafka.enabled }}
- {name: kafka-ca, mountPath: /kafka-ca, readOnly: true}
- {name: kafka-user, mountPath: /kafka-user, readOnly: true}
{{- end }}
{{- end -}}

{{/* The house refuses master keys that others may read, and Kubernetes shows a Secret to the whole group: so it gets a copy of its own. */}}
{{- define "mantelbrug.keys" -}}
- name: keys
  image: {{ include "mantelbrug.image" .root }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  command: [install, "-m", "0600", /keys-as-given/master, /keys/master]
  resources: {requests: {cpu: 5m, memory: 8Mi}, limits: {memory: 32Mi}}
  securityContext: {{- include "mantelbrug.security.container" .root | nindent 4 }}
  volumeMounts:
    - {name: keys-as-given, mountPath: /keys-as-given, readOnly: true}
    - {name: keys, mountPath: /keys}
{{- end -}}

{{/* What every pod of ours may reach: names, the database and the broker. */}}
{{- define "mantelbrug.egress.ground" -}}
- to:
    - namespaceSelector:
        matchLabels: {kubernetes.io/metadata.name: kube-system}
  ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
{{- if .Values.postgres.enabled }}
- to:
    - podSelector:
        matchLabels: {cnpg.io/cluster: {{ include "mantelbrug.name" . }}-postgres}
  ports:
    - {protocol: TCP, port: 5432}
{{- end }}
{{- if .Values.kafka.enabled }}
- to:
    - podSelector:
        matchLabels: {strimzi.io/cluster: {{ include "mantelbrug.kafka.name" . }}}
  ports:
    - {protocol: TCP, port: 9093}
{{- end }}
{{- end -}}
