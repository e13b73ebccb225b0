package io.muster.remediate.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.finding.AccountId;
import io.muster.problem.FileFailure;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an apply was about to do, and how it came out: a line before each call, with the old contact, which AWS destroys; a
 * line after it. Each line is on the disk before anything goes on. One process writes it at a time.
 *
 * <p>A line that was cut off, because the disk was full or the machine went away, is as if it had never been written: its
 * call was not made yet, or its outcome is found out again.
 */
final class Journal implements AutoCloseable {

    private static final String KIND = "muster-contacts-journal";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final FileChannel channel;
    private final Header header;
    private final Map<String, Entry> entries;

    /**
     * What the journal is about.
     *
     * @param digest of the plan that is applied
     * @param organization null for an account that is in none
     */
    record Header(String digest, @Nullable String organization, AccountId caller, Instant started) {}

    /**
     * One write.
     *
     * @param outcome null while nobody knows
     */
    record Entry(
            AccountId account,
            String name,
            ContactType type,
            @Nullable Contact before,
            @Nullable Contact after,
            Instant at,
            @Nullable Outcome outcome) {

        String key() {
            return account + "/" + type.word();
        }

        Entry with(Outcome known) {
            return new Entry(account, name, type, before, after, at, known);
        }
    }

    /** How a write came out. */
    enum Outcome {
        /** It is as wanted: it was read back. */
        DONE,
        /** It was certainly not made. */
        NOT_MADE,
        /** It was made, and what was read back is something else. */
        OTHER
    }

