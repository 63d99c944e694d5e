#!/usr/bin/env bash
# Applies the manifests to the cluster that kubectl names, waits until everything is ready, and asks the
# gateway what anybody may ask. The image, the secrets, PostgreSQL and NATS must be there: docs/operating.md.
set -euo pipefail

if ! command -v kubectl >/dev/null; then
  echo "kubectl is not here: nothing was applied, nothing was checked"
  exit 3
fi

cd "$(dirname "${BASH_SOURCE[0]}")"
kubectl apply --kustomize .
kubectl --namespace bojagi rollout status deployment \
  --selector app.kubernetes.io/part-of=bojagi --timeout 5m

port=$((20000 + RANDOM % 20000))
kubectl --namespace bojagi port-forward service/gateway "${port}:80" >/dev/null &
forwarding=$!
trap 'kill "${forwarding}"' EXIT

for path in /readyz /.well-known/jwks.json /api/items /api/coupons; do
  status=$(curl --silent --output /dev/null --write-out '%{http_code}' \
    --retry 20 --retry-connrefused --retry-delay 1 "http://127.0.0.1:${port}${path}")
  echo "${status} ${path}"
  [[ ${status} == 200 ]]
done
echo "well"
