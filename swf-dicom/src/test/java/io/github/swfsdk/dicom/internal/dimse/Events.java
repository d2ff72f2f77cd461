package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationListener;
import io.github.swfsdk.dicom.net.Leniency;
import io.github.swfsdk.dicom.net.OperationInfo;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a listener hears. */
final class Events implements AssociationListener {
    private final List<String> heard = new CopyOnWriteArrayList<>();

    List<String> heard() {
        return heard;
    }

    @Override
    public void requested(AssociationInfo association) {
        heard.add("requested " + association.callingAeTitle() + ">" + association.calledAeTitle());
    }

    @Override
    public void accepted(AssociationInfo association) {
        heard.add("accepted " + association.contexts().size());
        association.user().ifPresent(user -> heard.add("user " + user));
    }

    @Override
    public void rejected(AssociationInfo association, int result, int source, int reason) {
        heard.add("rejected " + result + "/" + source + "/" + reason);
    }

    @Override
    public void released(AssociationInfo association) {
        heard.add("released");
    }

    @Override
    public void aborted(AssociationInfo association, AssociationException cause) {
        heard.add("aborted: " + cause.getMessage().replaceAll("\\S*#\\d+", "it"));
    }

    @Override
    public void leniencyUsed(AssociationInfo association, Leniency leniency) {
        heard.add("leniency " + leniency);
    }

    @Override
    public void operationDone(AssociationInfo association, OperationInfo operation) {
        heard.add(String.format("%s %04XH", operation.operation(), operation.status()));
    }
}