    private Journal(Path file, FileChannel channel, Header header, Map<String, Entry> entries) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.entries = entries;
    }

    /**
     * Opens the journal to write on. One that is there already must be of the same plan, and is gone on with; a
     * {@link ProblemException} when another process has it.
     */
    static Journal open(Path file, Header wanted) {
        FileChannel channel = null;
        try {
            boolean fresh = !Files.exists(file);
            channel = PrivateFile.open(file);
            lock(channel, file);
            Content content = parse(file, readAll(channel));
            Header header = content.header();
            if (header == null) {
                channel.truncate(0);
                Journal journal = new Journal(file, channel, wanted, new LinkedHashMap<>());
                journal.append(headerLine(wanted));
                if (fresh) {
                    PrivateFile.forceFolder(file);
                }
                return journal;
            }
            if (!header.digest().equals(wanted.digest())) {
                throw ProblemException.usage(
                        "The journal '" + file + "' belongs to another plan.",
                        "Going on with it would mix what two plans did.",
                        "move the journal away, or make a new plan in another file");
            }
            channel.truncate(content.length());
            channel.position(content.length());
            return new Journal(file, channel, header, content.entries());
        } catch (IOException e) {
            closeQuietly(channel);
            throw ProblemException.couldNotRun(
                    "The journal '" + file + "' could not be opened.",
                    FileFailure.why(e) + " Without a journal nothing is changed.",
                    "check the folder and the disk",
                    e);
        } catch (RuntimeException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    /** Reads the journal of an apply that is over. */
    static Content read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw ProblemException.usage(
                    "The journal '" + file + "' could not be read.",
                    FileFailure.why(e),
                    "name the file that ends in .journal, beside the plan");
        }
        Content content = parse(file, bytes);
        if (content.header() == null) {
            throw ProblemException.usage(
                    "'" + file + "' is no journal of Muster.",
                    "It is empty, or something else.",
                    "name the file that ends in .journal, beside the plan");
        }
        return content;
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // The same process has it: as bad as another one.
        }
        if (lock == null) {
            throw ProblemException.couldNotRun(
                    "The journal '" + file + "' is in use.",
                    "Another process applies the same plan at this moment.",
                    "wait until it is done");
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written that anybody relies on.
        }
    }

    private static byte[] readAll(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, channel.size()));
        while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
            // Reads on until the file ends.
        }
        return java.util.Arrays.copyOf(buffer.array(), buffer.position());
    }

    /**
     * What a journal says.
     *
     * @param header null when the file holds no whole line yet
     * @param entries by account and type, in the order in which they were begun
     * @param length of the whole lines, in bytes
     */
    record Content(@Nullable Header header, Map<String, Entry> entries, int length) {}

    private static Content parse(Path file, byte[] bytes) {
        List<String> lines = new ArrayList<>();
        int length = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                lines.add(new String(bytes, length, at - length, StandardCharsets.UTF_8));
                length = at + 1;
            }
        }
        Header header = null;
        Map<String, Entry> entries = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines) {
            number++;
            try {
                JsonNode node = JSON.readTree(line);
                switch (node.path("line").asText()) {
                    case "header" -> header = header(node);
                    case "begin" -> {
                        Entry entry = entry(node);
                        entries.put(entry.key(), entry);
                    }
                    case "end" -> {
                        String key = node.path("account_id").asText() + "/"
                                + node.path("type").asText();
                        Entry begun = entries.get(key);
                        if (begun == null) {
                            throw new IllegalArgumentException("an end without its beginning");
                        }
                        entries.put(
                                key,
                                begun.with(Outcome.valueOf(node.path("outcome").asText())));
                    }
                    default -> throw new IllegalArgumentException("an unknown line");
                }
            } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
                throw ProblemException.usage(
                        "The journal '" + file + "' is damaged in line " + number + ".",
                        "What Muster wrote there was changed, so that nobody can rely on it.",
                        "restore the file, or make a new plan");
            }
        }
        if (header == null && !lines.isEmpty()) {
            throw ProblemException.usage("'" + file + "' is no journal of Muster.", "", "name another file");
        }
        return new Content(header, entries, length);
    }

    private static Header header(JsonNode node) {
        if (!KIND.equals(node.path("kind").asText()) || node.path("version").asInt() != VERSION) {
            throw new IllegalArgumentException("another kind or version");
        }
        return new Header(
                node.path("digest").asText(),
                node.path("organization").isTextual()
                        ? node.path("organization").asText()
                        : null,
                new AccountId(node.path("caller").asText()),
                Instant.parse(node.path("started").asText()));
    }

    private static ObjectNode headerLine(Header header) {
        return JSON.createObjectNode()
                .put("line", "header")
                .put("kind", KIND)
                .put("version", VERSION)
                .put("digest", header.digest())
                .put("organization", header.organization())
                .put("caller", header.caller().value())
                .put("started", header.started().toString());
    }

    private static Entry entry(JsonNode node) {
        return new Entry(
                new AccountId(node.path("account_id").asText()),
                node.path("account_name").asText(),
                ContactType.of(node.path("type").asText()).orElseThrow(IllegalArgumentException::new),
                PlanFile.contact(node.path("before")),
                PlanFile.contact(node.path("after")),
                Instant.parse(node.path("at").asText()),
                null);
    }

    Header header() {
        return header;
    }

    /** What was begun for a contact before. */
    Optional<Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Says that a write is about to be made; it may be made only when this has returned. */
    void begin(Entry entry) throws IOException {
        ObjectNode line = JSON.createObjectNode()
                .put("line", "begin")
                .put("account_id", entry.account().value())
                .put("account_name", entry.name())
                .put("type", entry.type().word());
        line.set("before", PlanFile.contact(entry.before()));
        line.set("after", PlanFile.contact(entry.after()));
        append(line.put("at", entry.at().toString()));
        entries.put(entry.key(), entry);
    }

    /** Says how it came out. */
    void end(Entry entry, Outcome outcome, Instant at, String why) throws IOException {
        append(JSON.createObjectNode()
                .put("line", "end")
                .put("account_id", entry.account().value())
                .put("type", entry.type().word())
                .put("outcome", outcome.name())
                .put("why", why)
                .put("at", at.toString()));
        entries.put(entry.key(), entry.with(outcome));
    }

    private void append(ObjectNode line) throws IOException {
        long start = channel.position();
        try {
            PrivateFile.append(channel, (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            channel.force(true);
        } catch (IOException e) {
            // Half a line would join the next one. Where even this fails, reading finds the half line.
            channel.truncate(start);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "The journal '" + file + "' could not be closed.", FileFailure.why(e), "check the disk", e);
        }
    }
}
