// Asks the archive at the given port to commit to instances ("class,instance" each) and prints, behind "> ", the status of
// the answer and then the result, which has to come on the same association. Run with the folder of the peers as working
// folder.
'use strict';

const dimse = require('module').createRequire(process.cwd() + '/')('dcmjs-dimse');
const { Client, Dataset } = dimse;
const { NActionRequest } = dimse.requests;
const { NEventReportResponse } = dimse.responses;

const [port, calledAe, transactionUid, ...instances] = process.argv.slice(2);
const COMMITMENT = '1.2.840.10008.1.20.1';
const LINGER_MILLISECONDS = 30000;

const client = new Client();
const request = new NActionRequest(COMMITMENT, COMMITMENT + '.1', 1);
request.setDataset(
  new Dataset({
    TransactionUID: transactionUid,
    ReferencedSOPSequence: instances.map((instance) => {
      const [sopClass, uid] = instance.split(',');
      return { ReferencedSOPClassUID: sopClass, ReferencedSOPInstanceUID: uid };
    }),
  })
);
request.on('response', (response) => console.log('> N-ACTION ' + response.getStatus().toString(16)));
client.addRequest(request);
client.on('nEventReportRequest', (event, callback) => {
  console.log('> ' + JSON.stringify({ event: event.getEventTypeId(), attributes: event.getDataset().getElements() }));
  const response = NEventReportResponse.fromRequest(event);
  response.setStatus(0x0000);
  callback(response);
  setTimeout(() => process.exit(0), 200); // when the response has left
});
client.on('networkError', (e) => {
  console.error('network error', e);
  process.exit(1);
});
client.send('127.0.0.1', Number(port), 'XRAY1', calledAe, { associationLingerTimeout: LINGER_MILLISECONDS });
