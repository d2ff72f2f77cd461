package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.testkit.OutboxContract;

class InMemoryOutboxTest extends OutboxContract {
    private final WorkflowStore store = new InMemoryWorkflowStore();

    @Override
    protected Outbox openOutbox() {
        return store.outbox();
    }

    @Override
    protected void closeOutbox(Outbox opened) {
        store.close();
    }
}
