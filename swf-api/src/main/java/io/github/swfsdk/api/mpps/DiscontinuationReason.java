package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.Code;
import java.util.Optional;

/**
 * Why a performed step was discontinued: the codes of PS3.16, CID 9300, of which CID 9301 (modalities) and CID 9302 (media
 * import) are parts. Other codes are legal; these are the standard's.
 */
public enum DiscontinuationReason {
    /** A doctor canceled it. */
    DOCTOR_CANCELED_PROCEDURE("110500", "Doctor canceled procedure", Use.MODALITY),
    /** The equipment failed. */
    EQUIPMENT_FAILURE("110501", "Equipment failure", Use.BOTH),
    /** The order was for another procedure than the one needed. */
    INCORRECT_PROCEDURE_ORDERED("110502", "Incorrect procedure ordered", Use.MODALITY),
    /** The patient does not bear media or contrast. */
    PATIENT_ALLERGIC_TO_MEDIA_OR_CONTRAST("110503", "Patient allergic to media/contrast", Use.MODALITY),
    /** The patient died. */
    PATIENT_DIED("110504", "Patient died", Use.MODALITY),
    /** The patient did not want to go on. */
    PATIENT_REFUSED_TO_CONTINUE("110505", "Patient refused to continue procedure", Use.MODALITY),
    /** The patient was needed elsewhere. */
    PATIENT_TAKEN_FOR_TREATMENT_OR_SURGERY("110506", "Patient taken for treatment or surgery", Use.MODALITY),
    /** The patient did not come. */
    PATIENT_DID_NOT_ARRIVE("110507", "Patient did not arrive", Use.MODALITY),
    /** The patient is pregnant. */
    PATIENT_PREGNANT("110508", "Patient pregnant", Use.MODALITY),
    /** Another procedure is charged. */
    CHANGE_FOR_CORRECT_CHARGING("110509", "Change of procedure for correct charging", Use.MODALITY),
    /** The same was ordered twice. */
    DUPLICATE_ORDER("110510", "Duplicate order", Use.BOTH),
    /** The nursing unit canceled it. */
    NURSING_UNIT_CANCEL("110511", "Nursing unit cancel", Use.MODALITY),
    /** The order names the wrong side. */
    INCORRECT_SIDE_ORDERED("110512", "Incorrect side ordered", Use.MODALITY),
    /** No reason is given. */
    UNSPECIFIED("110513", "Discontinued for unspecified reason", Use.BOTH),
    /** Performed for the wrong entry of the worklist: its instances belong to another patient or order. */
    INCORRECT_WORKLIST_ENTRY_SELECTED("110514", "Incorrect worklist entry selected", Use.BOTH),
    /** The patient's condition did not allow it. */
    PATIENT_CONDITION_PREVENTED_CONTINUING("110515", "Patient condition prevented continuing", Use.MODALITY),
    /** Other equipment is used. */
    EQUIPMENT_CHANGE("110516", "Equipment change", Use.MODALITY),
    /** Objects are not as they should be. */
    OBJECTS_INCORRECTLY_FORMATTED("110521", "Objects incorrectly formatted", Use.MEDIA_IMPORT),
    /** Objects are of types that are not supported. */
    OBJECT_TYPES_NOT_SUPPORTED("110522", "Object Types not supported", Use.MEDIA_IMPORT),
    /** Objects are missing. */
    OBJECT_SET_INCOMPLETE("110523", "Object Set incomplete", Use.MEDIA_IMPORT),
    /** The medium failed. */
    MEDIA_FAILURE("110524", "Media Failure", Use.MEDIA_IMPORT),
    /** Something more important took the resource. */
    RESOURCE_PRE_EMPTED("110526", "Resource pre-empted", Use.OTHER),
    /** The resource was not enough. */
    RESOURCE_INADEQUATE("110527", "Resource inadequate", Use.OTHER),
    /** A new time is fixed already. */
    RESCHEDULED("110528", "Discontinued Procedure Step rescheduled", Use.OTHER),
    /** A new time is recommended. */
    RESCHEDULING_RECOMMENDED("110529", "Discontinued Procedure Step rescheduling recommended", Use.OTHER),
    /** The one to whom it was assigned did not accept it. */
    ASSIGNMENT_REJECTED("110530", "Workitem assignment rejected by assigned resource", Use.OTHER),
    /** It is too late. */
    WORKITEM_EXPIRED("110533", "Workitem expired", Use.OTHER),
    /** Contrast has left the vessel. */
    EXTRAVASATION_VISIBLE_IN_IMAGE("113568", "Extravasation visible in image", Use.OTHER),
    /** The patient reacted to a radiopharmaceutical. */
    RADIOPHARMACEUTICAL_ADVERSE_REACTION(
            Code.of("292094009", "SCT", "Adverse reaction to radiopharmaceutical"), Use.OTHER),
    /** A radiopharmaceutical has left the vessel. */
    INJECTION_SITE_EXTRAVASATION(Code.of("95384003", "SCT", "Injection site extravasation"), Use.OTHER);

    private enum Use {
        MODALITY,
        MEDIA_IMPORT,
        BOTH,
        OTHER
    }

    private final Code code;
    private final Use use;

    DiscontinuationReason(String value, String meaning, Use use) {
        this(Code.of(value, "DCM", meaning), use);
    }

    DiscontinuationReason(Code code, Use use) {
        this.code = code;
        this.use = use;
    }

    /** The code for (0040,0281). */
    public Code code() {
        return code;
    }

    /** Whether it is one for modalities (CID 9301). */
    public boolean isForModality() {
        return use == Use.MODALITY || use == Use.BOTH;
    }

    /** Whether it is one for media import (CID 9302). */
    public boolean isForMediaImport() {
        return use == Use.MEDIA_IMPORT || use == Use.BOTH;
    }

    /** The reason with this code; the meaning does not count. */
    public static Optional<DiscontinuationReason> of(Code code) {
        for (DiscontinuationReason reason : values()) {
            if (reason.code.isSame(code)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
