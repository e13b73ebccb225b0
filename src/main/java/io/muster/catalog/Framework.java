package io.muster.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The frameworks that the pack maps its checks to, where the mapping is certain. Packs of one's own may name others. */
public enum Framework {
    /** Named by the pages of the guide, such as {@code source-containment}. */
    AWS_SIR("aws-sir", "AWS Security Incident Response guide, by page"),
    AWS_WELL_ARCHITECTED("aws-well-architected", "AWS Well-Architected Framework, security best practices"),
    CIS_AWS("cis-aws-5.0", "CIS AWS Foundations Benchmark 5.0"),
    /** Version 18 replaced data sources, so the version before it is meant. */
    MITRE_ATTACK("mitre-attack", "MITRE ATT&CK 17, data sources"),
    NIST("nist-800-61r3", "NIST SP 800-61r3, outcomes of CSF 2.0");

    private final String word;
    private final String title;

    Framework(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** As headers name it, such as {@code cis-aws-5.0}. */
    public String word() {
        return word;
    }

    public String title() {
        return title;
    }

    /** The framework that headers name so; empty for one of somebody's own. */
    public static Optional<Framework> of(String word) {
        return Arrays.stream(values())
                .filter(framework -> framework.word.equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
