// Sends the given image three times to the provider at the given port on one association, with an asynchronous operations window
// of three and a user identity of the given type, and prints the answers behind "> ". Run with the folder of the peers as working
// folder.
'use strict';

const { Client, requests } = require('module').createRequire(process.cwd() + '/')('dcmjs-dimse');

const [port, image, type, primary, secondary] = process.argv.slice(2);
const client = new Client();
for (let i = 0; i < 3; i++) {
  const request = new requests.CStoreRequest(image);
  request.on('response', (response) => console.log('> ' + response.getStatus().toString(16).padStart(4, '0')));
  client.addRequest(request);
}
client.on('associationAccepted', (association) =>
  console.log(
    '> window ' + association.getMaxAsyncOpsInvoked() + ' confirmed ' + association.getNegotiateUserIdentityServerResponse()
  )
);
client.on('associationRejected', () => console.log('> rejected'));
client.on('networkError', (e) => {
  console.error('network error', e);
  process.exit(1);
});
client.on('closed', () => process.exit(0));
client.send('127.0.0.1', Number(port), 'CT1', 'SWF', {
  asyncOps: { maxAsyncOpsInvoked: 3, maxAsyncOpsPerformed: 1 },
  userIdentity: {
    type: Number(type),
    positiveResponseRequested: true,
    primaryField: primary,
    secondaryField: secondary || '',
  },
});
