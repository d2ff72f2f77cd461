package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.testkit.PerformedStepStoreContract;

class InMemoryPerformedStepStoreTest extends PerformedStepStoreContract {
    @Override
    protected PerformedStepStore emptyStore() {
        return new InMemoryPerformedStepStore();
    }
}
