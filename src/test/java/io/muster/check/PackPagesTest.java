package io.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.QuerySpec;
import io.muster.catalog.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every check of the pack has beside its rules: words that obey the rules, a page, and tests. */
final class PackPagesTest {

    private static final int LONGEST_TITLE = 100;
    private static final int LONGEST_TEXT = 400;
    private static final int LONGEST_PAGE = 60;
    private static final Pattern COMMAND_WORD = Pattern.compile("^(Ensure|Check|Verify)\\b.*");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?i)\\b(todo|tbd|fixme|lorem|xxx)\\b|^\\s*add .* here", Pattern.MULTILINE);
    private static final List<String> HEADINGS =
            List.of("## Why it matters in an incident", "## What is checked", "## How to fix", "## When to accept it");

    private static Stream<DynamicTest> each(Consumer<CheckSpec> claim) {
        return RealPack.load().checks().stream()
                .map(check -> DynamicTest.dynamicTest(check.id().value(), () -> claim.accept(check)));
    }

    private static Path beside(CheckSpec check, String name) {
        return Objects.requireNonNull(check.file().getParent()).resolve(name);
    }

    @TestFactory
    Stream<DynamicTest> titles_state_the_good_state() {
        return each(check -> {
            assertThat(check.title()).hasSizeBetween(10, LONGEST_TITLE).doesNotEndWith(".");
            assertThat(check.title()).doesNotMatch(COMMAND_WORD);
        });
    }

    @TestFactory
    Stream<DynamicTest> descriptions_and_risks_are_short() {
        return each(check -> {
            assertThat(check.description()).hasSizeBetween(20, LONGEST_TEXT).endsWith(".");
            assertThat(check.risk()).hasSizeBetween(20, LONGEST_TEXT).endsWith(".");
            assertThat(check.fix()).hasSizeBetween(10, LONGEST_TEXT).endsWith(".");
            assertThat(check.fix().replaceAll("\\b(e\\.g|i\\.e)\\.", "").split("\\.\\s"))
                    .as("the fix is one sentence: " + check.fix())
                    .hasSize(1);
            assertThat(check.requirements()).isNotEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> pages_have_their_headings_and_no_holes() {
        return each(check -> {
            String page = PackFolder.read(beside(check, "README.md"));
            List<String> lines = page.lines().collect(Collectors.toList());

            assertThat(lines.get(0)).isEqualTo("# " + check.title());
            assertThat(lines.stream().filter(line -> line.startsWith("## "))).containsExactlyElementsOf(HEADINGS);
            assertThat(PLACEHOLDER.matcher(page).find()).as(page).isFalse();
            assertThat(lines).hasSizeLessThanOrEqualTo(LONGEST_PAGE);
            for (String heading : HEADINGS) {
                int start = lines.indexOf(heading) + 1;
                String text = lines.stream()
                        .skip(start)
                        .takeWhile(line -> !line.startsWith("## "))
                        .collect(Collectors.joining())
                        .strip();
                assertThat(text).as(heading).hasSizeGreaterThan(20);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> each_check_has_tests_of_every_kind_in_its_own_package() {
        return each(check -> {
            Path file = beside(check, check.id() + "_test.rego");
            assertThat(Files.exists(file)).as(file.toString()).isTrue();
            String tests = PackFolder.read(file);

            assertThat(Policies.packageOf(tests)).isEqualTo("checks." + check.area() + "." + check.id() + "_test");
            assertThat(tests).as(file.toString()).contains("\ntest_absent_").contains("\ntest_null_");
            String policy = PackFolder.read(check.file());
            if (policy.contains("result.pass(")) {
                assertThat(tests).as(file.toString()).contains("\ntest_pass_");
            }
            if (policy.contains("result.fail(")) {
                assertThat(tests).as(file.toString()).contains("\ntest_fail_");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> a_check_of_the_organization_reads_tables_of_the_organization() {
        Pack pack = RealPack.load();
        return each(check -> assertThat(check.inventory())
                .allMatch(id -> check.scope() == Scope.ACCOUNT
                        || pack.query(id).map(QuerySpec::scope).orElse(Scope.ACCOUNT) == Scope.ORGANIZATION));
    }

    @TestFactory
    Stream<DynamicTest> each_policy_obeys_the_style() {
        return each(check -> {
            String policy = PackFolder.read(check.file());

            assertThat(Policies.packageOf(policy)).isEqualTo("checks." + check.area() + "." + check.id());
            assertThat(policy).contains("\nimport future.keywords.not\n");
            assertThat(policy).contains("schema.checks." + check.area() + "." + check.id() + "\n");
            assertThat(policy).doesNotContain("\"verdict\"");
        });
    }
}
