-- What Muster noted itself about an account, such as what came of a drill: the newest entry of each kind and key.
create table account_record (
    kind ${key} not null,
    account_id ${key} not null,
    record_key ${key} not null,
    noted_at bigint not null,
    entry text not null,
    primary key (kind, account_id, record_key)
) ${clustered};

create index account_record_noted on account_record (noted_at);
