/** Certificates of a test's own: a CA of whom nobody has heard, and by it a server's and a client's. */
import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether they can be made here. */
export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

export type Certificates = {
  readonly ca: string;
  readonly server: Pair;
  readonly client: Pair;
  readonly remove: () => Promise<void>;
};
type Pair = { readonly cert: string; readonly key: string };

export async function makeCertificates(): Promise<Certificates> {
  const directory = await mkdtemp(join(tmpdir(), "bojagi-certificates-"));
  await chmod(directory, 0o755);
  const made = (name: string, ...signedBy: readonly string[]): Pair => {
    const [cert, key] = [join(directory, `${name}.pem`), join(directory, `${name}.key`)];
    const { status, stderr } = spawnSync("openssl", [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"],
      ...["-days", "1", "-subj", `/CN=bojagi ${name}`, "-keyout", key, "-out", cert],
      ...signedBy,
    ]);
    if (status !== 0) throw new Error(`openssl: ${String(stderr)}`);
    return { cert, key };
  };
  const ca = made("ca");
  const signed = [
    "-CA",
    ca.cert,
    "-CAkey",
    ca.key,
    "-addext",
    "basicConstraints=critical,CA:FALSE",
  ];
  return {
    ca: ca.cert,
    server: made("server", ...signed, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
    client: made("client", ...signed),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
