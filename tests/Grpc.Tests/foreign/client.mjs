// Calls the test server with gRPC's own JavaScript client and prints what it saw, as JSON.
// Usage: node client.mjs <host:port> <echo.proto>
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import protobuf from 'protobufjs';

const [address, protoFile] = process.argv.slice(2);
const definition = protoLoader.loadSync(protoFile, { keepCase: true });
const { EchoService } = grpc.loadPackageDefinition(definition).referrals.grpctests.v1;
const richError = protobuf.loadSync(new URL('rich_error.proto', import.meta.url).pathname);
const client = new EchoService(address, grpc.credentials.createInsecure());

const soon = () => ({ deadline: Date.now() + 20_000 });

function unary(method, request, options = soon()) {
  return new Promise((resolve) => {
    client[method](request, options, (error, response) => resolve({ error, response }));
  });
}

// Resolves with the status event, which comes after the response.
function echoes(text) {
  return new Promise((resolve, reject) => {
    const metadata = new grpc.Metadata();
    metadata.set('x-text', 'sent');
    metadata.set('x-bytes-bin', Buffer.from([0, 255, 7]));
    const result = {};
    const call = client.Echo({ text }, metadata, soon(), (error, response) => {
      if (error) reject(error);
      else result.text = response.text;
    });
    call.on('status', (status) => {
      result.textTrailer = status.metadata.get('x-text')[0];
      result.bytesTrailer = [...(status.metadata.get('x-bytes-bin')[0] ?? [])];
      setImmediate(() => resolve(result));
    });
  });
}

async function reads(call) {
  const texts = [];
  for await (const response of call) texts.push(response.text);
  return texts;
}

async function converses(texts) {
  const call = client.Converse(soon());
  const responses = call[Symbol.asyncIterator]();
  const answers = [];
  for (const text of texts) {
    call.write({ text });
    answers.push((await responses.next()).value.text);
  }

  call.end();
  return { answers, ended: (await responses.next()).done === true };
}

function collects(texts) {
  return new Promise((resolve, reject) => {
    const call = client.Collect(soon(), (error, response) => (error ? reject(error) : resolve(response.text)));
    texts.forEach((text) => call.write({ text }));
    call.end();
  });
}

async function missesDeadline() {
  const { error } = await unary('Wait', { id: 'foreign' }, { deadline: Date.now() + 300 });
  return error.code;
}

async function readsErrorDetails() {
  const { error } = await unary('Fail', { code: grpc.status.INVALID_ARGUMENT, detail: 'Not válid.', invalid_fields: ['name', 'zip'] });
  const status = richError.lookupType('google.rpc.Status').decode(error.metadata.get('grpc-status-details-bin')[0]);
  const badRequest = richError.lookupType('google.rpc.BadRequest').decode(status.details[0].value);
  return {
    code: error.code,
    detail: error.details,
    type: status.details[0].type_url,
    violations: badRequest.fieldViolations.map(({ field, description }) => `${field}: ${description}`),
  };
}

const seen = {
  echo: await echoes('héllo'),
  repeated: await reads(client.Repeat({ text: 'again', times: 1000 }, soon())),
  conversation: await converses(['a', 'b', 'c']),
  collected: await collects(['a', 'b', 'c']),
  deadlineCode: await missesDeadline(),
  failure: await readsErrorDetails(),
};
client.close();
console.log(JSON.stringify(seen));
