package io.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.Browser;
import io.muster.finding.RunId;
import io.muster.state.Run;
import io.muster.state.RunStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser: one as it is written today, and the sample that stands in the checkout. */
final class ReportPageIT {

    private static final String SHOWN =
            "Array.from(document.querySelectorAll('details.check')).filter(c => c.offsetParent !== null).length";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static URI page;

    @BeforeAll
    static void open_a_browser() throws Exception {
        Instant started = Instant.parse("2026-11-24T05:00:00Z");
        ReportModel model = HtmlReporterTest.model(true, started.minus(Duration.ofDays(7)));
        Run run = new Run(
                RunId.of(model.runId()),
                started,
                started.plusSeconds(60),
                RunStatus.COMPLETE,
                "",
                "o-1",
                12,
                42,
                3,
                null);
        new HtmlReporter().write(run, model, folder);
        page = folder.resolve("index.html").toUri();
        browser = Browser.start();
    }

    @AfterAll
    static void close_the_browser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void show_it_wide_and_light() throws Exception {
        browser.show(1280, false);
    }

    private static URI sample() {
        return Path.of(System.getProperty("muster.home", "."))
                .resolve("reports/sample/index.html")
                .toAbsolutePath()
                .normalize()
                .toUri();
    }

    private static void type(String id, String value) throws Exception {
        browser.value("(function () { var control = document.getElementById('" + id + "'); control.value = '" + value
                + "'; control.dispatchEvent(new Event('input')); })()");
    }

    @Test
    void a_page_asks_for_nothing_but_itself_and_complains_of_nothing() throws Exception {
        for (URI each : new URI[] {page, sample()}) {
            browser.open(each);
            type("search", "trail");
            type("verdict", "fail");

            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests())
                    .allMatch(request -> request.equals(each.toString()) || request.startsWith("data:"));
        }
    }

    @Test
    void search_and_filters_leave_what_was_asked_for() throws Exception {
        browser.open(sample());
        int all = browser.value(SHOWN).asInt();

        type("search", "cloudtrail buckets");
        int found = browser.value(SHOWN).asInt();
        type("severity", "critical");
        int critical = browser.value(SHOWN).asInt();
        String said =
                browser.value("document.getElementById('shown').textContent").asText();
        type("search", "no such thing anywhere");
        int none = browser.value(SHOWN).asInt();
        type("search", "");
        type("severity", "");

        assertThat(all).isGreaterThan(60);
        assertThat(found).isBetween(2, all - 1);
        assertThat(critical).isBetween(1, found - 1);
        assertThat(said).isEqualTo(critical + " of " + all + " checks");
        assertThat(none).isZero();
        assertThat(browser.value(SHOWN).asInt()).isEqualTo(all);
    }

    @Test
    void a_link_to_a_check_opens_it_even_when_a_filter_hid_it() throws Exception {
        browser.open(page);
        type("search", "no such thing anywhere");

        browser.value("document.querySelector('a[href=\"#check-trails_log\"]').click()");
        browser.value("window.dispatchEvent(new Event('hashchange'))");

        assertThat(browser.value("document.getElementById('check-trails_log').open")
                        .asBoolean())
                .isTrue();
        assertThat(browser.value(SHOWN).asInt()).isEqualTo(1);
    }

    @Test
    void nothing_sticks_out_on_a_telephone() throws Exception {
        browser.show(400, false);
        for (URI each : new URI[] {page, sample()}) {
            browser.open(each);
            browser.value("document.querySelectorAll('details').forEach(d => { d.open = true; })");

            assertThat(browser.value("document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(400);
        }
    }

    @Test
    void dark_is_dark_and_text_stays_readable_in_both() throws Exception {
        browser.open(page);
        double light = luminance("backgroundColor");
        double lightInk = luminance("color");
        browser.show(1280, true);
        double dark = luminance("backgroundColor");
        double darkInk = luminance("color");

        assertThat(light).isGreaterThan(0.8);
        assertThat(dark).isLessThan(0.1);
        assertThat(contrast(light, lightInk)).isGreaterThan(7);
        assertThat(contrast(dark, darkInk)).isGreaterThan(7);
    }

    private static double luminance(String property) throws Exception {
        return browser.value("(function () { var c = getComputedStyle(document.body)." + property
                        + ".match(/[0-9.]+/g).slice(0, 3).map(function (v) { v = v / 255;"
                        + " return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });"
                        + " return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]; })()")
                .asDouble();
    }

    private static double contrast(double one, double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    @Test
    void on_paper_the_checks_that_fail_are_unfolded_until_it_is_printed() throws Exception {
        browser.open(page);
        String asWanted = "Array.from(document.querySelectorAll('details.check'))"
                + ".every(c => c.open === (c.dataset.verdict === 'fail'))";
        String anyOpen = "Array.from(document.querySelectorAll('details.check')).some(c => c.open)";

        browser.value("window.dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.value(asWanted).asBoolean()).isTrue();
        assertThat(browser.value(anyOpen).asBoolean()).isTrue();

        browser.value("window.dispatchEvent(new Event('afterprint'))");
        assertThat(browser.value(anyOpen).asBoolean()).isFalse();
    }
}
