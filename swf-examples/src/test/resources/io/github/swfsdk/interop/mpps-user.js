// A modality: reports performed steps to the provider at the given port, in good and bad order, retrieves what became of
// them, and prints for each request a line "> label status [error ID]", with the attributes of a retrieved step as JSON. A
// last argument "no-retrieval" leaves the retrieval out. Run with the folder of the peers as working folder.
'use strict';

const dimse = require('module').createRequire(process.cwd() + '/')('dcmjs-dimse');
const { Client, Dataset } = dimse;
const { NCreateRequest, NGetRequest, NSetRequest } = dimse.requests;

const [port, calledAe, studyUid, stepId, accession, uid, option] = process.argv.slice(2);
const MPPS = '1.2.840.10008.3.1.2.3.3';
const RETRIEVE = '1.2.840.10008.3.1.2.3.4';
const { STARTED, SERIES, ENDED } = require('./performed-step.js')(studyUid, stepId, accession);

const client = new Client();

function add(label, request, elements) {
  if (elements) {
    request.setDataset(new Dataset(elements));
  }
  request.on('response', (response) => {
    const status = response.getStatus().toString(16).padStart(4, '0');
    // dcmjs-dimse shows the error ID of a response in those that follow, too
    const failed = response.getStatus() !== 0;
    const errorId = failed ? response.getCommandDataset().getElement('ErrorID') : undefined;
    const retrieved = request instanceof NGetRequest && response.getDataset();
    console.log(
      '> ' +
        label +
        ' ' +
        status +
        (errorId === undefined ? '' : ' ' + errorId.toString(16)) +
        (retrieved ? ' ' + JSON.stringify(retrieved.getElements()) : '')
    );
  });
  client.addRequest(request);
}

add('create-completed', new NCreateRequest(MPPS, uid), { ...STARTED, ...ENDED });
add('set-unknown', new NSetRequest(MPPS, uid), { PerformedProcedureStepStatus: 'IN PROGRESS' });
add('create', new NCreateRequest(MPPS, uid), STARTED);
add('create-again', new NCreateRequest(MPPS, uid), STARTED);
add('create-other', new NCreateRequest(MPPS, uid), { ...STARTED, PerformedProcedureStepID: 'PPS2' });
add('update', new NSetRequest(MPPS, uid), { PerformedSeriesSequence: [SERIES] });
add('complete', new NSetRequest(MPPS, uid), ENDED);
add('complete-again', new NSetRequest(MPPS, uid), ENDED);
add('set-ended', new NSetRequest(MPPS, uid), { PerformedProcedureStepDescription: 'late' });
if (option !== 'no-retrieval') {
  add('get', new NGetRequest(RETRIEVE, uid, []));
  add('get-some', new NGetRequest(RETRIEVE, uid, ['PatientID', 'PerformedProcedureStepStatus']));
  add('get-unknown', new NGetRequest(RETRIEVE, uid + '.1', []));
}

client.on('networkError', (e) => {
  console.error('network error', e);
  process.exit(1);
});
client.on('closed', () => process.exit(0));
client.send('127.0.0.1', Number(port), 'XRAY1', calledAe);
