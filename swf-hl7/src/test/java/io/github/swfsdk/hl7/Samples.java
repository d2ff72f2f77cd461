package io.github.swfsdk.hl7;

import java.util.Map;
import java.util.TreeMap;

/** Messages of the kind that the IHE test tools send, made up for these tests. */
public final class Samples {
    private Samples() {}

    public static final String MSH =
            "MSH|^~\\&|OP_SYS|HOSPITAL|RIS|RADIOLOGY|20261122101500+0100||ORM^O01|MSG0001|P|2.3.1";

    public static final String PID = segment(
            "PID",
            Map.of(
                    3, "P4711^^^HOSPITAL&1.2.276.0.99&ISO",
                    5, "HEIDER^ANNA^MARIA^JR^DR",
                    7, "19620423",
                    8, "F",
                    11, "1 Main St^Apt 2^Berlin^BE^10115^DE",
                    13, "+49 30 1234567",
                    18, "V099^^^HOSPITAL"));

    public static final String PV1 = segment(
            "PV1",
            Map.of(
                    2, "I",
                    3, "4EAST^112^2^HOSPITAL",
                    8, "5678^REFER^ROBERT^^^DR",
                    15, "B6",
                    19, "V100^^^HOSPITAL"));

    public static final String ORC = segment(
            "ORC",
            Map.of(
                    1, "NW",
                    2, "A100Z^MESA_ORDPLC",
                    3, "B100Z^MESA_ORDFIL",
                    5, "SC",
                    7, "1^once^^20261123143000^^S",
                    9, "20261122101500",
                    10, "2468^CLERK^CORA",
                    12, "7101^ESTRADA^JAIME^P^^DR",
                    14, "314-555-1212",
                    17, "RAD^Radiology^LOCAL"));

    public static final String OBR = segment(
            "OBR",
            Map.ofEntries(
                    Map.entry(1, "1"),
                    Map.entry(2, "A100Z^MESA_ORDPLC"),
                    Map.entry(3, "B100Z^MESA_ORDFIL"),
                    Map.entry(4, "P1^Procedure 1^ERL_MESA^X1_A1^SP Action Item X1_A1^DSS_MESA"),
                    Map.entry(12, "W^walking"),
                    Map.entry(13, "Latex allergy"),
                    Map.entry(18, "ACC-0001"),
                    Map.entry(19, "RP-0001"),
                    Map.entry(20, "SPS-0001"),
                    Map.entry(24, "CT"),
                    Map.entry(30, "WHLC"),
                    Map.entry(31, "R51^Headache^I10"),
                    Map.entry(34, "7890&RADIO&RITA")));

    public static final String ZDS = "ZDS|1.2.840.99.1.1^100^Application^DICOM";

    /** One procedure, one step: CT of the head. */
    public static final String NEW_ORDER = message(MSH, PID, PV1, ORC, OBR, ZDS);

    /** One procedure in two steps, chest X-ray and lung scintigraphy. */
    public static final String NEW_ORDER_OF_TWO_STEPS = message(
            MSH,
            PID,
            PV1,
            step("ORC", "20261123080000"),
            step("CXR^Chest X-ray^LOCAL", "SPS-0002", "CR"),
            step("ORC", "20261123093000"),
            step("VQ^Lung scintigraphy^LOCAL", "SPS-0003", "NM"),
            "ZDS|1.2.840.99.1.2^100^Application^DICOM");

    public static final String CANCEL = message(
            MSH.replace("MSG0001", "MSG0002"),
            PID,
            PV1,
            "ORC|CA|A100Z^MESA_ORDPLC|B100Z^MESA_ORDFIL||CA",
            segment(
                    "OBR",
                    Map.of(1, "1", 4, "P1^Procedure 1^ERL_MESA", 18, "ACC-0001", 19, "RP-0001", 20, "SPS-0001")));

    public static final String UPDATE = message(
            "MSH|^~\\&|ADT|HOSPITAL|RIS|RADIOLOGY|20261122101500||ADT^A08|MSG0004|P|2.3.1",
            "EVN||20261122101500",
            PID,
            PV1);

    public static final String MERGE = message(
            "MSH|^~\\&|ADT|HOSPITAL|RIS|RADIOLOGY|20261122101500||ADT^A40|MSG0003|P|2.3.1",
            "EVN||20261122101500",
            PID,
            "MRG|TEMP1^^^HOSPITAL&1.2.276.0.99&ISO||||||DOE^JANE");

    public static String message(String... segments) {
        return String.join("\r", segments) + "\r";
    }

    /** Writes a segment of these fields. */
    public static String segment(String name, Map<Integer, String> fields) {
        StringBuilder text = new StringBuilder(name);
        int last = 0;
        for (Map.Entry<Integer, String> field : new TreeMap<>(fields).entrySet()) {
            text.append("|".repeat(field.getKey() - last)).append(field.getValue());
            last = field.getKey();
        }
        return text.toString();
    }

    private static String step(String name, String start) {
        return segment(name, Map.of(1, "NW", 2, "A200^OP", 3, "B200^OF", 5, "SC", 7, "1^^^" + start + "^^R"));
    }

    private static String step(String protocol, String stepId, String modality) {
        return segment(
                "OBR",
                Map.of(
                        2, "A200^OP",
                        3, "B200^OF",
                        4, "PE^Rule out pulmonary embolism^LOCAL^" + protocol,
                        18, "ACC-0002",
                        19, "RP-0002",
                        20, stepId,
                        24, modality));
    }
}
