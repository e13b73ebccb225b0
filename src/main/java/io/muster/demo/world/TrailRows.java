package io.muster.demo.world;

import io.muster.demo.world.Sheets.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * CloudTrail: the organization's trail as its owner and as members see it, and accounts' own trails.
 *
 * <p>A trail of all regions stands in each region of an account. A member of the organization sees the organization's
 * trail too, but nothing that needs a call for it: those columns are null there.
 */
final class TrailRows implements AccountRows {

    static final String BUCKET = "example-org-cloudtrail";
    private static final String HOME = "us-east-1";
    private static final String TRAIL = "organization-trail";

    private static final String ALL_EVENTS = """
            [{"Name": "management", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"],
            "StartsWith": null, "EndsWith": null, "NotEquals": null, "NotStartsWith": null, "NotEndsWith": null}]},
            {"Name": "objects", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"], "StartsWith": null,
            "EndsWith": null, "NotEquals": null, "NotStartsWith": null, "NotEndsWith": null}, {"Field":
            "resources.type", "Equals": ["AWS::S3::Object"], "StartsWith": null, "EndsWith": null, "NotEquals": null,
            "NotStartsWith": null, "NotEndsWith": null}]}]""";

    private final DemoAccount management;
    private final Instant now;

    TrailRows(List<DemoAccount> accounts, Instant now) {
        this.management = accounts.get(0);
        this.now = now;
    }

    @Override
    public void write(DemoAccount account, Sheets sheets) throws SQLException {
        for (String region : account.regions()) {
            writeOrganizationTrail(account, sheets, region);
        }
    }

    private void writeOrganizationTrail(DemoAccount account, Sheets sheets, String region) throws SQLException {
        Row row = trail(account, sheets, region, management, TRAIL)
                .flag("is_organization_trail", true)
                .text("s3_bucket_name", BUCKET);
        if (account.isManagement()) {
            row.flag("is_logging", true);
            row.json("advanced_event_selectors", ALL_EVENTS);
            delivers(row);
        }
        row.add();
    }

    private static Row trail(DemoAccount account, Sheets sheets, String region, DemoAccount owner, String name) {
        return sheets.row("aws_cloudtrail_trail", account, region)
                .text("name", name)
                .text("arn", "arn:aws:cloudtrail:" + HOME + ":" + owner.id() + ":trail/" + name)
                .text("home_region", HOME)
                .flag("is_multi_region_trail", true)
                .flag("log_file_validation_enabled", true)
                .flag("has_custom_event_selectors", true)
                .flag("has_insight_selectors", false)
                .flag("include_global_service_events", true);
    }

    private void delivers(Row row) {
        row.time("latest_delivery_time", now.minus(Duration.ofMinutes(4)))
                .text("latest_delivery_error", "")
                .time("latest_digest_delivery_time", now.minus(Duration.ofMinutes(40)))
                .text("latest_digest_delivery_error", "")
                .time("start_logging_time", now.minus(Duration.ofDays(390)))
                .json("tags", "{}");
    }
}
