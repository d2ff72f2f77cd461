package io.github.swfsdk.api.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registry in memory. Immutable after reading. */
final class UidTable {
    private static final int FIELDS = 6;

    private final Map<Uid, UidDefinition> definitions = new HashMap<>();
    private final List<UidDefinition> all = new ArrayList<>();
    private final List<UidDefinition> storage = new ArrayList<>();
    private final List<UidDefinition> nonPatientStorage = new ArrayList<>();
    private final List<UidDefinition> transferSyntaxes = new ArrayList<>();

    private UidTable() {}

    static UidTable read(DictionaryResource resource) {
        UidTable table = new UidTable();
        resource.forEachRow(FIELDS, row -> {
            boolean retired = DictionaryResource.isRetired(row[5]);
            table.put(new UidDefinition(Uid.of(row[0]), row[1], row[2], UidKind.valueOf(row[3]), retired), row[4]);
        });
        return table;
    }

    private void put(UidDefinition definition, String service) {
        if (definitions.put(definition.uid(), definition) != null) {
            throw new IllegalStateException(definition.uid() + " is in the registry twice");
        }
        all.add(definition);
        if (definition.kind() == UidKind.TRANSFER_SYNTAX) {
            transferSyntaxes.add(definition);
        }
        switch (service) {
            case "" -> {}
            case "patient" -> storage.add(definition);
            case "non-patient" -> nonPatientStorage.add(definition);
            default -> throw new IllegalArgumentException("unknown storage service " + service);
        }
    }

    @Nullable
    UidDefinition find(Uid uid) {
        return definitions.get(uid);
    }

    List<UidDefinition> all() {
        return Collections.unmodifiableList(all);
    }

    List<UidDefinition> storageSopClasses() {
        return Collections.unmodifiableList(storage);
    }

    List<UidDefinition> nonPatientStorageSopClasses() {
        return Collections.unmodifiableList(nonPatientStorage);
    }

    List<UidDefinition> transferSyntaxes() {
        return Collections.unmodifiableList(transferSyntaxes);
    }
}
