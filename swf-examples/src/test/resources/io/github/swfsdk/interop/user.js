// Asks the provider at the given port for one thing and prints, behind "> ", what it answers. Speaks TLS if a key, its
// certificate and a trusted certificate are given, otherwise "-" stands for each. Run with the folder of the peers as working
// folder.
'use strict';

const dimse = require('module').createRequire(process.cwd() + '/')('dcmjs-dimse');
const { Client, Dataset } = dimse;
const { CEchoRequest, CFindRequest, CStoreRequest, NActionRequest, NCreateRequest, NGetRequest, NSetRequest } =
  dimse.requests;
const { NEventReportResponse } = dimse.responses;

const [operation, port, calledAe, key, certificate, trusted, ...rest] = process.argv.slice(2);
const MPPS = '1.2.840.10008.3.1.2.3.3';
const MPPS_RETRIEVE = '1.2.840.10008.3.1.2.3.4';
const WORKLIST = '1.2.840.10008.5.1.4.31';
const COMMITMENT = '1.2.840.10008.1.20.1';

const client = new Client();
const options = key === '-' ? {} : require('./tls.js')(key, certificate, trusted);

function ask(label, request) {
  request.on('response', (response) => {
    const found = response.hasDataset() ? response.getDataset().getElement('AccessionNumber') : undefined;
    const state = response.hasDataset() ? response.getDataset().getElement('PerformedProcedureStepStatus') : undefined;
    const told = [label, response.getStatus().toString(16).padStart(4, '0'), found, state];
    console.log('> ' + told.filter((part) => part !== undefined).join(' '));
  });
  client.addRequest(request);
}

const operations = {
  echo: () => ask('echo', new CEchoRequest()),
  find: () => {
    // not createWorklistFindRequest: it asks for (0010,21C0) with the value 0 instead of for any
    const request = new CFindRequest();
    request.setAffectedSopClassUid(WORKLIST);
    const step = { Modality: '', ScheduledProcedureStepID: '' };
    request.setDataset(new Dataset({ AccessionNumber: rest[0], PatientName: '', ScheduledProcedureStepSequence: [step] }));
    ask('find', request);
  },
  store: () => ask('store', new CStoreRequest(rest[0])),
  mpps: () => {
    const [uid, studyUid, stepId, accession] = rest;
    const { STARTED, ENDED } = require('./performed-step.js')(studyUid, stepId, accession);
    const create = new NCreateRequest(MPPS, uid);
    create.setDataset(new Dataset(STARTED));
    ask('create', create);
    const set = new NSetRequest(MPPS, uid);
    set.setDataset(new Dataset(ENDED));
    ask('set', set);
  },
  get: () => ask('get', new NGetRequest(MPPS_RETRIEVE, rest[0], ['PerformedProcedureStepStatus'])),
  commit: () => {
    const [transaction, sopClass, uid] = rest;
    const request = new NActionRequest(COMMITMENT, COMMITMENT + '.1', 1);
    request.setDataset(
      new Dataset({
        TransactionUID: transaction,
        ReferencedSOPSequence: [{ ReferencedSOPClassUID: sopClass, ReferencedSOPInstanceUID: uid }],
      })
    );
    ask('commit', request);
    options.associationLingerTimeout = 30000;
    client.on('nEventReportRequest', (event, callback) => {
      console.log('> event ' + event.getEventTypeId());
      const response = NEventReportResponse.fromRequest(event);
      response.setStatus(0x0000);
      callback(response);
      setTimeout(() => process.exit(0), 200); // when the response has left
    });
  },
};

operations[operation]();
client.on('networkError', (e) => {
  console.error('network error', e);
  process.exit(1);
});
client.on('closed', () => process.exit(0));
client.send('127.0.0.1', Number(port), 'XRAY1', calledAe, options);
