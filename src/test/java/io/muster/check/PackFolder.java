package io.muster.check;

import io.muster.catalog.Pack;
import io.muster.catalog.PackLoader;
import io.muster.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A pack that a test writes: queries over {@code aws_vpc} and checks of a few lines. */
final class PackFolder {

    private static final Path HOME = Path.of(System.getProperty("muster.home", "."));

    private final Path folder;

    PackFolder(Path folder) {
        this.folder = folder;
        write("checks/lib/result/result.rego", read(HOME.resolve("checks/lib/result/result.rego")));
    }

    /** A query whose rows have account_id, region, vpc_id, state (nullable text) and is_default (nullable boolean). */
    PackFolder regionalQuery(String id) {
        return query(id, "account", true);
    }

    /** The same without a region matrix. */
    PackFolder globalQuery(String id) {
        return query(id, "account", false);
    }

    PackFolder organizationQuery(String id) {
        return query(id, "organization", false);
    }

    private PackFolder query(String id, String scope, boolean regional) {
        return write("inventory-queries/" + id + ".sql", """
                -- METADATA
                -- title: Things
                -- description: Things.
                -- custom:
                --   tables: [aws_vpc]
                --   key: [account_id, vpc_id]
                --   columns: {account_id: text, region: text, vpc_id: text, state: text, is_default: boolean}
                --   scope: %s
                --   regional: %s
                --   inventory: true
                --   permissions: [ec2:DescribeVpcs]
                select account_id, region, vpc_id, state, is_default from aws_vpc order by account_id, vpc_id
                """.formatted(scope, regional));
    }

    /** A check of area {@code logging} and scope account. */
    PackFolder check(String id, String inventory, String body) {
        return check(id, "account", inventory, "", body);
    }

    PackFolder partialCheck(String id, String inventory, String partial, String body) {
        return check(id, "account", inventory, "#   partial: " + partial + "\n", body);
    }

    PackFolder organizationCheck(String id, String inventory, String body) {
        return check(id, "organization", inventory, "", body);
    }

    private PackFolder check(String id, String scope, String inventory, String more, String body) {
        return write("checks/logging/" + id + "/" + id + ".rego", """
                # METADATA
                # title: Title of %1$s
                # description: What it looks at.
                # schemas:
                #   - input: schema.checks.logging.%1$s
                # custom:
                #   severity: high
                #   scope: %2$s
                #   inventory: [%3$s]
                #   requirements: [XX-01]
                #   risk: Nobody knows.
                #   fix: Do it.
                %4$spackage checks.logging.%1$s

                import future.keywords.not

                import data.checks.lib.result

                %5$s""".formatted(id, scope, inventory, more, body));
    }

    PackFolder write(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Pack load() {
        Problems problems = new Problems();
        Pack pack = PackLoader.load(List.of(folder), problems);
        if (problems.hasErrors()) {
            throw new IllegalStateException(problems.errors().toString());
        }
        return pack;
    }
}
