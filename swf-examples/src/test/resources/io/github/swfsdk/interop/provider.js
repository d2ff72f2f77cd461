// An archive, PPS manager and worklist on the given port: takes images, performed steps and commitment requests, and prints a
// line of JSON behind "> " for each of those but images. The result of a commitment request goes back on an association of its
// own to the requester's port; as many archives do, it forgets to select the provider's role. Speaks TLS if a key, its
// certificate and a trusted certificate are given. Run with the folder of the peers as working folder.
'use strict';

const dimse = require('module').createRequire(process.cwd() + '/')('dcmjs-dimse');
const { Client, Dataset, Scp, Server } = dimse;
const { NEventReportRequest } = dimse.requests;
const { CEchoResponse, CFindResponse, CStoreResponse } = dimse.responses;
const { NActionResponse, NCreateResponse, NGetResponse, NSetResponse } = dimse.responses;
const { PresentationContextResult, TransferSyntax } = dimse.constants;

const [port, requesterPort] = process.argv.slice(2, 4).map(Number);
const TLS = require('./tls.js')(...process.argv.slice(4, 7));
const MPPS = '1.2.840.10008.3.1.2.3.3';
const MPPS_RETRIEVE = '1.2.840.10008.3.1.2.3.4';
const COMMITMENT = '1.2.840.10008.1.20.1';
const WORKLIST = '1.2.840.10008.5.1.4.31';
const VERIFICATION = '1.2.840.10008.1.1';
const CT = '1.2.840.10008.5.1.4.1.1.2';
const KNOWN = [MPPS, MPPS_RETRIEVE, COMMITMENT, WORKLIST, VERIFICATION, CT];
const SYNTAXES = [TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian];

const steps = new Map();

function print(operation, uid, dataset) {
  console.log('> ' + JSON.stringify({ operation, uid, attributes: dataset ? dataset.getElements() : {} }));
}

function reportCommitment(request, callingAe, calledAe) {
  const client = new Client();
  const event = new NEventReportRequest(COMMITMENT, COMMITMENT + '.1', 1);
  event.setDataset(
    new Dataset({
      TransactionUID: request.getDataset().getElement('TransactionUID'),
      ReferencedSOPSequence: request.getDataset().getElement('ReferencedSOPSequence'),
    })
  );
  event.on('response', (response) => print('N-EVENT-REPORT-RSP', response.getStatus().toString(16)));
  client.addRequest(event);
  client.on('networkError', (e) => console.error('network error', e));
  client.send('127.0.0.1', requesterPort, calledAe, callingAe, TLS);
}

class Provider extends Scp {
  associationRequested(association) {
    this.association = association;
    association.getPresentationContexts().forEach(({ id }) => {
      const context = association.getPresentationContext(id);
      const known = KNOWN.includes(context.getAbstractSyntaxUid());
      const syntax = SYNTAXES.find((uid) => context.hasTransferSyntaxUid(uid));
      if (known && syntax) {
        context.setResult(PresentationContextResult.Accept, syntax);
      } else {
        context.setResult(PresentationContextResult.RejectAbstractSyntaxNotSupported);
      }
    });
    this.sendAssociationAccept();
  }

  cEchoRequest(request, callback) {
    const response = CEchoResponse.fromRequest(request);
    response.setStatus(0x0000);
    callback(response);
  }

  cFindRequest(request, callback) {
    const match = CFindResponse.fromRequest(request);
    match.setDataset(
      new Dataset({
        _vrMap: {},
        SpecificCharacterSet: 'ISO_IR 192',
        PatientName: 'Müller^Eva',
        AccessionNumber: 'A1',
        ScheduledProcedureStepSequence: [{ Modality: 'DX', ScheduledProcedureStepID: 'S1' }],
      })
    );
    match.setStatus(0xff00);
    const end = CFindResponse.fromRequest(request);
    end.setStatus(0x0000);
    callback([match, end]);
  }

  cStoreRequest(request, callback) {
    const response = CStoreResponse.fromRequest(request);
    response.setStatus(request.getDataset().getElement('SOPInstanceUID') ? 0x0000 : 0xc000);
    callback(response);
  }

  nGetRequest(request, callback) {
    const step = steps.get(request.getRequestedSopInstanceUid());
    const response = NGetResponse.fromRequest(request);
    response.setStatus(step ? 0x0000 : 0x0112);
    if (step) {
      response.setDataset(step);
    }
    callback(response);
  }

  nCreateRequest(request, callback) {
    const uid = request.getAffectedSopInstanceUid();
    print('N-CREATE', uid, request.getDataset());
    const response = NCreateResponse.fromRequest(request);
    response.setStatus(steps.has(uid) ? 0x0111 : 0x0000);
    steps.set(uid, request.getDataset());
    callback(response);
  }

  nSetRequest(request, callback) {
    const uid = request.getRequestedSopInstanceUid();
    print('N-SET', uid, request.getDataset());
    const response = NSetResponse.fromRequest(request);
    response.setStatus(steps.has(uid) ? 0x0000 : 0x0112);
    callback(response);
  }

  nActionRequest(request, callback) {
    print('N-ACTION', request.getRequestedSopInstanceUid(), request.getDataset());
    const response = NActionResponse.fromRequest(request);
    response.setStatus(0x0000);
    callback(response);
    reportCommitment(request, this.association.getCallingAeTitle(), this.association.getCalledAeTitle());
  }

  associationReleaseRequested() {
    this.sendAssociationReleaseResponse();
  }
}

const server = new Server(Provider);
server.on('networkError', (e) => console.error('network error', e));
server.listen(port, TLS);
