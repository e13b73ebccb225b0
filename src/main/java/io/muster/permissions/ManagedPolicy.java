package io.muster.permissions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A policy of AWS's own and what it allows on all resources, as it stood when Muster was built. */
public enum ManagedPolicy {
    SECURITY_AUDIT("SecurityAudit", "arn:aws:iam::aws:policy/SecurityAudit"),
    VIEW_ONLY_ACCESS("ViewOnlyAccess", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess");

    private final String name;
    private final String arn;

    ManagedPolicy(String name, String arn) {
        this.name = name;
        this.arn = arn;
    }

    /** What it allows on all resources, as patterns of lower-case actions. */
    private List<Pattern> patterns() {
        InputStream list = Objects.requireNonNull(
                ManagedPolicy.class.getResourceAsStream(name + ".txt"), "the policies are in the jar");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Pattern.compile(
                            line.toLowerCase(Locale.ROOT).replace("*", ".*").replace("?", ".")))
                    .collect(Collectors.toUnmodifiableList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name in AWS. */
    public String title() {
        return name;
    }

    String arn(String partition) {
        return arn.replaceFirst("arn:aws:", "arn:" + partition + ":");
    }

    /** Tells of any action, written as it may be, whether the policy allows it. */
    Predicate<String> allows() {
        List<Pattern> patterns = patterns();
        return action -> patterns.stream()
                .anyMatch(pattern ->
                        pattern.matcher(action.toLowerCase(Locale.ROOT)).matches());
    }
}
