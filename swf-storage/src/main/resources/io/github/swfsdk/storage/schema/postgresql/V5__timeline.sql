-- what has happened to orders; noted_at: nanoseconds since 1970
create table swf_timeline (
    entry_no bigint generated always as identity primary key,
    order_id varchar(255) not null,
    noted_at bigint not null,
    event varchar(32) not null,
    cause_kind varchar(16) not null,
    cause_peer varchar not null,
    cause_reference varchar not null,
    cause_association varchar not null,
    steps varchar not null
);
create index swf_timeline_order on swf_timeline (order_id, entry_no);
