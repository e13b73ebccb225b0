-- One schema for SQLite and PostgreSQL. Times are milliseconds since 1970 in UTC; flags are 0 or 1; a region that does not
-- apply is the empty text, so that it can be part of a key. A key is compared byte by byte, so that lists have one order.

create table run (
    run_no ${id},
    id ${key} not null unique,
    started bigint not null,
    finished bigint,
    status text not null,
    scope text not null,
    organization ${key},
    accounts integer not null default 0,
    findings bigint not null default 0,
    gaps bigint not null default 0,
    -- The order in which runs of the whole organization became complete; findings over time count by it.
    seq bigint unique,
    -- The last such run when this one started; what this one records was compared with it.
    base_seq bigint,
    why text
);

-- What a run had to answer for: the organization and its accounts, as NDJSON.
create table run_universe (
    run_no bigint primary key references run,
    packed ${bytes} not null,
    byte_count integer not null
);

-- Tables: rows live in chunks of compressed NDJSON that are named by their content, so that equal ones are stored once.
create table chunk (
    chunk_id ${id},
    digest ${bytes} not null unique,
    row_count integer not null,
    byte_count integer not null,
    packed ${bytes} not null
);

-- The keys of a chunk's rows, one JSON array a line, in the order of the rows; read only to compare.
create table chunk_keys (
    chunk_id bigint primary key references chunk,
    byte_count integer not null,
    packed ${bytes} not null
);

-- What a table holds, named by its chunks. The digest is null as long as a writer, of the run that is named, adds chunks;
-- sha256 is that of the rows.
create table content (
    content_id ${id},
    digest ${bytes} unique,
    sha256 ${bytes},
    row_count bigint not null,
    byte_count bigint not null,
    writer_run_no bigint
);

create index content_unfinished on content (writer_run_no) where digest is null;

create table content_chunk (
    content_id bigint not null references content,
    position integer not null,
    chunk_id bigint not null references chunk,
    primary key (content_id, position)
) ${clustered};

create index content_chunk_chunk on content_chunk (chunk_id);

create table source_table (
    table_no ${id},
    account_id ${key} not null,
    query_id ${key} not null,
    unique (query_id, account_id)
);

create table snapshot (
    run_no bigint not null references run,
    table_no bigint not null references source_table,
    content_id bigint not null references content,
    primary key (run_no, table_no)
) ${clustered};

create index snapshot_content on snapshot (content_id);

-- Manifest: its lines as NDJSON, and once more what was not read, for questions in SQL.
create table manifest_part (
    run_no bigint not null references run,
    account_id ${key} not null,
    part integer not null,
    byte_count integer not null,
    packed ${bytes} not null,
    primary key (run_no, account_id, part)
);

create table unread (
    run_no bigint not null references run,
    table_no bigint not null references source_table,
    region ${key} not null,
    primary key (run_no, table_no, region)
) ${clustered};

-- Findings of runs that are not part of the history: running, given up, or narrowed to some accounts or checks.
create table finding_local (
    local_id ${id},
    run_no bigint not null references run,
    check_id ${key} not null,
    account_id ${key} not null,
    region ${key} not null,
    resource ${key} not null,
    print bigint not null,
    verdict smallint not null,
    severity smallint not null,
    reason text,
    title text not null,
    account_name text not null,
    message text not null,
    seen bigint,
    evidence text not null,
    owner text,
    environment text,
    exception text,
    unique (run_no, check_id, account_id, region, resource)
);

-- What findings are about: one line for each check, account, region and resource that was ever reported.
create table finding_subject (
    subject_id ${id},
    check_id ${key} not null,
    account_id ${key} not null,
    region ${key} not null,
    resource ${key} not null,
    -- 0 not reported, 1 good, 2 accepted, 3 gap; a gap stays one while nobody can tell whether it is fixed.
    standing smallint not null,
    since bigint not null,
    fixed_at bigint,
    unique (check_id, account_id, region, resource)
);

-- What a finding said from one complete run until before another; null: it still says so.
create table finding_version (
    version_id ${id},
    subject_id bigint not null references finding_subject,
    from_seq bigint not null,
    to_seq bigint,
    print bigint not null,
    verdict smallint not null,
    severity smallint not null,
    reason text,
    title text not null,
    account_name text not null,
    message text not null,
    seen bigint,
    evidence text not null,
    owner text,
    environment text,
    exception text,
    first_seen bigint not null,
    fixed_at bigint
);

create index finding_version_subject on finding_version (subject_id, from_seq);
create unique index finding_version_current on finding_version (subject_id) where to_seq is null;
create index finding_version_to on finding_version (to_seq);

-- Each time that a gap was fixed, with the last thing it said.
create table finding_fix (
    seq bigint not null,
    version_id bigint not null references finding_version,
    fixed_at bigint not null,
    primary key (seq, version_id)
) ${clustered};

create index finding_fix_version on finding_fix (version_id);

create table finding_count (
    run_no bigint not null references run,
    severity smallint not null,
    verdict smallint not null,
    findings bigint not null,
    decisions bigint not null,
    primary key (run_no, severity, verdict)
) ${clustered};

-- Assets. What many of them have in common is a label.
create table asset_label (
    label_id ${id},
    source ${key} not null,
    account_id ${key} not null,
    account_name text not null,
    region ${key} not null,
    type ${key} not null,
    owner text,
    environment text,
    data_class text,
    print ${bytes} not null unique
);

create index asset_label_source on asset_label (account_id, source);

create table asset (
    asset_id ${id},
    asset_key ${key} not null,
    kind text not null,
    label_id bigint not null references asset_label,
    arn text,
    name text,
    print bigint not null,
    valid_from bigint not null,
    valid_to bigint,
    observed_at bigint
);

create index asset_by_key on asset (asset_key);
create unique index asset_open on asset (label_id, print) where valid_to is null;
create index asset_ended on asset (valid_to) where valid_to is not null;

-- When the assets of a source were last read; a region of its own where it was left out since.
create table asset_read (
    account_id ${key} not null,
    source ${key} not null,
    region ${key} not null,
    read_at bigint not null,
    primary key (account_id, source, region)
) ${clustered};

-- What a run wants to change about assets when it becomes complete.
create table asset_new (
    run_no bigint not null references run,
    table_no bigint not null references source_table,
    print bigint not null,
    asset_key ${key} not null,
    kind text not null,
    label_id bigint not null references asset_label,
    arn text,
    name text,
    primary key (run_no, table_no, print)
) ${clustered};

-- Sources whose assets the run recorded to the end; what is recorded of another one does not count.
create table asset_mark (
    run_no bigint not null references run,
    table_no bigint not null references source_table,
    primary key (run_no, table_no)
) ${clustered};

create table asset_gone (
    run_no bigint not null references run,
    table_no bigint not null references source_table,
    asset_id bigint not null references asset,
    primary key (run_no, table_no, asset_id)
) ${clustered};

-- Which process does what only one may do.
create table lease (
    name text primary key,
    holder text not null,
    host text not null,
    pid bigint not null,
    process_started bigint not null,
    acquired_at bigint not null,
    expires_at bigint not null
);

-- The table of db-scheduler, with its names.
create table scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data ${bytes},
    execution_time ${timestamp},
    picked boolean not null,
    picked_by text,
    last_success ${timestamp},
    last_failure ${timestamp},
    consecutive_failures integer,
    last_heartbeat ${timestamp},
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);
