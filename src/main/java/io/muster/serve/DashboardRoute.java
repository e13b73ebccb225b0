package io.muster.serve;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.muster.lookup.Answer;
import io.muster.lookup.Lookup;
import io.muster.problem.ProblemException;
import io.muster.push.Targets;
import io.muster.report.PageText;
import io.muster.serve.Activity.Job;
import io.muster.serve.ContactsJob.Verified;
import io.muster.serve.Dashboard.JobLine;
import io.muster.serve.Dashboard.LookupBox;
import io.muster.serve.Dashboard.Overview;
import io.muster.serve.Facts.Latest;
import io.muster.serve.Tokens.Scope;
import io.muster.state.OutboxStatus;
import io.muster.state.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows the dashboard: one page without scripts that needs nothing but itself. */
final class DashboardRoute {

    private final Service.Parts parts;
    private final Facts facts;
    private final Lookup lookup;
    private final Guard guard;
    private final Activity activity;
    private final Timetable timetable;
    private final ReportFiles reports;
    private final TemplateEngine pages = TemplateEngine.createPrecompiled(
            null, ContentType.Html, DashboardRoute.class.getClassLoader(), "io.muster.pages");

    DashboardRoute(Service.Parts parts, Tools tools, ReportFiles reports) {
        this.parts = parts;
        this.facts = tools.facts();
        this.lookup = tools.lookup();
        this.guard = tools.guard();
        this.activity = tools.activity();
        this.timetable = tools.timetable();
        this.reports = reports;
    }

    /** What the page is put together from. */
    record Tools(Facts facts, Lookup lookup, Guard guard, Activity activity, Timetable timetable) {}

    /** {@code GET /?key=&at=}. */
    void show(Context context) {
        Parameters parameters = Parameters.of(context, "key", "at");
        Optional<Latest> latest = facts.latest();
        Dashboard dashboard = new Dashboard(
                parts.version(),
                latest.map(this::overview).orElse(null),
                lines(),
                targets(parts.state(), parts.targets()),
                reports.hasLatest() ? "/reports/" + ReportFiles.LATEST + "/index.html" : null,
                box(parameters, guard.allows(context, Scope.LOOKUP)));
        StringOutput page = new StringOutput();
        pages.render("dashboard.jte", Map.of("page", dashboard), page);
        context.header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none';"
                        + " frame-ancestors 'none'");
        context.contentType("text/html; charset=utf-8").result(page.toString());
    }

    private Overview overview(Latest latest) {
        Clock clock = parts.clock();
        Instant started = latest.run().started();
        ScheduleConfig schedule = parts.schedule();
        boolean overdue = schedule.next(schedule.audit(), started)
                .flatMap(due -> schedule.next(schedule.audit(), due))
                .filter(due -> due.isBefore(clock.instant()))
                .isPresent();
        return new Overview(
                latest.organization().id(),
                latest.run().accounts(),
                latest.run().id().shortForm(),
                started,
                Duration.between(started, clock.instant()),
                overdue,
                latest.coverage(),
                latest.findings(),
                latest.worst());
    }

    private List<JobLine> lines() {
        List<JobLine> lines = new ArrayList<>();
        lines.add(line(Job.AUDIT, timetable.nextAudit(), null));
        lines.add(line(Job.REPORT, timetable.nextReport(), null));
        if (parts.schedule().contactsVerify() != null) {
            lines.add(line(
                    Job.CONTACTS_VERIFY,
                    timetable.nextContactsVerify(),
                    activity.contacts().map(DashboardRoute::said).orElse(null)));
        }
        return lines;
    }

    private JobLine line(Job job, Optional<Instant> next, @Nullable String result) {
        Activity.Standing standing = activity.of(job);
        return new JobLine(job.word(), standing.since(), next.orElse(null), standing.failure(), result);
    }

    private static String said(Verified contacts) {
        return PageText.number(contacts.wanted()) + " of " + PageText.count(contacts.all(), "contact")
                + " are as wanted, " + PageText.number(contacts.unreadable()) + " could not be read";
    }

    /** Those of the configuration, and others that something still waits for. */
    private static List<OutboxStatus> targets(State state, Targets configured) {
        List<OutboxStatus> targets = new ArrayList<>(state.outbox().status());
        for (String name : configured.names()) {
            if (targets.stream().noneMatch(target -> target.target().equals(name))) {
                targets.add(new OutboxStatus(name, 0, 0, 0, 0, null, 0, 0, null, "", "", ""));
            }
        }
        return targets;
    }

    private LookupBox box(Parameters parameters, boolean allowed) {
        String key = parameters.text("key").orElse("").strip();
        String at = parameters.text("at").orElse("").strip();
        if (!allowed || key.isEmpty()) {
            return new LookupBox(allowed, key, at, null, null);
        }
        @Nullable Answer answer = null;
        @Nullable String complaint = null;
        try {
            Instant time = at.isEmpty() ? parts.clock().instant() : Parameters.time("at", at);
            answer = lookup.whose(key, time);
        } catch (Refusal e) {
            complaint = e.problem().text();
        } catch (ProblemException e) {
            complaint = e.kind() == ProblemException.Kind.USAGE ? e.getMessage() : "The state cannot be read now.";
        }
        return new LookupBox(true, key, at, answer, complaint);
    }
}
