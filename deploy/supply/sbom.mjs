#!/usr/bin/env node
// Writes a CycloneDX 1.6 inventory of the packages that the services were resolved to, from their project.assets.json:
//   node deploy/supply/sbom.mjs [FILE]
// The same resolution gives the same bytes: there is no time in it, and its serial number is the hash of the rest.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const services = join(root, 'services');
const version = /<Version>([^<]+)</.exec(readFileSync(join(root, 'Directory.Build.props'), 'utf8'))[1];
const purl = (name, of) => `pkg:nuget/${encodeURIComponent(name)}@${encodeURIComponent(of)}`;
const packages = new Map();
const edges = new Map();
const direct = new Set();

for (const service of readdirSync(services).sort()) {
  const file = join(services, service, 'obj', 'project.assets.json');
  if (existsSync(file)) read(JSON.parse(readFileSync(file, 'utf8')));
}
if (packages.size === 0) {
  console.error('nothing is resolved yet: dotnet restore first');
  process.exit(1);
}

function read(assets) {
  const folders = Object.keys(assets.packageFolders);
  for (const [target, libraries] of Object.entries(assets.targets)) {
    const resolved = new Map(Object.keys(libraries).map((key) => [key.split('/')[0].toLowerCase(), key]));
    for (const [key, library] of Object.entries(libraries)) {
      if (library.type !== 'package') continue;
      const [name, of] = key.split('/');
      const reference = purl(name, of);
      packages.set(reference, { name, version: of, hash: assets.libraries[key].sha512, licence: licenceOf(folders, assets.libraries[key].path, name) });
      const needs = edges.get(reference) ?? new Set();
      for (const need of Object.keys(library.dependencies ?? {})) {
        const found = resolved.get(need.toLowerCase());
        if (found && libraries[found].type === 'package') needs.add(purl(...found.split('/')));
      }
      edges.set(reference, needs);
    }
    for (const wanted of assets.projectFileDependencyGroups[target] ?? []) {
      const found = resolved.get(wanted.split(' ')[0].toLowerCase());
      if (found && libraries[found].type === 'package') direct.add(purl(...found.split('/')));
    }
  }
}

function licenceOf(folders, path, name) {
  for (const folder of folders) {
    const nuspec = join(folder, path, `${name.toLowerCase()}.nuspec`);
    if (existsSync(nuspec)) return /<license type="expression">([^<]+)</.exec(readFileSync(nuspec, 'utf8'))?.[1];
  }
  return undefined;
}

const product = `pkg:generic/referrals@${version}`;
const sbom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'application', 'bom-ref': product, name: 'referrals', version } },
  components: [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reference, library]) => ({
    type: 'library',
    'bom-ref': reference,
    name: library.name,
    version: library.version,
    purl: reference,
    hashes: [{ alg: 'SHA-512', content: Buffer.from(library.hash, 'base64').toString('hex') }],
    ...(library.licence ? { licenses: [{ expression: library.licence }] } : {}),
  })),
  dependencies: [
    { ref: product, dependsOn: [...direct].sort() },
    ...[...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([ref, needs]) => ({ ref, dependsOn: [...needs].sort() })),
  ],
};
const hash = createHash('sha256').update(JSON.stringify(sbom)).digest('hex');
const variant = ((parseInt(hash[16], 16) & 3) | 8).toString(16);
sbom.serialNumber = `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
const text = `${JSON.stringify(sbom, null, 2)}\n`;
if (process.argv[2]) writeFileSync(process.argv[2], text);
else process.stdout.write(text);
console.error(`${packages.size} packages`);
