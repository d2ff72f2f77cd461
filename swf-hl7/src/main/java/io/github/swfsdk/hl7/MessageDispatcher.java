package io.github.swfsdk.hl7;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.hl7.internal.ack.AckRule;
import io.github.swfsdk.hl7.internal.ack.AckWriter;
import io.github.swfsdk.hl7.internal.ack.Answer;
import io.github.swfsdk.hl7.internal.order.Transaction;
import io.github.swfsdk.hl7.internal.parse.HeaderCheck;
import io.github.swfsdk.hl7.internal.parse.MessageHeader;
import io.github.swfsdk.hl7.internal.parse.MessageReader;
import io.github.swfsdk.hl7.message.CharacterSet;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Leniency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the bytes of a message to the bytes of its acknowledgement; knows no sockets. Thread-safe. */
final class MessageDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(MessageDispatcher.class);

    private final List<Transaction> transactions;
    private final HeaderCheck headerCheck;
    private final MessageReader reader;
    private final AckWriter acknowledgements;
    private final CharacterSet whenNotStated;
    private final List<Hl7Listener> listeners;

    MessageDispatcher(
            List<Transaction> transactions,
            HeaderCheck headerCheck,
            AckWriter acknowledgements,
            MllpOptions options,
            List<Hl7Listener> listeners) {
        this.transactions = List.copyOf(transactions);
        this.headerCheck = headerCheck;
        this.acknowledgements = acknowledgements;
        this.whenNotStated = options.defaultCharacterSet();
        this.reader = new MessageReader(whenNotStated, options.maxSegments(), options.leniencies());
        this.listeners = List.copyOf(listeners);
    }

    /** Handles a message; returns when it is durable, or refused. */
    byte[] handle(byte[] message, Cause unknownSender) {
        Optional<MessageHeader> header = header(message);
        if (header.isEmpty()) {
            return answer(header, unknownSender, Answer.of(AckRule.NO_HEADER, "a message starts with MSH"));
        }
        Cause cause = header.get().cause();
        Answer answer;
        try {
            answer = accept(message, header.get(), cause);
        } catch (Hl7FormatException e) {
            answer = Answer.of(e);
        } catch (RuntimeException e) {
            failed(cause, e);
            answer = Answer.of(AckRule.INTERNAL_ERROR, "the message could not be processed");
        }
        return answer(header, cause, answer);
    }

    /** Answers a message that is not handled. */
    byte[] refuse(byte[] message, Cause unknownSender, AckRule rule, String text) {
        Optional<MessageHeader> header = header(message);
        return answer(header, header.map(MessageHeader::cause).orElse(unknownSender), Answer.of(rule, text));
    }

    /** Reports a leniency that the frame needed. */
    void tolerated(byte[] message, Cause unknownSender, Leniency leniency) {
        Cause cause = header(message).map(MessageHeader::cause).orElse(unknownSender);
        tell(listener -> listener.tolerated(cause, leniency));
    }

    private Answer accept(byte[] message, MessageHeader header, Cause cause) {
        Set<Leniency> tolerated = headerCheck.check(header);
        Optional<Transaction> transaction = transactions.stream()
                .filter(t -> t.takes(header.type(), header.trigger()))
                .findFirst();
        if (transaction.isEmpty()) {
            return transactions.stream().anyMatch(t -> t.type().equals(header.type()))
                    ? Answer.of(AckRule.UNSUPPORTED_TRIGGER, "trigger event not supported")
                    : Answer.of(AckRule.UNSUPPORTED_TYPE, "message type not supported");
        }
        MessageReader.Reading reading = reader.read(message);
        tolerated.forEach(leniency -> tell(listener -> listener.tolerated(cause, leniency)));
        reading.tolerated().forEach(leniency -> tell(listener -> listener.tolerated(cause, leniency)));
        return transaction.get().handle(reading.message(), cause);
    }

    private byte[] answer(Optional<MessageHeader> header, Cause cause, Answer answer) {
        LOG.debug("message {} of {}: {} {}", cause.reference(), cause.peer(), answer.rule(), answer.location());
        tell(listener -> listener.answered(cause, answer.rule().acknowledgement()));
        return acknowledgements.write(header, answer);
    }

    private void failed(Cause cause, RuntimeException failure) {
        LOG.error("message {} of {}: handler failed", cause.reference(), cause.peer(), new StackOnly(failure));
        tell(listener -> listener.failed(cause, failure));
    }

    private Optional<MessageHeader> header(byte[] message) {
        return MessageHeader.read(message, whenNotStated);
    }

    private void tell(Consumer<Hl7Listener> event) {
        for (Hl7Listener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("listener failed", new StackOnly(e));
            }
        }
    }
}
