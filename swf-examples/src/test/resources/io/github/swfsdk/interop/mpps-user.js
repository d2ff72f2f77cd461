// A modality: reports performed steps to the provider at the given port, in good and bad order, and prints for each
// request a line "> label status [error ID]". Run with the folder of the peers as working folder.
'use strict';

const dimse = require('module').createRequire(process.cwd() + '/')('dcmjs-dimse');
const { Client, Dataset } = dimse;
const { NCreateRequest, NSetRequest } = dimse.requests;

const [port, calledAe, studyUid, stepId, accession, uid] = process.argv.slice(2);
const MPPS = '1.2.840.10008.3.1.2.3.3';
const { STARTED, SERIES, ENDED } = require('./performed-step.js')(studyUid, stepId, accession);

const client = new Client();

function add(label, request, elements) {
  request.setDataset(new Dataset(elements));
  request.on('response', (response) => {
    const status = response.getStatus().toString(16).padStart(4, '0');
    const errorId = response.getCommandDataset().getElement('ErrorID');
    console.log('> ' + label + ' ' + status + (errorId === undefined ? '' : ' ' + errorId.toString(16)));
  });
  client.addRequest(request);
}

add('create-completed', new NCreateRequest(MPPS, uid), { ...STARTED, ...ENDED });
add('set-unknown', new NSetRequest(MPPS, uid), { PerformedProcedureStepStatus: 'IN PROGRESS' });
add('create', new NCreateRequest(MPPS, uid), STARTED);
add('create-other', new NCreateRequest(MPPS, uid), { ...STARTED, PerformedProcedureStepID: 'PPS2' });
add('update', new NSetRequest(MPPS, uid), { PerformedSeriesSequence: [SERIES] });
add('complete', new NSetRequest(MPPS, uid), ENDED);
add('set-ended', new NSetRequest(MPPS, uid), { PerformedProcedureStepDescription: 'late' });

client.on('networkError', (e) => {
  console.error('network error', e);
  process.exit(1);
});
client.on('closed', () => process.exit(0));
client.send('127.0.0.1', Number(port), 'XRAY1', calledAe);
