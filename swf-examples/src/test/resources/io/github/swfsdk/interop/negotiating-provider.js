// Takes images on the given port and answers none before three have come; prints behind "> " what was negotiated. Run with the
// folder of the peers as working folder.
'use strict';

const dimse = require('module').createRequire(process.cwd() + '/')('dcmjs-dimse');
const { Scp, Server } = dimse;
const { CStoreResponse } = dimse.responses;
const { PresentationContextResult, TransferSyntax } = dimse.constants;

const waiting = [];

class Provider extends Scp {
  associationRequested(association) {
    console.log('> invoked ' + association.getMaxAsyncOpsInvoked());
    console.log('> identity ' + association.getUserIdentityType() + ' ' + association.getUserIdentityPrimaryField());
    association.getPresentationContexts().forEach(({ id }) => {
      const context = association.getPresentationContext(id);
      console.log('> roles ' + context.getUserRole() + ' ' + context.getProviderRole());
      context.setResult(PresentationContextResult.Accept, TransferSyntax.ImplicitVRLittleEndian);
    });
    this.sendAssociationAccept();
  }

  cStoreRequest(request, callback) {
    waiting.push(() => {
      const response = CStoreResponse.fromRequest(request);
      response.setStatus(0x0000);
      callback(response);
    });
    if (waiting.length === 3) {
      waiting.splice(0).forEach((answer) => answer());
    }
  }

  associationReleaseRequested() {
    this.sendAssociationReleaseResponse();
  }
}

const server = new Server(Provider);
server.on('networkError', (e) => console.error('network error', e));
server.listen(Number(process.argv[2]));
