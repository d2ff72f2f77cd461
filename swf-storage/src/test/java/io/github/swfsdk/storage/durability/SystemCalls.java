package io.github.swfsdk.storage.durability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The log of {@code strace -f -y}: each call with the lines on which it begins and ends. */
final class SystemCalls {
    private record Call(String text, int begin, int end) {
        boolean isWriteTo(String file, String content) {
            return (text.startsWith("write(") || text.startsWith("pwrite"))
                    && text.contains(file + ">")
                    && text.contains(content);
        }

        boolean isSyncOf(String file) {
            return (text.startsWith("fsync(") || text.startsWith("fdatasync(")) && text.contains(file + ">");
        }

        boolean matches(Pattern pattern) {
            return pattern.matcher(text).find();
        }
    }

    private static final String UNFINISHED = " <unfinished ...>";

    private final List<Call> calls;

    private SystemCalls(List<Call> calls) {
        this.calls = calls;
    }

    static SystemCalls read(Path log) throws IOException {
        List<Call> calls = new ArrayList<>();
        Map<String, Call> unfinished = new HashMap<>();
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                int space = line.indexOf(' ');
                String process = line.substring(0, space);
                String text = line.substring(space).strip();
                if (text.endsWith(UNFINISHED)) {
                    unfinished.put(process, new Call(text, number, number));
                } else if (text.startsWith("<... ")) {
                    Call begun = unfinished.remove(process);
                    if (begun != null) {
                        calls.add(new Call(begun.text(), begun.begin(), number));
                    }
                } else {
                    calls.add(new Call(text, number, number));
                }
            }
        }
        return new SystemCalls(calls);
    }

    /**
     * Whether the acknowledgement was written after a sync of the file that began after a write of the content to that file
     * had ended.
     */
    boolean isSyncedBefore(String file, String content, String acknowledgement) {
        Call acknowledged = calls.stream()
                .filter(call ->
                        call.text().startsWith("write(1<") && call.text().contains("\"" + acknowledgement + "\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no acknowledgement " + acknowledgement));
        int written = calls.stream()
                .filter(call -> call.isWriteTo(file, content))
                .mapToInt(Call::end)
                .min()
                .orElse(Integer.MAX_VALUE);
        return calls.stream()
                .anyMatch(call -> call.isSyncOf(file) && call.begin() > written && call.end() < acknowledged.begin());
    }

    /**
     * Whether, after the last call of one kind had ended, a sync of a file began that ended before the first call of another
     * kind began. There must be calls of both kinds. All are regular expressions, the file that of the end of its path.
     */
    boolean isSyncedBetween(String change, String file, String later) {
        Pattern sync = Pattern.compile("^f(data)?sync\\([^<]*<[^>]*" + file + ">");
        int changed = matching(change).mapToInt(Call::end).max().orElseThrow(() -> new AssertionError("no " + change));
        int next = matching(later).mapToInt(Call::begin).min().orElseThrow(() -> new AssertionError("no " + later));
        return calls.stream().anyMatch(call -> call.matches(sync) && call.begin() > changed && call.end() < next);
    }

    /** Whether there is a call of one kind that had ended before the first of another kind began. */
    boolean comesBefore(String earlier, String later) {
        int next = matching(later).mapToInt(Call::begin).min().orElseThrow(() -> new AssertionError("no " + later));
        return matching(earlier).anyMatch(call -> call.end() < next);
    }

    private Stream<Call> matching(String call) {
        Pattern pattern = Pattern.compile("^" + call);
        return calls.stream().filter(each -> each.matches(pattern));
    }

    long countOfSyncs(String file) {
        return calls.stream().filter(call -> call.isSyncOf(file)).count();
    }
}
