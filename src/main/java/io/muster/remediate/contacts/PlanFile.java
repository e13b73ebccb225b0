package io.muster.remediate.contacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.problem.FileFailure;
import io.muster.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as a file: JSON with a version, readable by its owner only, with a digest over everything that it says. */
final class PlanFile {

    private static final int VERSION = 1;
    private static final String KIND = "muster-contacts-plan";
    private static final String DIGEST = "digest";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A plan that was read.
     *
     * @param digest what the journal refers to
     */
    record Stored(Plan plan, String digest) {}

    private PlanFile() {}

    /** Writes the plan; whoever looks at the file sees the old one or the new one as a whole. */
    static Stored write(Plan plan, Path file) {
        ObjectNode document = document(plan);
        String digest = digest(document);
        document.put(DIGEST, digest);
        try {
            PrivateFile.replace(
                    file,
                    (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n")
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "The plan '" + file + "' could not be written.",
                    FileFailure.why(e),
                    "name another place with --out FILE",
                    e);
        }
        return new Stored(plan, digest);
    }

    private static ObjectNode document(Plan plan) {
        ObjectNode document = JSON.createObjectNode();
        document.put("kind", KIND);
        document.put("version", VERSION);
        document.put("created", plan.created().toString());
        Caller caller = plan.caller();
        ObjectNode identity = document.putObject("identity");
        identity.put("account", caller.account().value());
        identity.put("arn", caller.arn());
        identity.put("standing", caller.standing().name());
        identity.put("organization", caller.organization());
        identity.put(
                "management",
                caller.management() == null ? null : caller.management().value());
        ArrayNode lines = document.putArray("contacts");
        for (PlanLine line : plan.lines()) {
            ObjectNode node = lines.addObject();
            node.put("account_id", line.account().value());
            node.put("account_name", line.name());
            node.put("ou", line.path());
            node.put("type", line.type().word());
            node.put("action", line.action().word());
            node.set("found", contact(line.found()));
            node.set("wanted", contact(line.wanted()));
            node.put("rule", line.rule());
            node.put("reason", line.reason() == null ? null : line.reason().word());
            node.put("why", line.why());
        }
        return document;
    }

    static JsonNode contact(@Nullable Contact contact) {
        if (contact == null) {
            return JSON.nullNode();
        }
        ObjectNode node = JSON.createObjectNode();
        Contact.FIELDS.forEach(field -> node.put(field, contact.field(field)));
        return node;
    }

    static @Nullable Contact contact(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        return new Contact(text(node, "name"), text(node, "title"), text(node, "email"), text(node, "phone"));
    }

    private static String digest(ObjectNode document) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return "sha256:" + HexFormat.of().formatHex(sha.digest(JSON.writeValueAsBytes(document)));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a plan; one that is not as Muster wrote it is refused. */
    static Stored read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw ProblemException.usage(
                    "The plan '" + file + "' does not exist.", "", "muster contacts plan --out " + file);
        } catch (IOException e) {
            throw ProblemException.couldNotRun(
                    "The plan '" + file + "' could not be read.", FileFailure.why(e), "check its rights", e);
        }
        ObjectNode document;
        try {
            JsonNode read = JSON.readTree(bytes);
            if (!(read instanceof ObjectNode object)
                    || !KIND.equals(object.path("kind").asText())) {
                throw noPlan(file, "It is not a plan of Muster.");
            }
            document = object;
        } catch (IOException e) {
            throw noPlan(file, "It is no JSON: cut off, or changed by hand.");
        }
        if (document.path("version").asInt() != VERSION) {
            throw noPlan(
                    file,
                    "Its version is " + document.path("version").asText() + ", and this Muster knows version " + VERSION
                            + ".");
        }
        String said = document.path(DIGEST).asText();
        document.remove(DIGEST);
        String digest = digest(document);
        if (!digest.equals(said)) {
            throw noPlan(
                    file,
                    "It was changed after it was made: its digest does not fit. Only what was planned is applied.");
        }
        try {
            return new Stored(plan(document), digest);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw noPlan(file, "It has a value that no plan has.");
        }
    }

    private static ProblemException noPlan(Path file, String why) {
        return ProblemException.usage(
                "The plan '" + file + "' can't be applied.", why, "make a new one: muster contacts plan");
    }

    private static Plan plan(ObjectNode document) {
        JsonNode identity = document.path("identity");
        Caller caller = new Caller(
                new AccountId(text(identity, "account")),
                text(identity, "arn"),
                Caller.Standing.valueOf(text(identity, "standing")),
                orNull(identity, "organization"),
                orNull(identity, "management") == null ? null : new AccountId(text(identity, "management")));
        List<PlanLine> lines = new ArrayList<>();
        for (JsonNode node : document.path("contacts")) {
            Contact wanted = contact(node.path("wanted"));
            if (wanted != null
                    && Contact.FIELDS.stream()
                            .anyMatch(field -> !Contact.objection(field, wanted.field(field))
                                    .isEmpty())) {
                throw new IllegalArgumentException("a wanted contact that AWS refuses");
            }
            lines.add(new PlanLine(
                    new AccountId(text(node, "account_id")),
                    text(node, "account_name"),
                    text(node, "ou"),
                    ContactType.of(text(node, "type")).orElseThrow(IllegalArgumentException::new),
                    Action.of(text(node, "action")).orElseThrow(IllegalArgumentException::new),
                    contact(node.path("found")),
                    wanted,
                    text(node, "rule"),
                    reason(orNull(node, "reason")),
                    text(node, "why")));
        }
        return new Plan(Instant.parse(text(document, "created")), caller, lines);
    }

    private static @Nullable Reason reason(@Nullable String word) {
        return word == null
                ? null
                : Arrays.stream(Reason.values())
                        .filter(reason -> reason.word().equals(word))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new);
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("no text: " + name);
        }
        return value.asText();
    }

    private static @Nullable String orNull(JsonNode node, String name) {
        return node.path(name).isTextual() ? node.path(name).asText() : null;
    }
}
