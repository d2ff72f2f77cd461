package io.github.swfsdk.cases;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Cases of one kind, each in a hospital of its own that has a scanner. */
abstract class HospitalCases {
    Hospital hospital;
    Scanner ct;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        hospital = Hospital.open(folder);
        ct = hospital.scanner("CT1");
    }

    @AfterEach
    void close() {
        hospital.close();
    }
}
