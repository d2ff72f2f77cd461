package io.github.swfsdk.dicom.service;

/**
 * (0000,0900) Status of a response (PS3.7, Annex C). A code that no constant here names is legal; its class tells what it
 * means.
 *
 * @param code 0000H to FFFFH
 */
public record Status(int code) {
    /** Done. */
    public static final Status SUCCESS = new Status(0x0000);
    /** N-GET: attributes that were asked for and need not be supported are not (PS3.4, F.8.2.1.3); the others are there. */
    public static final Status OPTIONAL_ATTRIBUTES_NOT_SUPPORTED = new Status(0x0001);
    /** An answer follows; every optional key is supported as asked. */
    public static final Status PENDING = new Status(0xFF00);
    /** An answer follows; one or more optional keys are not supported. */
    public static final Status PENDING_WITH_UNSUPPORTED_KEYS = new Status(0xFF01);
    /** Ended by C-CANCEL. */
    public static final Status CANCEL = new Status(0xFE00);
    /** An attribute is not known. */
    public static final Status NO_SUCH_ATTRIBUTE = new Status(0x0105);
    /** An attribute has a value that it may not have. */
    public static final Status INVALID_ATTRIBUTE_VALUE = new Status(0x0106);
    /** Some attributes were not recognized; the rest took effect. */
    public static final Status ATTRIBUTE_LIST_ERROR = new Status(0x0107);
    /** A general failure. */
    public static final Status PROCESSING_FAILURE = new Status(0x0110);
    /** The instance is there already. */
    public static final Status DUPLICATE_SOP_INSTANCE = new Status(0x0111);
    /** The instance is not there. */
    public static final Status NO_SUCH_SOP_INSTANCE = new Status(0x0112);
    /** The event type is not known. */
    public static final Status NO_SUCH_EVENT_TYPE = new Status(0x0113);
    /** An argument is not known. */
    public static final Status NO_SUCH_ARGUMENT = new Status(0x0114);
    /** An argument has a value that it may not have. */
    public static final Status INVALID_ARGUMENT_VALUE = new Status(0x0115);
    /** An attribute is out of range; a default was applied or it was left out. */
    public static final Status ATTRIBUTE_VALUE_OUT_OF_RANGE = new Status(0x0116);
    /** The instance UID breaks the rules for UIDs. */
    public static final Status INVALID_SOP_INSTANCE = new Status(0x0117);
    /** The SOP class is not known. */
    public static final Status NO_SUCH_SOP_CLASS = new Status(0x0118);
    /** The instance is of another class. */
    public static final Status CLASS_INSTANCE_CONFLICT = new Status(0x0119);
    /** A required attribute is missing. */
    public static final Status MISSING_ATTRIBUTE = new Status(0x0120);
    /** A required attribute has no value. */
    public static final Status MISSING_ATTRIBUTE_VALUE = new Status(0x0121);
    /** The SOP class is not supported. */
    public static final Status SOP_CLASS_NOT_SUPPORTED = new Status(0x0122);
    /** The action type is not known. */
    public static final Status NO_SUCH_ACTION_TYPE = new Status(0x0123);
    /** Not authorized. */
    public static final Status NOT_AUTHORIZED = new Status(0x0124);
    /** The message ID is in use. */
    public static final Status DUPLICATE_INVOCATION = new Status(0x0210);
    /** The operation is not known. */
    public static final Status UNRECOGNIZED_OPERATION = new Status(0x0211);
    /** A parameter of the operation is not as agreed. */
    public static final Status MISTYPED_ARGUMENT = new Status(0x0212);
    /** Not enough resources. */
    public static final Status RESOURCE_LIMITATION = new Status(0x0213);
    /** C-STORE, C-FIND: out of resources. */
    public static final Status OUT_OF_RESOURCES = new Status(0xA700);
    /** C-STORE: the data set does not match the SOP class; C-FIND: the identifier does not. */
    public static final Status DOES_NOT_MATCH_SOP_CLASS = new Status(0xA900);
    /** C-STORE: cannot understand; C-FIND: unable to process. */
    public static final Status CANNOT_UNDERSTAND = new Status(0xC000);

    /** What a status means for the one who asked. */
    public enum Category {
        /** Done. */
        SUCCESS,
        /** Done, with something to note. */
        WARNING,
        /** Not done. */
        FAILURE,
        /** More responses follow. */
        PENDING,
        /** Stopped because the asker wanted it. */
        CANCEL
    }

    /** Checks the range. */
    public Status {
        if (code >>> 16 != 0) {
            throw new IllegalArgumentException("a status is 0000H to FFFFH, but was " + Integer.toHexString(code));
        }
    }

    /** What it means for the one who asked. */
    public Category category() {
        if (code == 0) {
            return Category.SUCCESS;
        }
        if (code == 0xFF00 || code == 0xFF01) {
            return Category.PENDING;
        }
        if (code == 0xFE00) {
            return Category.CANCEL;
        }
        boolean warning = code == 0x0001 || code == 0x0107 || code == 0x0116 || code >>> 12 == 0xB;
        return warning ? Category.WARNING : Category.FAILURE;
    }

    /** Whether more responses follow. */
    public boolean isPending() {
        return category() == Category.PENDING;
    }

    /** Whether what was asked took effect: success or warning. */
    public boolean isDone() {
        return category() == Category.SUCCESS || category() == Category.WARNING;
    }

    /** The code as the standard writes it, such as {@code A900H}. */
    @Override
    public String toString() {
        return String.format("%04XH", code);
    }
}
