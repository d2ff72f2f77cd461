package io.github.swfsdk.dicom.internal.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.dicom.net.Leniency;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes arrive: a value or a {@link PduException}, never anything else. */
class PduPropertyTest {

    private static final List<Pdu> SEEDS = List.of(
            new AssociateRequest(
                    AeTitles.of("A", "B"),
                    List.of(
                            new RequestedContext(1, "1.2", List.of("1.3", "1.4")),
                            new RequestedContext(3, "1.5", List.of("1.3"))),
                    UserInformation.builder(16384, "1.2.3")
                            .role(new RoleSelection("1.2", true, true))
                            .extended(new ExtendedNegotiation("1.2", ByteBuffer.allocate(6)))
                            .commonExtended(new CommonExtendedNegotiation("1.2", "1.3", List.of("1.4", "1.5")))
                            .userIdentity(
                                    new UserIdentityRequest(2, true, ByteBuffer.allocate(5), ByteBuffer.allocate(7)))
                            .build()),
            new AssociateAccept(
                    1,
                    AeTitles.of("A", "B"),
                    AssociateRequest.DICOM_APPLICATION_CONTEXT,
                    List.of(new AnsweredContext(1, ContextResult.ACCEPTANCE, "1.3")),
                    UserInformation.builder(0, "1.2.3")
                            .asyncWindow(new AsyncWindow(2, 3))
                            .build()),
            new PData(List.of(
                    new PDataValue(1, true, true, ByteBuffer.allocate(20)),
                    new PDataValue(1, false, false, ByteBuffer.allocate(30)))),
            new AssociateReject(1, 1, 1),
            new ReleaseRequest(),
            new Abort(0, 0));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedPdusEndInAValueOrAPduException(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            Pdu pdu = SEEDS.get(random.nextInt(SEEDS.size()));
            ByteBuffer damaged = damage(pdu.encode(), random);
            try {
                PduType type = random.nextInt(20) == 0 ? PduType.values()[random.nextInt(7)] : pdu.type();
                Pdu read = PduReader.read(type, damaged, new Tolerance(EnumSet.allOf(Leniency.class)));
                assertThat(read.type()).isEqualTo(type);
            } catch (PduException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static ByteBuffer damage(ByteBuffer pdu, Random random) {
        byte[] body = new byte[pdu.remaining() - PduHeader.LENGTH];
        pdu.get(PduHeader.LENGTH, body);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return ByteBuffer.wrap(body, 0, random.nextInt(3) == 0 ? random.nextInt(body.length) : body.length);
    }
}
